"""Guests write with a name and a password, and show that they are people."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.acts import (
    answer_question,
    expect_post,
    open_password,
    send,
    send_as_guest,
    sign,
    write,
)
from tests.browser.people import Person, with_and_without_scripts

pytestmark = pytest.mark.browser


@with_and_without_scripts
def test_guest_writes_edits_and_deletes_by_password(
    guest: Page, come: Callable[[], Person], scripts: bool
):
    guest.goto("/boards/square/write/")
    write(guest, f"손님의 글 {scripts}")
    sign(guest, "나그네", "비밀12")
    send_as_guest(guest, "작성완료", scripts=scripts, password="비밀12")
    expect_post(guest, f"손님의 글 {scripts}")

    later = come().page
    later.goto(guest.url)
    later.get_by_role("main").get_by_role("link", name="수정").click()
    open_password(later, "틀린 것")
    expect(later.get_by_role("alert")).to_contain_text("비밀번호가 다릅니다.")
    open_password(later, "비밀12")
    write(later, f"고친 손님의 글 {scripts}")
    send(later, "작성완료")
    expect_post(later, f"고친 손님의 글 {scripts}")
    later.get_by_role("main").get_by_role("link", name="삭제").click()
    send(later, "삭제")

    expect(later.get_by_role("status")).to_contain_text("글을 지웠습니다.")


@pytest.mark.parametrize("scripts", [False])
def test_a_wrong_answer_brings_another_question_and_keeps_the_text(guest: Page):
    guest.goto("/boards/square/write/")
    write(guest, "질문을 만난 글", "두 줄로\n쓴 글")
    sign(guest, "나그네", "비밀12")
    send(guest, "작성완료")

    answer_question(guest, password="비밀12", mistake=1)
    expect(guest.get_by_role("alert")).to_contain_text("답이 맞지 않습니다.")
    answer_question(guest, password="비밀12")

    expect_post(guest, "질문을 만난 글")
    expect(guest.locator(".prose")).to_have_text("두 줄로\n쓴 글", use_inner_text=True)


@with_and_without_scripts
def test_guests_secret_post_opens_by_its_password_alone(
    guest: Page, come: Callable[[], Person], scripts: bool
):
    title, words = f"둘만의 이야기 {scripts}", "아무도 모르는 본문"
    guest.goto("/boards/square/write/")
    write(guest, title, words)
    sign(guest, "나그네", "비밀12")
    guest.get_by_label("비밀글").check()
    send_as_guest(guest, "작성완료", scripts=scripts, password="비밀12")
    expect_post(guest, title)
    expect(guest.get_by_text(words)).to_be_visible()

    stranger = come().page
    stranger.goto("/boards/square/")
    stranger.get_by_role("link", name=title).click()
    expect(stranger.get_by_role("heading", name=title, exact=True)).to_be_visible()
    assert words not in stranger.content()
    open_password(stranger, "틀린 것")
    expect(stranger.get_by_role("alert")).to_contain_text("비밀번호가 다릅니다.")
    assert words not in stranger.content()
    open_password(stranger, "비밀12")

    expect(stranger.get_by_text(words)).to_be_visible()


def test_pressing_the_button_while_the_proof_is_made_is_enough(guest: Page):
    asked: list[Route] = []
    guest.route("**/guard/challenge/", lambda route: asked.append(route))
    guest.goto("/boards/square/write/")
    expect(guest.locator("altcha-widget")).to_be_visible()
    with guest.expect_request("**/guard/challenge/"):
        guest.get_by_role("main").get_by_label("제목").click()
    write(guest, "성급한 손님의 글")
    sign(guest, "나그네", "비밀12")
    send(guest, "작성완료")

    asked[0].continue_()

    expect_post(guest, "성급한 손님의 글")


def test_who_gets_no_challenge_is_asked_a_question(guest: Page):
    guest.route("**/guard/challenge/", lambda route: route.fulfill(status=204))
    guest.goto("/boards/square/write/")
    write(guest, "시험지를 못 받은 글")
    sign(guest, "나그네", "비밀12")
    send(guest, "작성완료")

    answer_question(guest, password="비밀12")

    expect_post(guest, "시험지를 못 받은 글")
