"""Paper, phones and quiet eyes: the page as other media show it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea"
SIZES = f"""[...document.querySelectorAll('{FIELDS}')]
  .filter((field) => field.checkVisibility())
  .map((field) => [field.name, parseFloat(getComputedStyle(field).fontSize)])
  .filter(([, size]) => size < 16)"""


def test_on_paper_stands_what_was_written_and_nothing_else(guest: Page):
    guest.goto("/boards/archive/")
    guest.get_by_role("link", name="자료 12번").click()

    guest.emulate_media(media="print", color_scheme="dark")

    expect(guest.get_by_role("heading", name="자료 12번", level=2)).to_be_visible()
    expect(guest.get_by_text("12번째 자료의 설명")).to_be_visible()
    for part in ("header", "navigation", "contentinfo", "complementary"):
        for one in guest.get_by_role(part).all():  # type: ignore[arg-type]
            expect(one).to_be_hidden()
    ground, ink = guest.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('main .prose')).color]"
    )
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert ink == "rgb(0, 0, 0)"


@pytest.mark.parametrize(
    "path",
    ["/", "/boards/archive/", "/boards/square/write/", "/accounts/signup/", "/search/"],
)
def test_a_phone_need_not_zoom_in(guest: Page, path: str):
    guest.set_viewport_size({"width": 390, "height": 844})

    guest.goto(path)

    assert guest.evaluate(SIZES) == []
    style = "(name) => getComputedStyle(document.body)[name]"
    assert guest.evaluate(style, "fontSize") == "16px"
    assert guest.evaluate(style, "wordBreak") == "keep-all"


@pytest.mark.parametrize("path", ["/", "/boards/archive/", "/boards/square/write/"])
def test_nothing_moves_for_who_wants_it_quiet(guest: Page, path: str):
    guest.emulate_media(reduced_motion="reduce")

    guest.goto(path)

    moving = guest.evaluate(
        # altcha's wheel says that work goes on, and is small.
        """[...document.querySelectorAll('*:not(.altcha-spinner)')].filter((element) => {
          const style = getComputedStyle(element);
          const seconds = `${style.transitionDuration},${style.animationDuration}`;
          return style.scrollBehavior === 'smooth' || seconds.split(',').some((one) => parseFloat(one) > 0.01);
        }).map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []
