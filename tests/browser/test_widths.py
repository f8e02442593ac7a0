"""No page scrolls sideways: on no screen, in no theme, whatever people wrote."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.every_page import PLACES, Place, go
from tests.browser.people import Person
from tests.browser.running_site import RunningSite

pytestmark = pytest.mark.browser

WIDTHS = [320, 390, 1366]
SCHEMES = ["light", "dark"]
STRAINED = [
    Place("list", "{strained_board}"),
    Place("list-category", "{strained_board}?category=1&q=%EA%B0%80"),
    Place("list-manager", "{strained_board}", "manager"),
    Place("post", "{strained_board}{strained}/"),
    Place("post-manager", "{strained_board}{strained}/", "manager"),
    Place("delete", "{strained_board}{strained}/delete/", "manager"),
    Place("write", "{strained_board}write/", "member"),
    Place("reply", "{strained_board}{strained}/reply/", "member"),
    Place("new", "/new/"),
    Place("search", "/search/?q=https"),
    Place("search-unbroken", "/search/?q=" + "a" * 100),
    Place("front", "/"),
]


@pytest.fixture(scope="session")
def strain(site: RunningSite, furniture: dict[str, Any]) -> dict[str, str]:
    """Where the board of what is long, wide and deep is."""
    found: dict[str, str] = site.ask("strain")
    return found


def too_wide(page: Page) -> list[str]:
    """Return the screens on which the page is wider than they are."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            shown = page.evaluate("document.documentElement.scrollWidth")
            if shown > width:
                found.append(f"{width} px, {scheme}: {shown} px")
    return found


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_page_scrolls_sideways(
    come: Callable[[], Person],
    site: RunningSite,
    furniture: dict[str, Any],
    first_manager: dict[str, str],
    place: Place,
) -> None:
    facts = {**furniture["places"], "manager_session": first_manager["sessionid"]}

    page = go(come(), place, facts, site.url)

    assert too_wide(page) == []


@pytest.mark.parametrize("place", STRAINED, ids=lambda place: place.name)
def test_whatever_people_wrote_stays_on_the_screen(
    come: Callable[[], Person],
    site: RunningSite,
    furniture: dict[str, Any],
    first_manager: dict[str, str],
    strain: dict[str, str],
    place: Place,
) -> None:
    manager_session = first_manager["sessionid"]
    facts = {**furniture["places"], **strain, "manager_session": manager_session}

    page = go(come(), place, facts, site.url)

    assert too_wide(page) == []
