"""The page of open log-ins, and logging out elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as site_settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts import last_seen, log_ins, services
from accounts import tasks as tasks_of_accounts
from portal import tasks
from tests.accounts.joining import PASSWORD, page
from tests.accounts.test_agents import CHROME, IPHONE, WINDOWS
from tests.factories import make_member

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 3, tzinfo=UTC)  # 12 in Seoul
PHONE = IPHONE + "Version/18.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def saebom(db):
    return make_member(username="saebom", nickname="새봄", password=PASSWORD)


def at(user_agent, address):
    return Client(headers={"user-agent": user_agent}, REMOTE_ADDR=address)


def log_in(browser, next_page="/accounts/devices/"):
    data = {"login": "saebom", "password": PASSWORD, "next": next_page}
    return page(browser.post("/accounts/login/", data, follow=True))


@pytest.fixture
def desk(saebom):
    browser = at(WINDOWS + CHROME, "203.0.113.77")
    log_in(browser)
    return browser


@pytest.fixture
def phone(saebom):
    browser = at(PHONE, "2001:db8:12:3456::1")
    log_in(browser)
    return browser


def listed(response):
    """Return the list of open log-ins, without word of new devices above it."""
    text = page(response)
    return text[text.index('class="entries"') :]


def is_logged_in(browser):
    return browser.get("/accounts/").status_code == 200


def test_the_page_names_each_browser_and_a_part_of_its_address(desk, phone):
    text = listed(desk.get("/accounts/devices/"))

    assert "윈도우의 크롬 <b>(이 기기)</b>" in text
    assert "아이폰의 사파리" in text
    assert "203.0.113.*" in text
    assert "2001:db8:12:*" in text
    assert "203.0.113.77" not in text
    assert text.count("(이 기기)") == 1
    assert text.index("윈도우의 크롬") < text.index("아이폰의 사파리")


def test_one_other_browser_is_logged_out_at_once(desk, phone):
    row = UserSession.objects.get(user_agent=PHONE)

    response = desk.post(f"/accounts/devices/{row.pk}/log-out/", follow=True)

    assert "그 기기에서 로그아웃했습니다" in page(response)
    assert "아이폰의 사파리" not in listed(response)
    assert not is_logged_in(phone)
    assert is_logged_in(desk)


def test_nobody_logs_out_the_browser_of_another_member(desk, client):
    client.force_login(make_member())
    row = UserSession.objects.get()

    response = client.post(f"/accounts/devices/{row.pk}/log-out/")

    assert response.status_code == 404
    assert is_logged_in(desk)


def test_the_browser_in_use_has_no_such_button_and_no_such_address(desk):
    row = UserSession.objects.get()

    response = desk.post(f"/accounts/devices/{row.pk}/log-out/")

    assert response.status_code == 404
    assert is_logged_in(desk)


def test_all_others_are_logged_out_also_those_never_listed(desk, phone, saebom):
    unlisted, stranger = Client(), Client()
    unlisted.force_login(saebom)
    stranger.force_login(make_member())

    desk.post("/accounts/devices/others/log-out/")

    assert [is_logged_in(one) for one in (desk, phone, unlisted)] == [
        True,
        False,
        False,
    ]
    assert is_logged_in(stranger)


def test_what_is_ended_a_moment_later_is_nothing_newer(
    desk, phone, saebom, monkeypatch
):
    """The job that looks for the others may have to wait for its turn."""
    waiting = []
    later = tasks_of_accounts.forget_sessions.call_local
    monkeypatch.setattr(
        tasks_of_accounts,
        "forget_sessions",
        lambda *args, **named: waiting.append((args, named)),
    )
    unlisted = Client()
    unlisted.force_login(saebom)

    desk.post("/accounts/devices/others/log-out/")
    log_in(phone)
    change = {"oldpassword": PASSWORD}
    change |= dict.fromkeys(["password1", "password2"], PASSWORD + "9")
    key_before = desk.cookies["sessionid"].value
    desk.post("/accounts/password/change/", change)
    ((args, named),) = waiting
    later(*args, **named)

    kept = set(Session.objects.values_list("session_key", flat=True))
    assert desk.cookies["sessionid"].value != key_before
    assert {one.cookies["sessionid"].value in kept for one in (desk, phone)} == {True}
    assert unlisted.cookies["sessionid"].value not in kept


def test_a_log_in_that_is_over_is_not_listed(desk, phone):
    phone.post("/accounts/logout/")

    assert "아이폰의 사파리" not in listed(desk.get("/accounts/devices/"))


def test_a_log_in_with_an_older_password_is_not_listed(desk, phone, saebom):
    change = {"oldpassword": PASSWORD}
    change |= dict.fromkeys(["password1", "password2"], "아주 다른 비밀번호 3")
    desk.post("/accounts/password/change/", change)

    text = listed(desk.get("/accounts/devices/"))

    assert "윈도우의 크롬" in text
    assert "아이폰의 사파리" not in text


def test_log_ins_survive_a_look_while_the_secret_key_changes(desk, phone, settings):
    settings.SECRET_KEY_FALLBACKS = [site_settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one, fifty characters long and then some 1"

    text = listed(desk.get("/accounts/devices/"))

    assert "아이폰의 사파리" in text
    assert is_logged_in(phone)


def test_a_new_log_in_leaves_the_others_alone_while_the_secret_key_changes(
    desk, settings
):
    settings.SECRET_KEY_FALLBACKS = [site_settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one, fifty characters long and then some 1"

    log_in(Client())

    assert is_logged_in(desk)


def test_the_last_use_is_written_every_five_minutes_at_most(saebom, client):
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(saebom)
        client.get("/")
        first = UserSession.objects.get().last_seen_at
        clock.shift(timedelta(minutes=4))
        client.get("/")
        second = UserSession.objects.get().last_seen_at
        clock.shift(timedelta(minutes=2))
        client.get("/")
        third = UserSession.objects.get().last_seen_at

    assert first == second
    assert third - first == timedelta(minutes=6)


def test_a_database_that_fails_costs_no_page(saebom, client, caplog):
    def refuse(execute, sql, params, many, context):
        if "usersessions_usersession" in sql:
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    client.force_login(saebom)
    with connection.execute_wrapper(refuse):
        assert client.get("/").status_code == 200
    assert "could not be written: log-ins" in caplog.text
    last_seen.queue.flush()

    assert UserSession.objects.get().user == saebom


def test_uses_of_a_second_are_written_together(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(last_seen.queue.flusher, "keep_running", lambda: None)
    clients = [Client() for _ in range(5)]
    for browser in clients:
        browser.force_login(make_member())
        browser.get("/")
        browser.get("/", REMOTE_ADDR="203.0.113.77")  # on the move
    with django_assert_num_queries(4):  # of them two are the savepoint
        last_seen.queue.flush()

    assert [row.ip for row in UserSession.objects.all()] == ["203.0.113.77"] * 5


def test_who_has_logged_out_meanwhile_does_not_come_back(saebom, client, monkeypatch):
    monkeypatch.setattr(last_seen.queue.flusher, "keep_running", lambda: None)
    client.force_login(saebom)
    client.get("/")
    client.post("/accounts/logout/")
    last_seen.queue.flush()

    assert not UserSession.objects.exists()


def test_an_unreadable_address_is_no_trouble(saebom):
    browser = Client(REMOTE_ADDR="nowhere")
    browser.force_login(saebom)

    assert "0.0.0.*" in listed(browser.get("/accounts/devices/"))


def test_a_guest_leaves_no_row(client):
    client.get("/")

    assert not UserSession.objects.exists()


def test_nothing_is_known_of_the_log_ins_of_a_member_who_left(desk, phone, saebom):
    services.erase_member(saebom)

    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_every_night_what_is_over_goes_and_old_addresses_are_cut(desk, phone, settings):
    settings.IP_KEEP_DAYS = 10
    Session.objects.filter(pk=phone.session.session_key).delete()
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=11))

    tasks.clear_sessions.call_local()

    assert [row.ip for row in UserSession.objects.all()] == ["203.0.113.0"]


def test_an_address_younger_than_that_stays_whole(desk, settings):
    settings.IP_KEEP_DAYS = 10

    log_ins.drop_ended()

    assert [row.ip for row in UserSession.objects.all()] == ["203.0.113.77"]


def test_a_guest_is_asked_to_log_in_first(client):
    response = client.get("/accounts/devices/")

    assert response.headers["Location"] == "/accounts/login/?next=/accounts/devices/"
