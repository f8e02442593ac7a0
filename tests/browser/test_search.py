"""Searches of two people at once: what one writes, the other finds."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import expect_post, send, write
from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser


def look_for(page: Page, words: str) -> None:
    """Type into the box of the header and send it."""
    page.goto("/new/")
    box = page.get_by_role("banner").locator("input[type=search]")
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**/search/?**")


@with_and_without_scripts
def test_what_was_written_is_found_at_once_by_the_other(
    member: Page, guest: Page, scripts: bool
):
    word, fruit = ("은행잎", "모과") if scripts else ("단풍잎", "대추")
    main = guest.get_by_role("main")
    look_for(guest, word)
    expect(main.get_by_text("찾는 글이 없습니다.")).to_be_visible()

    member.goto("/boards/qa/write/")
    write(member, "가을이 왔네요", f"마당에 {word}이 쌓였습니다")
    send(member, "작성완료")
    expect_post(member, "가을이 왔네요")
    look_for(guest, word)
    expect(main.get_by_role("link", name="가을이 왔네요")).to_be_visible()
    expect(main.locator("mark", has_text=word)).to_be_visible()

    said = f"{fruit}도 떨어졌어요"
    member.get_by_label("댓글 내용").fill(said)
    send(member, "댓글등록")
    expect(member.get_by_text(said)).to_be_visible()
    look_for(guest, f"{fruit} 떨어")
    kinds = main.get_by_role("navigation", name="검색 결과 종류")
    kinds.get_by_role("link", name="댓글").click()
    expect(main.locator("mark", has_text=fruit).first).to_be_visible()

    member.get_by_role("main").get_by_role("link", name="수정").first.click()
    write(member, "가을이 왔네요", "다 쓸었습니다")
    send(member, "작성완료")
    expect_post(member, "가을이 왔네요")
    look_for(guest, word)
    expect(main.get_by_text("찾는 글이 없습니다.")).to_be_visible()


def test_a_board_finds_what_a_comment_says(member: Page, guest: Page):
    member.goto("/boards/qa/write/")
    write(member, "댓글로 찾는 글")
    send(member, "작성완료")
    member.get_by_label("댓글 내용").fill("꽃사과 이야기")
    send(member, "댓글등록")
    expect(member.get_by_text("꽃사과 이야기")).to_be_visible()

    guest.goto("/boards/qa/")
    form = guest.get_by_role("search", name="게시판 검색")
    form.get_by_label("검색 대상").select_option("댓글")
    form.get_by_label("검색어").fill("꽃사과")
    form.get_by_role("button", name="검색").click()

    expect(guest.get_by_role("link", name="댓글로 찾는 글")).to_be_visible()
