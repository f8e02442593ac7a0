"""Every page against the rules of others: accessibility (axe) and HTML (Nu checker)."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from tests.browser.every_page import PLACES, Place, go
from tests.browser.people import Person

pytestmark = pytest.mark.browser

AUDITS = Path(__file__).parent / "audits"
WIDTHS = [1366, 390]
SCHEMES = ["light", "dark"]


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of axe and the HTML checker, installed when they are not yet."""
    if not (AUDITS / "node_modules" / "axe-core").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            pytest.fail("The audits need npm: apt install npm")
        subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=AUDITS,
            check=True,
        )
    return AUDITS / "node_modules"


@pytest.fixture
def visit(
    come: Callable[[], Person],
    site: Any,
    furniture: dict[str, Any],
    first_manager: dict[str, Any],
) -> Callable[[Place], Page]:
    """Call it with a place to get its page."""
    facts = {**furniture["places"], "manager_session": first_manager["sessionid"]}
    person = come()
    return lambda place: go(person, place, facts, site.url)


def is_page(response: Response) -> bool:
    return response.request.resource_type == "document"


def violations_of(page: Page, tools: Path) -> list[tuple[Any, ...]]:
    """Return what axe finds: on which screen, which rule, where."""
    axe = (tools / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate(axe)
            answer = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [
                (width, scheme, violation["id"], node["html"][:150])
                for violation in answer["violations"]
                for node in violation["nodes"]
            ]
    return found


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_axe_finds_nothing(
    place: Place, visit: Callable[[Place], Page], tools: Path
) -> None:
    assert violations_of(visit(place), tools) == []


def check_html(tools: Path, folder: Path) -> list[tuple[str, str, str]]:
    """Return what the HTML checker finds in the folder's pages."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("The HTML checker needs Java: apt install default-jre-headless")
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    checked = subprocess.run(
        [
            java,
            "-Xss4m",
            "-jar",
            jar,
            "--format",
            "json",
            "--exit-zero-always",
            folder,
        ],
        check=True,
        stderr=subprocess.PIPE,
    )
    return [
        (Path(message["url"]).stem, message["message"], message.get("extract", ""))
        for message in json.loads(checked.stderr)["messages"]
    ]


def test_the_html_checker_finds_nothing_to_mend(
    visit: Callable[[Place], Page], tools: Path, tmp_path: Path
) -> None:
    pages: list[Response] = []
    for place in PLACES:
        page = visit(place)
        if not pages:
            page.on("response", lambda r: pages.append(r) if is_page(r) else None)
            visit(place)
        text = pages[-1].text()
        (tmp_path / f"{place.name}.html").write_text(text, encoding="utf-8")
    assert check_html(tools, tmp_path) == []
