"""The keyboard alone: reading, writing, commenting, and always seeing where one is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import body_field, expect_post
from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser

MOST_STEPS = 120
# The focus shows by a ring, its own or its box's, and nothing lies over it.
IS_SEEN = """element => {
  const hasRing = [element, element.parentElement].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  });
  const box = element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  const isInView = box.bottom > 0 && box.top < innerHeight;
  const isOnTop = Boolean(top) && (element.contains(top) || top.contains(element));
  return [hasRing, isInView, isOnTop];
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; each stop on the way must be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count():  # the browser's own frame, before the page's first
            continue
        assert focused.evaluate(IS_SEEN) == [True, True, True], focused.evaluate(
            "element => element.outerHTML.slice(0, 200)"
        )
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{MOST_STEPS} steps did not lead to {target}")


def enter(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1366, 390])
@with_and_without_scripts
def test_a_post_is_written_read_and_commented_without_a_mouse(
    member: Page, scripts: bool, width: int
):
    title = f"자판만으로 쓴 글 {scripts} {width}"
    main = member.get_by_role("main")
    member.set_viewport_size({"width": width, "height": 800})
    member.emulate_media(reduced_motion="reduce")  # or scrolling takes its time
    member.goto("/")

    enter(member, member.get_by_role("link", name="본문 바로가기"))
    enter(member, main.get_by_role("link", name="질문답변", exact=True))
    expect(member).to_have_title("질문답변")
    enter(
        member, member.get_by_role("link", name="글쓰기").locator("visible=true").first
    )
    tab_to(member, main.get_by_label("제목"))
    member.keyboard.type(title)
    tab_to(member, body_field(member))
    member.keyboard.type("자판으로 적은 본문")
    enter(member, main.get_by_role("button", name="작성완료"))
    expect_post(member, title)
    expect(main.get_by_text("자판으로 적은 본문")).to_be_visible()
    tab_to(member, main.get_by_label("댓글 내용"))
    member.keyboard.type("자판으로 적은 댓글")
    enter(member, main.get_by_role("button", name="댓글등록"))
    comment = main.locator("article.comment")
    expect(comment).to_contain_text("자판으로 적은 댓글")
    enter(member, comment.get_by_role("link", name="답변"))
    if not scripts:
        tab_to(member, main.get_by_label("댓글 내용"))
    expect(main.get_by_label("댓글 내용")).to_be_focused()
    member.keyboard.type("자판으로 적은 답")
    enter(member, main.get_by_role("button", name="댓글등록"))

    expect(comment).to_have_count(2)


def test_the_whole_site_menu_opens_and_closes_by_keyboard(guest: Page):
    guest.goto("/")
    button = guest.locator(".all-menu__button")
    panel = guest.locator(".all-menu__panel")

    enter(guest, button)
    expect(panel).to_be_visible()
    enter(guest, panel.get_by_role("link", name="질문답변"))
    expect(guest).to_have_title("질문답변")
    enter(guest, guest.locator(".all-menu__button"))
    guest.keyboard.press("Escape")

    expect(guest.locator(".all-menu__panel")).to_be_hidden()
    expect(guest.locator(".all-menu__button")).to_be_focused()


def test_a_drop_down_closes_with_escape_until_it_is_left(guest: Page):
    guest.goto("/")
    menu = guest.get_by_role("navigation", name="메인메뉴")
    top = menu.locator(".main-menu__link").first
    entry = menu.locator(".main-menu__children a").first

    tab_to(guest, top)
    expect(entry).to_be_visible()
    guest.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(top).to_be_focused()
    guest.keyboard.press("Shift+Tab")
    guest.keyboard.press("Tab")

    expect(entry).to_be_visible()
