"""The second factor as people use it: an app's codes, recovery codes, passkeys, devices."""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import log_in
from tests.browser.furnishing import PASSWORD
from tests.browser.people import Person, arrive, with_and_without_scripts
from tests.browser.running_site import RunningSite

pytestmark = pytest.mark.browser


def enter(page: Page, username: str) -> None:
    """Log in where the page of the second factor leads to."""
    page.goto("/accounts/login/?next=/accounts/2fa/")
    log_in(page, username, PASSWORD)


def show_oneself(page: Page) -> None:
    main = page.get_by_role("main")
    main.get_by_label("비밀번호").fill(PASSWORD)
    main.get_by_role("button", name="확인").click()


def code_now(key: str) -> str:
    """Return what an app that has learned the key shows now."""
    return format_hotp_value(hotp_value(key, int(time.time()) // 30))


def send_code(page: Page, code: str, button: str) -> None:
    page.get_by_label("인증 코드").fill(code)
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


@with_and_without_scripts
def test_an_app_is_set_up_and_a_recovery_code_opens_the_site_once(
    come: Callable[[], Person],
    sessions: Iterator[dict[str, str]],
    scripts: bool,
) -> None:
    username = next(sessions)["username"]
    owner = come().page
    enter(owner, username)
    owner.get_by_role("link", name="인증 앱 등록하기").click()
    show_oneself(owner)
    key = owner.locator(".steps__key").inner_text().replace(" ", "")
    expect(owner.get_by_alt_text("인증 앱으로 찍는 QR 코드")).to_be_visible()
    send_code(owner, code_now(key), "등록")
    expect(owner.get_by_text("인증 앱을 등록했습니다")).to_be_visible()
    code = owner.locator(".codes code").first.inner_text()

    for opens in (True, False):
        other = come().page
        enter(other, username)
        expect(other.get_by_text("본인인지 한 번 더 확인합니다")).to_be_visible()
        send_code(other, code, "확인")
        if opens:
            expect(other.get_by_text("인증 앱 끄기")).to_be_visible()
        else:
            expect(other.get_by_text("맞지 않습니다")).to_be_visible()


@pytest.fixture
def at_home(site: RunningSite, browser: Browser) -> Iterator[Person]:
    """Somebody whose computer has a fingerprint reader, at http://localhost."""
    port = urlsplit(site.url).port
    person = arrive(browser, f"http://localhost:{port}")
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield person
    person.context.close()
    assert person.troubles == []


def test_a_passkey_is_added_and_is_enough_to_log_in(
    at_home: Person, sessions: Iterator[dict[str, str]]
) -> None:
    page, username = at_home.page, next(sessions)["username"]
    enter(page, username)
    page.get_by_role("link", name="패스키 등록하기").click()
    show_oneself(page)
    page.get_by_label("패스키 이름").fill("거실 컴퓨터")
    page.get_by_role("button", name="패스키 만들기").click()
    expect(page.get_by_text("패스키를 등록했습니다")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("이것만으로 로그인할 수 있음")).to_be_visible()
    at_home.context.clear_cookies()

    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/")
    page.get_by_role("button", name="패스키로 로그인").click()
    expect(page.get_by_text("거실 컴퓨터")).to_be_visible()
    at_home.context.clear_cookies()
    enter(page, username)
    page.get_by_role("button", name="패스키로 확인").click()
    expect(page.get_by_role("link", name="패스키 보기")).to_be_visible()


def test_who_has_no_passkey_here_is_told_what_to_do(at_home: Person) -> None:
    page = at_home.page
    page.goto("/accounts/login/")
    page.evaluate(
        "void (navigator.credentials.get = () => Promise.reject(new Error('no')))"
    )

    page.get_by_role("button", name="패스키로 로그인").click()

    expect(page.get_by_text("다른 방법을 써 주세요")).to_be_visible()


def test_at_an_address_of_digits_a_link_leads_to_the_name(guest: Page) -> None:
    guest.goto("/accounts/login/?next=/boards/")

    guest.get_by_role("link", name="이름으로 된 주소로 열기").click()

    expect(guest).to_have_url(re.compile(r"^http://localhost:\d+/accounts/login/"))
    expect(guest.get_by_role("button", name="패스키로 로그인")).to_be_visible()


@pytest.mark.parametrize("scripts", [False], ids=["no-scripts"])
def test_without_scripts_a_word_says_what_passkeys_need(
    come: Callable[[], Person], site: RunningSite, scripts: bool
) -> None:
    page = come().page

    page.goto(f"http://localhost:{urlsplit(site.url).port}/accounts/login/")

    expect(page.get_by_text("자바스크립트를 켜야 쓸 수 있습니다")).to_be_visible()
    expect(page.get_by_role("button", name="패스키로 로그인")).to_be_hidden()


@with_and_without_scripts
def test_one_browser_logs_the_other_out(
    come: Callable[[], Person], sessions: Iterator[dict[str, str]], scripts: bool
) -> None:
    username = next(sessions)["username"]
    here, there = come().page, come().page
    enter(there, username)
    enter(here, username)
    here.goto("/accounts/devices/")
    expect(here.get_by_role("heading", name="확인하지 않은 새 기기")).to_be_visible()
    entries = here.locator(".entries__item")
    expect(entries.first).to_contain_text("(이 기기)")

    entries.get_by_role("button", name="로그아웃").first.click()
    expect(here.get_by_text("그 기기에서 로그아웃했습니다")).to_be_visible()
    there.goto("/accounts/devices/")

    expect(there.get_by_label("아이디 또는 이메일")).to_be_visible()
