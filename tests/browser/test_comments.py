"""Comments of members and guests: written, answered, edited, deleted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import (
    expect_post,
    open_password,
    send,
    send_as_guest,
    sign,
    write,
)
from tests.browser.people import Person, with_and_without_scripts

pytestmark = pytest.mark.browser


def comment(page: Page, body: str) -> Locator:
    return page.locator("article.comment").filter(has_text=body)


@with_and_without_scripts
def test_member_comments_answers_edits_and_deletes(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "댓글을 기다리는 글")
    send(member, "작성완료")
    expect_post(member, "댓글을 기다리는 글")

    member.get_by_label("댓글 내용").fill("첫 댓글")
    send(member, "댓글등록")
    comment(member, "첫 댓글").get_by_role("link", name="답변").click()
    member.get_by_label("댓글 내용").fill("댓글의 댓글")
    send(member, "댓글등록")
    comment(member, "댓글의 댓글").get_by_role("link", name="수정").click()
    member.get_by_label("댓글 내용").fill("고친 답")
    send(member, "수정완료")

    expect(comment(member, "고친 답")).to_be_visible()
    expect(member.locator("article.comment")).to_have_count(2)
    expect(member.get_by_text("2건")).to_be_visible()
    comment(member, "고친 답").get_by_role("link", name="삭제").click()
    send(member, "삭제")
    expect(comment(member, "첫 댓글")).to_be_visible()
    expect(comment(member, "고친 답")).to_have_count(0)
    expect(member.get_by_text("1건")).to_be_visible()


@with_and_without_scripts
def test_guest_comments_edits_and_deletes_by_password(
    guest: Page, member: Page, come: Callable[[], Person], scripts: bool
):
    member.goto("/boards/square/write/")
    write(member, f"손님을 기다리는 글 {scripts}")
    send(member, "작성완료")
    expect_post(member, f"손님을 기다리는 글 {scripts}")
    guest.goto(member.url)

    guest.get_by_label("댓글 내용").fill("손님의 댓글")
    sign(guest, "나그네", "비밀12")
    send_as_guest(guest, "댓글등록", scripts=scripts, password="비밀12")
    expect(comment(guest, "손님의 댓글")).to_contain_text("나그네")

    later = come().page
    later.goto(member.url)
    comment(later, "손님의 댓글").get_by_role("link", name="수정").click()
    open_password(later, "비밀12")
    later.get_by_label("댓글 내용").fill("고친 손님의 말")
    send(later, "수정완료")
    comment(later, "고친 손님의 말").get_by_role("link", name="삭제").click()
    send(later, "삭제")
    expect(later.get_by_text("등록된 댓글이 없습니다.")).to_be_visible()


def test_answer_and_edit_happen_in_their_place(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "제자리에서 답하는 글")
    send(member, "작성완료")
    expect_post(member, "제자리에서 답하는 글")
    member.get_by_label("댓글 내용").fill("물음")
    send(member, "댓글등록")
    expect(comment(member, "물음")).to_be_visible()
    here = member.url

    comment(member, "물음").get_by_role("link", name="답변").click()
    expect(member.locator("article.comment + form")).to_be_visible()
    expect(member.get_by_label("댓글 내용")).to_be_focused()
    member.get_by_role("button", name="취소").click()
    expect(member.locator("article.comment + form")).to_have_count(0)
    expect(comment(member, "물음").get_by_role("link", name="답변")).to_be_focused()
    comment(member, "물음").get_by_role("link", name="수정").click()
    expect(member.get_by_label("댓글 내용")).to_have_value("물음")
    member.get_by_role("main").get_by_role("link", name="취소").click()

    expect(member.get_by_label("댓글 내용")).to_have_count(1)
    expect(member.get_by_label("댓글 내용")).to_have_value("")
    assert member.url == here


def test_deleting_asks_in_a_dialog_that_escape_closes(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "곧 지울 글")
    send(member, "작성완료")
    expect_post(member, "곧 지울 글")
    link = member.get_by_role("main").get_by_role("link", name="삭제")
    dialog = member.get_by_role("dialog", name="글 삭제")

    link.click()
    expect(dialog).to_be_visible()
    member.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    link.click()
    dialog.get_by_role("link", name="취소").click()
    expect(dialog).to_have_count(0)
    link.click()
    dialog.get_by_role("button", name="삭제").click()

    expect(member.get_by_text("글을 지웠습니다.")).to_be_visible()


@with_and_without_scripts
def test_a_name_opens_its_menu_by_keyboard(guest: Page, scripts: bool):
    guest.goto("/boards/archive/")
    name = guest.locator(".popup-menu > summary").first
    link = guest.get_by_role("link", name="이 글쓴이의 글")

    name.focus()
    guest.keyboard.press("Enter")
    expect(link).to_be_visible()
    if scripts:
        guest.keyboard.press("Escape")
        expect(link).to_have_count(0)
        expect(name).to_be_focused()
        guest.keyboard.press("Enter")
    link.click()

    expect(guest).to_have_url(
        "/boards/archive/?field=author&q=%EA%B8%80%EC%A7%80%EA%B8%B0"
    )
    expect(guest.get_by_text("전체 12건 1 페이지")).to_be_visible()
