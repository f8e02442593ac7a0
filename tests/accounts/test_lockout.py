"""Guessing passwords: it is slowed for whoever guesses, and locks no owner out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as site_settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import lockout
from guard.throttle import MINUTE
from tests.accounts.joining import PASSWORD, page
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"
LOCKED = "로그인에 여러 번 실패했습니다"


@pytest.fixture
def saebom(db):
    return make_member(
        username="saebom", nickname="새봄", email="bom@example.com", password=PASSWORD
    )


@pytest.fixture(autouse=True)
def no_limit_of_allauths(settings):
    """Thirty log-ins a minute from one address are another matter."""
    settings.ACCOUNT_RATE_LIMITS = {"login": None}


def log_in(login="saebom", password=PASSWORD, *, client=None, address=ELSEWHERE):
    client = client or Client()
    return client.post(
        "/accounts/login/",
        {"login": login, "password": password},
        REMOTE_ADDR=address,
    )


def guess(times, login="saebom", **where):
    for _ in range(times):
        log_in(login, "아니다", **where)


def strangers(count):
    """Addresses of so many households."""
    return [f"192.0.{number // 250}.{number % 250 + 1}" for number in range(count)]


def guess_from_everywhere(login="saebom"):
    """Use up all that unknown browsers may guess of one account."""
    for address in strangers(lockout.PER_ACCOUNT // lockout.PER_NETWORK):
        guess(lockout.PER_NETWORK, login, address=address)


def came_in(response):
    return response.status_code == 302


@pytest.fixture
def own_browser(saebom):
    """The browser of the owner, who has logged in with it before and gone."""
    client = Client()
    log_in(client=client, address=HOME)
    client.post("/accounts/logout/")
    return client


def test_he_is_told_how_long_to_wait_and_what_to_do(saebom, settings):
    settings.HAS_MAIL = True
    guess(lockout.PER_NETWORK)

    text = page(log_in())

    assert LOCKED in text
    assert "10분 뒤에 다시 해 주세요" in text
    assert "‘비밀번호 찾기’로 새로 정해 바로 로그인하세요" in text
    assert "/accounts/password/reset/" in text


def test_without_mail_he_is_sent_to_the_manager(saebom):
    guess(lockout.PER_NETWORK)

    assert "관리자에게 알려 주세요" in page(log_in())


def test_one_guess_less_does_not_lock(saebom):
    guess(lockout.PER_NETWORK - 1)

    assert came_in(log_in())


def test_a_name_nobody_has_is_locked_with_the_same_words(saebom):
    guess(lockout.PER_NETWORK)
    guess(lockout.PER_NETWORK, "nobody", address=HOME)

    known, unknown = log_in(), log_in("nobody", address=HOME)

    told = [
        re.findall(r'role="alert">.*?</div>', page(one)) for one in (known, unknown)
    ]
    assert told[0] == told[1]
    assert LOCKED in told[0][0]


@pytest.mark.parametrize("login", ["SaeBom", " saebom ", "SAEBOM"])
def test_another_way_of_writing_the_name_is_no_new_account(saebom, login):
    guess(lockout.PER_NETWORK)

    assert LOCKED in page(log_in(login))


def test_it_ends_by_itself_although_somebody_keeps_trying(saebom):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        guess(lockout.PER_NETWORK)
        for _ in range(9):
            clock.shift(timedelta(minutes=1))
            assert LOCKED in page(log_in(password="아니다"))
        clock.shift(timedelta(minutes=1, seconds=1))

        assert came_in(log_in())


def test_the_right_password_counts_for_nothing(saebom):
    for _ in range(lockout.PER_NETWORK + 1):
        assert came_in(log_in())


def test_strangers_of_one_household_leave_all_others_alone(saebom):
    guess(lockout.PER_NETWORK)

    assert came_in(log_in(address=HOME))


def test_the_addresses_of_one_household_count_as_one(saebom):
    for number in range(lockout.PER_NETWORK):
        guess(1, address=f"2001:db8:1:2::{number}")

    assert LOCKED in page(log_in(address="2001:db8:1:2:ffff::1"))
    assert came_in(log_in(address="2001:db8:1:3::1"))


def test_guessing_from_everywhere_locks_the_account_for_strangers(saebom):
    guess_from_everywhere()

    assert LOCKED in page(log_in(address=HOME))


def test_guessing_many_names_locks_the_address(saebom):
    for number in range(lockout.PER_ADDRESS):
        guess(1, f"name{number}")

    assert LOCKED in page(log_in())
    assert came_in(log_in(address=HOME))


def test_what_is_refused_counts_for_no_other_count(saebom):
    guess(lockout.PER_ADDRESS + lockout.PER_NETWORK)

    assert came_in(log_in("gaeul", client=None)) is False
    make_member(username="gaeul", password=PASSWORD)
    assert came_in(log_in("gaeul"))


class TestTheOwner:
    def test_comes_in_with_his_own_browser_whatever_strangers_do(
        self, saebom, own_browser
    ):
        guess_from_everywhere()
        guess(lockout.PER_ADDRESS, address=HOME)

        assert came_in(log_in(client=own_browser, address=HOME))

    def test_comes_in_by_address_too(self, saebom, own_browser):
        guess_from_everywhere("bom@example.com")

        assert came_in(log_in("bom@example.com", client=own_browser))

    def test_may_not_guess_for_ever_in_his_browser(self, saebom, own_browser):
        guess(lockout.PER_KNOWN_BROWSER, client=own_browser)

        assert LOCKED in page(log_in(client=own_browser))

    def test_confirms_his_password_while_strangers_guess(self, saebom):
        client = Client()
        client.force_login(saebom)
        guess_from_everywhere()

        response = client.post("/accounts/reauthenticate/", {"password": PASSWORD})

        assert came_in(response)

    def test_opens_the_account_with_a_new_password_by_letter(self, saebom, with_mail):
        EmailAddress.objects.create(
            user=saebom, email=saebom.email, verified=True, primary=True
        )
        client, new = Client(REMOTE_ADDR=HOME), "가을에 뜬 달 8개"
        guess_from_everywhere()

        client.post("/accounts/password/reset/", {"email": saebom.email})
        lines = mail.outbox[-1].body.split()
        link = next(line for line in lines if "/password/reset/key/" in line)
        form = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
        client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
        guess_from_everywhere()  # and strangers go on at once

        assert came_in(log_in(password=new, client=client, address=HOME))

    def test_is_let_in_by_a_new_password_of_the_manager(self, saebom):
        boss, new = Client(), "가을에 뜬 달 8개"
        boss.force_login(make_manager())
        guess_from_everywhere()

        boss.post(
            f"/admin/accounts/member/{saebom.pk}/change/",
            {
                "username": "saebom",
                "nickname": "새봄",
                "email": saebom.email,
                "level": 2,
                "is_active": "on",
                "password1": new,
                "password2": new,
            },
        )

        assert came_in(log_in(password=new))


def test_the_cookie_of_another_member_opens_nothing(saebom):
    make_member(username="gaeul", password=PASSWORD)
    stranger = Client()
    log_in("gaeul", client=stranger)
    stranger.post("/accounts/logout/")

    guess(lockout.PER_NETWORK, client=stranger)

    assert LOCKED in page(log_in(client=stranger))


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32, "a" * 5000, "%" * 32, "../.."])
def test_a_made_up_cookie_opens_nothing(saebom, own_browser, cookie):
    stranger = Client()
    stranger.cookies["device"] = cookie
    guess(lockout.PER_NETWORK)

    assert LOCKED in page(log_in(client=stranger))


@pytest.mark.parametrize(
    "login", ["a" * 300, "한글 이름", "x y\tz", "' OR 1=1 --", "\0"]
)
def test_a_login_that_is_no_name_is_answered_like_a_wrong_one(login):
    response = log_in(login, "아니다")

    assert response.status_code == 200
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize("path", ["/accounts/reauthenticate/", "/accounts/leave/"])
def test_wrong_passwords_of_who_is_logged_in_are_counted(saebom, path):
    client = Client()
    client.force_login(saebom)
    for _ in range(lockout.PER_KNOWN_BROWSER):
        client.post(path, {"password": "아니다"})
        client.get("/")

    text = page(client.post(path, {"password": PASSWORD}))

    saebom.refresh_from_db()
    assert LOCKED in text or "잠시 뒤에 다시 시도해 주세요" in text
    assert saebom.left_at is None


def test_the_side_box_leads_to_the_same_words(saebom):
    guess(lockout.PER_NETWORK)

    response = Client(REMOTE_ADDR=ELSEWHERE).post(
        "/accounts/login/", {"login": "saebom", "password": PASSWORD, "next": "/"}
    )

    assert LOCKED in page(response)


def test_it_is_written_in_the_managers_guide():
    text = (site_settings.BASE_DIR / "docs/managers.ko.md").read_text("utf-8")

    minutes = lockout.WINDOW_SECONDS // MINUTE
    for count in (
        lockout.PER_NETWORK,
        lockout.PER_ACCOUNT,
        lockout.PER_ADDRESS,
        lockout.PER_KNOWN_BROWSER,
    ):
        assert f"| {count}번 | {minutes}분 |" in text
