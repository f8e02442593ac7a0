"""What the site refuses, and how the visitor goes on from there."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.acts import expect_post, send, write
from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser


@with_and_without_scripts
def test_a_hidden_origin_costs_one_click_more(member: Page):
    def hide_origin(route: Route) -> None:
        headers = {**route.request.headers}
        headers.pop("origin", None)
        route.fulfill(response=route.fetch(headers=headers, max_redirects=0))

    member.goto("/boards/qa/write/")
    write(member, "어디에서 왔는지 숨긴 글", "숨긴\n본문")
    send(member, "작성완료")
    expect_post(member, "어디에서 왔는지 숨긴 글")
    member.route("**/comments/", hide_origin)
    member.get_by_label("댓글 내용").fill("숨어서 쓴 댓글")
    send(member, "댓글등록")

    expect(member.get_by_role("heading", name="보내지 못했습니다").last).to_be_visible()
    send(member, "다시 보내기")

    expect(member.locator("article.comment")).to_contain_text("숨어서 쓴 댓글")


@with_and_without_scripts
def test_an_upload_of_9_mb_is_answered_with_a_page(member: Page):
    large = {"name": "큰.bin", "mimeType": "application/octet-stream"}
    member.goto("/boards/qa/write/")
    write(member, "너무 큰 글", files=[{**large, "buffer": bytes(9 * 1024**2)}])
    with member.expect_response(lambda answer: answer.request.method == "POST") as sent:
        send(member, "작성완료")

    assert sent.value.status == 413
    expect(member.get_by_role("heading", name="너무 큽니다")).to_be_visible()
    expect(member.get_by_text("8MB까지")).to_be_visible()
    member.go_back()
    expect(member.get_by_role("main").get_by_label("제목")).to_have_value("너무 큰 글")


def test_a_guest_is_told_who_may_write(guest: Page):
    answer = guest.goto("/boards/notice/write/")

    assert answer is not None
    assert answer.status == 403
    expect(guest.get_by_text("10레벨 회원부터 글을 쓸 수 있습니다")).to_be_visible()
    expect(guest.get_by_role("main").get_by_role("link", name="로그인")).to_be_visible()
