"""Joining, logging in and out, and coming back to where one was."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import log_in, send_as_guest
from tests.browser.furnishing import PASSWORD
from tests.browser.people import with_and_without_scripts

pytestmark = pytest.mark.browser


@with_and_without_scripts
def test_guest_joins_logs_out_and_logs_in_by_name(guest: Page, scripts: bool):
    name, password = f"new_{scripts}".lower(), "하늘과 바다 21"
    guest.goto("/")
    guest.get_by_role("complementary").get_by_role("link", name="회원가입").click()
    form = guest.get_by_role("main")
    form.get_by_label("아이디").fill(name)
    form.get_by_label("닉네임").fill(f"새사람{scripts}")
    form.get_by_label("비밀번호").first.fill(password)
    form.get_by_label("비밀번호 확인").fill(password)
    for label in ("만 14세 이상", "이용약관에 동의", "개인정보처리방침에 동의"):
        form.get_by_label(label).check()
    send_as_guest(guest, "가입하기", scripts=scripts, password=password)

    expect(guest.get_by_text(f"새사람{scripts}님")).to_be_visible()
    guest.get_by_role("button", name="로그아웃").click()
    expect(guest.get_by_role("heading", name="회원로그인")).to_be_visible()
    guest.goto("/accounts/login/")
    log_in(guest, name, password)
    expect(guest.get_by_text(f"새사람{scripts}님")).to_be_visible()


def test_a_name_is_checked_while_it_is_typed(guest: Page, furniture: dict[str, Any]):
    guest.goto("/accounts/signup/")
    form = guest.get_by_role("main")

    form.get_by_label("아이디").press_sequentially("sori1")
    expect(form.get_by_role("status").first).to_contain_text("이미 쓰고 있는 아이디")
    form.get_by_label("아이디").press_sequentially("_free")
    expect(form.get_by_role("status").first).to_have_text("쓸 수 있습니다.")


@with_and_without_scripts
def test_side_box_logs_in_by_email_and_for_long(guest: Page, furniture: dict[str, Any]):
    guest.goto("/boards/free/")
    box = guest.get_by_role("complementary")

    box.get_by_label("아이디 또는 이메일").fill("sori1@madang.example")
    box.get_by_label("비밀번호").fill(PASSWORD)
    box.get_by_label("자동로그인").check()
    box.get_by_role("button", name="로그인").click()

    expect(guest.get_by_text("소리1님")).to_be_visible()
    expect(guest).to_have_url("/boards/free/")
    days = (_session_ends(guest) - guest.evaluate("Date.now() / 1000")) / 86400
    assert 20 < days < 40


def test_log_in_ends_with_the_browser_unless_asked_otherwise(
    guest: Page, furniture: dict[str, Any]
):
    guest.goto("/accounts/login/")

    log_in(guest, "sori2", PASSWORD)

    expect(guest.get_by_text("소리2님")).to_be_visible()
    assert _session_ends(guest) == -1


def test_comment_box_leads_through_the_log_in_and_back(
    guest: Page, furniture: dict[str, Any]
):
    post = furniture["robot_librarian"]
    guest.goto(post)

    guest.locator("#comments").get_by_role("link", name="로그인").click()
    log_in(guest, "sori3", PASSWORD)

    expect(guest).to_have_url(f"{post}#comment_write")
    expect(guest.get_by_role("button", name="댓글등록")).to_be_visible()


def test_wrong_password_is_said_and_the_name_stays(
    guest: Page, furniture: dict[str, Any]
):
    guest.goto("/accounts/login/")

    log_in(guest, "sori4", "틀린 비밀번호")

    form = guest.get_by_role("main")
    expect(form.get_by_role("alert")).to_contain_text("비밀번호")
    expect(form.get_by_label("아이디 또는 이메일")).to_have_value("sori4")


def _session_ends(page: Page) -> float:
    """Seconds since 1970 when the log-in's cookie goes; -1 is with the browser."""
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    return cookies["sessionid"]["expires"]
