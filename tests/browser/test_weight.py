"""What a first visit costs: bytes on the wire, and nothing that holds up the page."""

from collections.abc import Callable

import pytest

from tests.browser.people import Person

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000


def test_a_first_list_page_is_light(come: Callable[[], Person]):
    person = come()
    browser = person.context.new_cdp_session(person.page)
    browser.send("Network.enable")
    sizes: list[float] = []
    browser.on(
        "Network.loadingFinished", lambda end: sizes.append(end["encodedDataLength"])
    )

    person.page.goto("/boards/archive/", wait_until="networkidle")

    assert len(sizes) > 3  # the page, its sheet, its scripts
    assert sum(sizes) <= MOST_BYTES


@pytest.mark.parametrize("path", ["/", "/boards/archive/", "/boards/qa/"])
def test_no_script_holds_up_a_page(come: Callable[[], Person], path: str):
    page = come().page

    page.goto(path)

    blocking = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter((entry) => entry.renderBlockingStatus === 'blocking')"
        ".map((entry) => entry.name.split('/').pop())"
    )
    assert all(".css" in name for name in blocking)
    assert len(blocking) == 1
