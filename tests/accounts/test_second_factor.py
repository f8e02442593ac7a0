"""Codes of an app, recovery codes, and how their secrets are kept."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as site_settings
from django.test import Client

from accounts import second_factor, services
from portal import tasks
from tests.accounts.joining import PASSWORD, page
from tests.accounts.test_korean import english_in
from tests.factories import make_member

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"
NOON = datetime(2026, 3, 2, 3, tzinfo=UTC)
NEW_KEY = "the next one, fifty characters long and then some 1"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def saebom(db):
    return make_member(username="saebom", nickname="새봄", password=PASSWORD)


@pytest.fixture
def browser(clock, saebom):
    """A browser whose owner has shown himself a moment ago."""
    client = Client()
    log_in(client)
    client.post(f"/accounts/reauthenticate/?next={ACTIVATE}", {"password": PASSWORD})
    return client


@pytest.fixture
def secret(browser):
    return activate(browser)


def log_in(client, **fields):
    data = {"login": "saebom", "password": PASSWORD, **fields}
    return client.post("/accounts/login/", data)


def activate(client):
    found = re.search(r'steps__key">([A-Z2-7 ]+)<', page(client.get(ACTIVATE)))
    assert found
    secret = found[1].replace(" ", "")
    client.post(ACTIVATE, {"code": code_of(secret)})
    return secret


def code_of(secret, *, steps=0):
    """Return what an app shows whose clock is so many steps of 30 s fast."""
    _before, counter, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter + steps))


def recovery_codes(member):
    row = Authenticator.objects.get(user=member, type="recovery_codes")
    return row.wrap().get_unused_codes()


def send_code(client, code):
    return client.post(AUTHENTICATE, {"code": code}, follow=True)


def is_logged_in(client):
    return client.get("/accounts/").status_code == 200


def test_the_page_shows_the_key_to_type_and_a_picture_on_white(browser):
    text = page(browser.get(ACTIVATE))

    assert re.search(r'steps__key">([A-Z2-7]{4} ){7}[A-Z2-7]{4}<', text)
    assert 'src="data:image/svg+xml;base64,' in text
    assert "otpauth://totp/saebom?secret=" in text
    assert "issuer=%EB%A7%88%EB%8B%B9" in text
    assert browser.get(ACTIVATE).headers["Cache-Control"].count("no-store") == 1
    drawn = second_factor.SecondFactorAdapter().build_totp_svg("otpauth://x")
    assert '<rect width="100%" height="100%" fill="#fff"/><path' in drawn


def test_the_first_code_sets_it_up_and_gives_recovery_codes(browser, saebom):
    response = browser.get(ACTIVATE)
    secret = response.context["form"].secret

    response = browser.post(ACTIVATE, {"code": code_of(secret)}, follow=True)

    assert "인증 앱을 등록했습니다" in page(response)
    assert all(code in page(response) for code in recovery_codes(saebom))
    assert len(recovery_codes(saebom)) == 10
    assert second_factor.has_second_factor(saebom)


@pytest.mark.parametrize("code", ["", "000000", "abc", "가", "0" * 5000])
def test_a_wrong_first_code_sets_nothing_up(browser, saebom, code):
    response = browser.post(ACTIVATE, {"code": code})

    assert 'class="errorlist' in page(response)
    assert not second_factor.has_second_factor(saebom)


@pytest.mark.parametrize("has_address", [False, True])
def test_without_a_verified_address_it_works_too(
    browser, saebom, with_mail, has_address
):
    if has_address:
        EmailAddress.objects.create(user=saebom, email="bom@example.com")

    activate(browser)

    assert second_factor.has_second_factor(saebom)


def test_log_in_asks_for_the_code_and_goes_on_where_one_was(secret, clock):
    client = Client()
    clock.shift(timedelta(minutes=1))

    response = log_in(client, next="/boards/")
    asked, before = page(client.get(response.headers["Location"])), is_logged_in(client)
    response = client.post(AUTHENTICATE, {"code": code_of(secret)})

    assert "본인인지 한 번 더 확인합니다" in asked
    assert english_in(asked) == set()
    assert not before
    assert response.headers["Location"] == "/boards/"
    assert is_logged_in(client)


def test_the_choice_of_staying_logged_in_outlives_the_second_step(secret, clock):
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client, remember="on")

    response = client.post(AUTHENTICATE, {"code": code_of(secret)})

    assert response.cookies["sessionid"]["max-age"] == 30 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("steps", "seconds"), [(0, 0), (0, 29), (0, 31), (0, 59), (1, 89)]
)
def test_a_code_is_good_once(secret, clock, steps, seconds):
    first, second = Client(), Client()
    clock.shift(timedelta(minutes=2))
    log_in(first)
    log_in(second)
    code = code_of(secret, steps=steps)

    send_code(first, code)
    clock.shift(timedelta(seconds=seconds))
    response = send_code(second, f"{code[:3]} {code[3:]}")

    assert is_logged_in(first)
    assert "맞지 않습니다" in page(response)
    assert not is_logged_in(second)


@pytest.mark.parametrize(("seconds", "is_good"), [(30, True), (59, True), (60, False)])
def test_a_code_typed_slowly_is_still_good(secret, clock, seconds, is_good):
    client = Client()
    clock.shift(timedelta(minutes=2))
    code = code_of(secret)
    clock.shift(timedelta(seconds=seconds))
    log_in(client)

    send_code(client, code)

    assert is_logged_in(client) is is_good


def test_a_recovery_code_is_good_once(secret, saebom):
    first, second = Client(), Client()
    code = recovery_codes(saebom)[3]
    log_in(first)
    log_in(second)

    send_code(first, code)
    send_code(second, code)

    assert is_logged_in(first)
    assert not is_logged_in(second)
    assert len(recovery_codes(saebom)) == 9


def test_the_sixth_wrong_code_has_to_wait_even_when_it_is_right(secret, clock):
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client)
    for _ in range(5):
        send_code(client, "000000")

    response = send_code(client, code_of(secret))

    assert "로그인에 여러 번 실패했습니다" in page(response)
    assert not is_logged_in(client)


def test_the_second_step_cannot_be_entered_without_the_first(secret):
    client = Client()

    response = client.post(AUTHENTICATE, {"code": code_of(secret)})

    assert response.headers["Location"] == "/accounts/login/"
    assert not is_logged_in(client)


def test_a_log_in_half_done_can_be_left(secret):
    client = Client()
    log_in(client)

    client.post("/accounts/logout/", {"next": "/accounts/login/"})

    assert client.get(AUTHENTICATE).headers["Location"] == "/accounts/login/"


@pytest.mark.parametrize(
    "address",
    [
        *(ACTIVATE, CODES, f"{CODES}generate/", f"{CODES}download/"),
        *("/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/add/"),
    ],
)
def test_before_anything_is_set_up_one_shows_oneself_again(secret, clock, address):
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client)
    send_code(client, code_of(secret))

    response = client.get(address)

    assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")


def test_one_shows_oneself_by_a_code_as_well(secret, clock):
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client)
    send_code(client, code_of(secret))
    clock.shift(timedelta(minutes=1))

    asked = page(client.get(f"/accounts/reauthenticate/?next={CODES}"))
    other = f"/accounts/2fa/reauthenticate/?next={CODES}"
    wrong = page(client.post(other, {"code": "000000"}))
    right = client.post(other, {"code": code_of(secret)})

    assert "인증 앱이나 복구 코드로 확인" in asked
    assert "맞지 않습니다" in wrong
    assert "비밀번호로 확인" in wrong
    assert english_in(wrong) == set()
    assert right.headers["Location"] == CODES


def test_a_member_without_password_shows_himself_by_code(browser, saebom, clock):
    secret = activate(browser)
    saebom.set_unusable_password()
    saebom.save()
    client = Client()
    client.force_login(saebom)
    clock.shift(timedelta(minutes=1))

    asked = client.get(CODES)
    shown = client.post(asked.headers["Location"], {"code": code_of(secret)})

    assert asked.headers["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    assert shown.headers["Location"] == CODES


def test_a_member_with_no_way_to_show_himself_sets_one_up(client, saebom):
    saebom.set_unusable_password()
    saebom.save()
    client.force_login(saebom)

    assert client.get(ACTIVATE).status_code == 200


def test_it_is_taken_off_and_the_recovery_codes_with_it(browser, secret, saebom):
    asked = page(browser.get("/accounts/2fa/totp/deactivate/"))
    response = browser.post("/accounts/2fa/totp/deactivate/", follow=True)

    assert "끄면 로그인할 때" in asked
    assert "인증 앱을 껐습니다" in page(response)
    assert not Authenticator.objects.exists()
    assert is_logged_in(browser)


def test_new_recovery_codes_end_the_old_ones(browser, secret, saebom):
    old = recovery_codes(saebom)

    asked = page(browser.get(f"{CODES}generate/"))
    response = browser.post(f"{CODES}generate/", follow=True)

    assert "지금까지의 복구 코드는 더 쓸 수 없게 됩니다" in asked
    assert "복구 코드를 만들었습니다" in page(response)
    assert not set(old) & set(recovery_codes(saebom))


def test_recovery_codes_need_something_to_recover(browser, saebom):
    response = browser.post(f"{CODES}generate/")

    assert "먼저 인증 앱이나 패스키를 등록해 주세요" in page(response)
    assert not Authenticator.objects.exists()


def test_recovery_codes_come_as_a_file(browser, secret, saebom):
    response = browser.get(f"{CODES}download/")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert all(code in page(response) for code in recovery_codes(saebom))
    assert "복구 코드" in page(response)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/accounts/2fa/", CODES, f"{CODES}generate/"])
def test_the_pages_of_who_has_it_are_korean(browser, secret, address):
    response = browser.get(address)

    assert response.status_code == 200
    assert english_in(page(response)) == set()


def test_secrets_lie_encrypted_in_the_database(secret, saebom):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert recovery_codes(saebom)[0] not in kept


def change_key(settings, *, keeps_old):
    settings.SECRET_KEY_FALLBACKS = [site_settings.SECRET_KEY] if keeps_old else []
    settings.SECRET_KEY = NEW_KEY


def test_a_code_is_good_while_the_old_secret_key_stands_in_fallbacks(
    secret, clock, settings
):
    change_key(settings, keeps_old=True)
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client)

    send_code(client, code_of(secret))

    assert is_logged_in(client)


def test_after_a_night_the_old_secret_key_may_go(secret, saebom, clock, settings):
    codes = recovery_codes(saebom)
    change_key(settings, keeps_old=True)
    tasks.renew_secrets.call_local()
    settings.SECRET_KEY_FALLBACKS = []
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client)

    send_code(client, code_of(secret))

    assert is_logged_in(client)
    assert recovery_codes(saebom) == codes
    assert second_factor.renew_secrets() == 0


def test_a_lost_secret_key_is_told_and_opens_nothing(secret, saebom, clock, settings):
    codes = recovery_codes(saebom)
    change_key(settings, keeps_old=False)
    client = Client()
    clock.shift(timedelta(minutes=1))
    log_in(client)

    texts = [page(send_code(client, code)) for code in (code_of(secret), codes[0])]

    assert all("사이트의 비밀 키가 바뀌어" in text for text in texts)
    assert not is_logged_in(client)
    assert second_factor.renew_secrets() == 0


def test_recovery_codes_that_no_key_opens_are_not_shown(secret, saebom, settings):
    change_key(settings, keeps_old=False)
    client = Client()
    client.force_login(saebom)

    response = client.get(CODES, follow=True)

    assert "예전 복구 코드를 쓸 수 없게 되었습니다" in page(response)
    assert "복구 코드 만들기" in page(response)


def test_a_member_who_left_has_no_second_factor(secret, saebom):
    services.erase_member(saebom)

    assert not Authenticator.objects.exists()
