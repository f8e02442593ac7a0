"""What is typed is kept: on the server, on the device, for members and guests."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import expect_body, expect_post, send, write
from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser


def leave(page: Page) -> Page:
    """Close the page in the middle of writing; return a new one of the same browser."""
    page.wait_for_timeout(1500)  # the device's copy is made a second after typing
    context = page.context
    page.close()
    return context.new_page()


def test_text_of_a_closed_page_is_offered_and_posted_once(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "끊긴 글", "끊긴 본문")
    page = leave(member)

    page.goto("/boards/qa/write/")
    form = page.get_by_role("main")
    expect(form.get_by_text("쓰던 글이 있습니다")).to_be_visible()
    expect(form.get_by_label("제목")).to_have_value("")
    form.get_by_role("button", name="이어쓰기").click()
    expect(form.get_by_label("제목")).to_have_value("끊긴 글")
    expect_body(page, "끊긴 본문")
    send(page, "작성완료")
    expect_post(page, "끊긴 글")

    page.goto("/boards/qa/write/")
    expect(page.locator("input[name=text_key]")).not_to_have_value("")
    expect(page.get_by_text("쓰던 글이 있습니다")).to_be_hidden()


def test_guest_throws_away_what_he_had_typed(guest: Page):
    guest.goto("/boards/free/write/")
    write(guest, "버릴 글")
    guest.get_by_role("main").get_by_label("비밀번호").fill("secret99")
    page = leave(guest)

    page.goto("/boards/free/write/")
    assert "secret99" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="버리기").click()
    page.reload()
    expect(page.locator("input[name=text_key]")).not_to_have_value("")
    expect(page.get_by_text("쓰던 글이 있습니다")).to_be_hidden()


def test_text_is_saved_on_the_server_by_itself(member: Page):
    member.clock.install()
    member.goto("/boards/qa/write/")
    write(member, "저절로 남는 글", "저절로 남는 본문")
    member.clock.run_for(26_000)
    expect(member.get_by_text("임시저장됨")).to_be_visible()

    member.evaluate("localStorage.clear()")
    member.goto("/boards/qa/drafts/")
    member.get_by_role("main").get_by_role("link", name="저절로 남는 글").click()
    expect_body(member, "저절로 남는 본문")
    send(member, "작성완료")
    expect_post(member, "저절로 남는 글")
    member.goto("/boards/qa/drafts/")
    expect(member.get_by_text("임시 저장된 글이 없습니다.")).to_be_visible()


@with_and_without_scripts
def test_button_keeps_a_draft_that_the_list_opens_and_deletes(member: Page):
    member.goto("/boards/qa/write/")
    write(member, "눌러서 남긴 글", "눌러서 남긴 본문")
    member.get_by_role("button", name="임시저장", exact=True).click()
    form = member.get_by_role("main")
    expect(form.get_by_role("status").first).to_contain_text("임시저장됨")
    expect_body(member, "눌러서 남긴 본문")

    member.goto("/boards/qa/write/")
    member.get_by_text("임시 저장된 글 (1)").click()
    member.get_by_role("link", name="모아 보고 지우기").click()
    member.get_by_role("button", name="삭제: 눌러서 남긴 글").click()
    expect(member.get_by_text("임시 저장된 글이 없습니다.")).to_be_visible()
