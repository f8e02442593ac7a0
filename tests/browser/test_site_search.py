"""The search box while one types: suggestions by keys, by mouse, by an input method."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import compose, finish
from tests.browser.people import with_and_without_scripts
from tests.browser.test_audits import tools, violations_of

__all__ = ["tools"]  # a fixture

pytestmark = pytest.mark.browser

QA = "질문답변"


def box(page: Page, place: Literal["banner", "main"] = "banner") -> Locator:
    return page.get_by_role(place).locator("input[type=search]")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def type_in(page: Page, text: str, path: str = "/new/") -> Locator:
    """Open a page and type into the box in its header."""
    page.goto(path)
    field = box(page)
    expect(field).to_have_attribute("role", "combobox")
    field.press_sequentially(text)
    return field


def test_a_board_is_chosen_by_the_arrow_keys(guest: Page):
    field = type_in(guest, "ㅈㅁ")

    option = guest.get_by_role("option", name=QA, exact=True)
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    group = guest.get_by_role("group", name="게시판")
    expect(group.get_by_role("option")).to_have_count(options(guest).count())
    status = guest.get_by_role("banner").get_by_role("status")
    expect(status).to_have_text(f"추천 {options(guest).count()}개")
    field.press("ArrowDown")
    expect(options(guest).first).to_have_attribute("aria-selected", "true")
    chosen = options(guest).first.get_attribute("id") or ""
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", chosen)
    while option.get_attribute("aria-selected") != "true":
        field.press("ArrowDown")
    field.press("Enter")

    expect(guest).to_have_url(re.compile(r"/boards/qa/$"))


def test_a_member_is_chosen_with_the_mouse(member: Page):
    type_in(member, "ㄱㅈㄱ")

    names = member.get_by_role("group", name="회원").get_by_role("option")
    names.filter(has_text="글지기").click()

    expect(member).to_have_url(re.compile(r"/search/\?field=author&q=%EA%B8%80"))
    found = member.get_by_role("main").get_by_role("article").first
    expect(found).to_contain_text("글지기")


def test_a_guest_sees_no_members(guest: Page):
    with guest.expect_response("**/search/suggest/**") as answered:
        type_in(guest, "글지기")

    # Somebody may have looked for the name, which then is a popular word.
    kinds = [kind["name"] for kind in answered.value.json()["kinds"]]
    assert set(kinds) <= {"인기검색어"}
    expect(guest.get_by_role("group", name="회원")).to_have_count(0)


def test_enter_without_a_choice_searches_for_what_is_typed(guest: Page):
    field = type_in(guest, "질문")
    expect(options(guest).first).to_be_visible()

    field.press("Enter")

    expect(guest).to_have_url(re.compile(r"/search/\?q=%EC%A7%88%EB%AC%B8$"))


def test_escape_closes_the_list_and_then_empties_the_box(guest: Page):
    field = type_in(guest, "질문")
    expect(options(guest).first).to_be_visible()

    field.press("Escape")

    expect(guest.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("질문")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    expect(options(guest).first).to_be_visible()


def test_tab_goes_on_and_leaves_nothing_open(guest: Page):
    field = type_in(guest, "질문")
    expect(options(guest).first).to_be_visible()

    field.press("Tab")

    expect(guest.get_by_role("listbox")).to_be_hidden()
    search = guest.get_by_role("banner").get_by_role("button", name="검색")
    expect(search).to_be_focused()


def test_nothing_is_left_when_the_box_is_emptied(guest: Page):
    field = type_in(guest, "질문")
    expect(options(guest).first).to_be_visible()

    field.fill("")

    expect(guest.get_by_role("listbox")).to_be_hidden()


def test_an_old_answer_is_not_waited_for(guest: Page):
    guest.route(re.compile(r"suggest/\?q=%EC%9E%90$"), lambda route: None)
    aborted: list[str] = []
    guest.on("requestfailed", lambda request: aborted.append(request.url))
    with guest.expect_request("**/search/suggest/**"):
        field = type_in(guest, "자")

    field.fill(QA)

    expect(options(guest).first).to_have_text(QA)
    assert len(aborted) == 1


def test_suggestions_follow_a_syllable_while_it_is_composed(guest: Page):
    field = type_in(guest, "")
    field.focus()
    method = guest.context.new_cdp_session(guest)

    compose(method, "ㅈ", "지", "질")
    expect(options(guest).filter(has_text=QA)).to_be_visible()
    # The Enter that ends the syllable, as browsers tell it.
    is_left_alone = field.evaluate(
        """(field) => field.dispatchEvent(new KeyboardEvent("keydown",
          {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    assert not is_left_alone
    finish(method, "질")
    compose(method, "ㅁ", "무", "문")
    finish(method, "문")
    expect(options(guest).filter(has_text=QA)).to_be_visible()
    expect(guest).to_have_url(re.compile("/new/$"))
    field.press("Enter")

    expect(guest).to_have_url(re.compile(r"\?q=%EC%A7%88%EB%AC%B8$"))


def test_an_arrow_while_composing_chooses_nothing(guest: Page):
    field = type_in(guest, "")
    field.focus()
    method = guest.context.new_cdp_session(guest)
    compose(method, "ㅈ", "지", "질")
    expect(options(guest).first).to_be_visible()

    field.evaluate(
        """(field) => field.dispatchEvent(new KeyboardEvent("keydown",
          {key: "ArrowDown", isComposing: true, bubbles: true, cancelable: true}))"""
    )

    selected = guest.locator("[role=option][aria-selected=true]")
    expect(selected).to_have_count(0)


def test_the_search_page_suggests_in_its_own_box(guest: Page):
    guest.goto("/search/")
    field = box(guest, "main")
    field.press_sequentially("질문")

    listbox = guest.get_by_role("main").get_by_role("listbox", name="추천")
    listbox.get_by_role("option", name=QA, exact=True).click()

    expect(guest).to_have_url(re.compile(r"/boards/qa/$"))


@with_and_without_scripts
def test_the_box_searches_with_and_without_scripts(guest: Page, scripts: bool):
    guest.goto("/new/")
    field = box(guest)

    field.fill("로봇 사서")
    field.press("Enter")

    expect(guest).to_have_url(re.compile(r"/search/\?q="))
    assert (box(guest).get_attribute("role") == "combobox") == scripts


@pytest.mark.parametrize("place", ["banner", "main"])
def test_an_open_list_is_sound_and_fits_the_screen(
    member: Page, tools: Path, place: str
):
    member.goto("/search/")
    box(member, place).press_sequentially("ㄱ")
    expect(options(member).first).to_be_visible()

    assert violations_of(member, tools) == []

    for width in (1366, 390, 320):
        member.set_viewport_size({"width": width, "height": 844})
        expect(options(member).first).to_be_visible()
        wide = member.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, width
