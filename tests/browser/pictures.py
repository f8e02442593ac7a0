"""Take pictures of every page and lay them on contact sheets, to be looked at.

Run by `make pictures`. Writes test-results/pictures/<width>-<scheme>-<number>.png,
twelve pages on a sheet, and each page alone in test-results/pictures/pages/.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from tests.browser import running_site
from tests.browser.conftest import CHROMIUM_OPTIONS
from tests.browser.every_page import ADMIN, PLACES, go
from tests.browser.people import Person, arrive, make_first_manager
from tests.browser.running_site import RunningSite

FOLDER = Path("test-results", "pictures")
SCREENS = [(1366, 1000), (390, 844)]
SCHEMES = ["light", "dark"]
PER_SHEET = 12
COLUMNS = 4
CELL = (460, 640)
LABEL_HEIGHT = 20


def main() -> None:
    """Start a site of its own, furnish it, go everywhere."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "pages").mkdir(parents=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium이 없습니다. apt install chromium으로 설치해 주세요.")
    with tempfile.TemporaryDirectory() as folder:
        site = running_site.start(Path(folder))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=CHROMIUM_OPTIONS
                )
                _take(browser, site)
        finally:
            site.stop()


def _take(browser: Browser, site: RunningSite) -> None:
    manager = make_first_manager(arrive(browser, site.url), site.first_manager_link)
    facts: dict[str, Any] = site.ask("furnish")["places"]
    facts["manager_session"] = manager["sessionid"]
    person = arrive(browser, site.url)
    for width, height in SCREENS:
        person.page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            person.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            view = f"{width}-{scheme}"
            _make_sheets(view, _shoot(person, site, facts, view))
            print(f"{width} px, {scheme}: {FOLDER}")


def _shoot(
    person: Person, site: RunningSite, facts: dict[str, Any], view: str
) -> list[tuple[str, Path]]:
    taken = []
    for place in [*PLACES, *ADMIN]:
        page = go(person, place, facts, site.url)
        path = FOLDER / "pages" / f"{place.name}-{view}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        taken.append((place.name, path))
    return taken


def _make_sheets(name: str, pictures: list[tuple[str, Path]]) -> None:
    for start in range(0, len(pictures), PER_SHEET):
        some = pictures[start : start + PER_SHEET]
        rows = -(-len(some) // COLUMNS)
        sheet = Image.new("RGB", (COLUMNS * CELL[0], rows * CELL[1]), "gray")
        for place, (label, path) in enumerate(some):
            left, top = place % COLUMNS * CELL[0], place // COLUMNS * CELL[1]
            picture = Image.open(path).convert("RGB")
            picture.thumbnail((CELL[0] - 10, 100_000))
            room = CELL[1] - LABEL_HEIGHT - 10
            picture = picture.crop((0, 0, picture.width, min(picture.height, room)))
            sheet.paste(picture, (left + 5, top + LABEL_HEIGHT))
            ImageDraw.Draw(sheet).text((left + 5, top + 4), label, "white")
        sheet.save(FOLDER / f"{name}-{start // PER_SHEET + 1}.png")


if __name__ == "__main__":
    main()
