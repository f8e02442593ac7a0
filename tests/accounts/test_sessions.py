"""Sessions and their members, as every request reads them."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.backends import MemberBackend
from accounts.models import Member
from accounts.sessions import SessionStore
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

PASSWORD = "나무와바람37"


@pytest.fixture
def member() -> Member:
    return make_member(username="saebom", password=PASSWORD)


@pytest.fixture
def browser(member) -> Client:
    browser = Client()
    form = {"login": "saebom", "password": PASSWORD}
    assert browser.post("/accounts/login/", form).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/accounts/").status_code == 200


def key_of(browser: Client) -> str:
    return browser.cookies[site_settings.SESSION_COOKIE_NAME].value


def browser_with(key: str) -> Client:
    browser = Client()
    browser.cookies[site_settings.SESSION_COOKIE_NAME] = key
    return browser


def test_it_is_the_sites_store():
    assert import_module(site_settings.SESSION_ENGINE).SessionStore is SessionStore


def test_a_session_is_what_djangos_own_store_wrote_and_reads():
    theirs = db.SessionStore()
    theirs["글"] = {"a": [1]}
    theirs.save()

    ours = SessionStore(theirs.session_key)
    ours["n"] = 2
    ours.save()

    assert dict(ours.items()) == {"글": {"a": [1]}, "n": 2}
    assert dict(db.SessionStore(ours.session_key).items()) == dict(ours.items())
    assert Session.objects.get(pk=ours.session_key).get_decoded()["n"] == 2


def test_logging_in_gives_a_new_key_and_logging_out_ends_it(member, browser):
    first = key_of(browser)
    assert is_in(browser)

    browser.post("/accounts/logout/")

    assert not is_in(browser)
    assert not is_in(browser_with(first))
    assert not Session.objects.filter(pk=first).exists()


def test_a_session_deleted_elsewhere_is_out_with_the_next_request(browser):
    assert is_in(browser)

    Session.objects.all().delete()

    assert not is_in(browser)


def test_an_expired_session_is_out(browser):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert not is_in(browser)


def test_a_session_that_is_not_yet_over_is_in(browser):
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))

    assert is_in(browser)


@pytest.mark.parametrize("key", ["", "short", "x" * 32, "'; --" * 8, "é" * 32])
def test_a_forged_key_is_nobody_and_never_becomes_a_session(key):
    browser = browser_with(key)
    store = SessionStore(key)
    assert not is_in(browser)

    store["n"] = 1
    store.save()

    assert store.session_key != key
    assert not Session.objects.filter(pk=key).exists()


def test_changed_data_is_nobody(browser):
    row = Session.objects.get(pk=key_of(browser))
    row.session_data = row.session_data[:-1] + "AB"
    row.save()

    assert not is_in(browser)


def test_a_session_of_another_member_does_not_open_with_its_hash(browser, member):
    other = make_member(password="다른 비밀번호 51")
    session = SessionStore(key_of(browser))
    session[SESSION_KEY] = str(other.pk)
    session.save()

    assert not is_in(browser)


def test_a_backend_that_the_site_does_not_have_opens_nothing(browser):
    session = SessionStore(key_of(browser))
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()

    assert not is_in(browser)


def test_an_old_secret_key_is_taken_while_it_is_a_fallback(browser, settings):
    old, first = settings.SECRET_KEY, key_of(browser)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [old]
    assert is_in(browser)
    second = key_of(browser)

    settings.SECRET_KEY_FALLBACKS = []

    assert is_in(browser)  # what it holds was written anew with the new key
    assert second != first
    assert not is_in(browser_with(first))


def test_without_a_fallback_a_new_secret_key_ends_every_session(browser, settings):
    settings.SECRET_KEY = "n" * 60

    assert not is_in(browser)


def test_who_may_not_log_in_any_more_is_out(browser, member):
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert not is_in(browser)

    Member.objects.filter(pk=member.pk).update(is_active=True)

    assert is_in(browser)


def test_a_member_without_a_row_is_nobody():
    member = make_member()
    browser = Client()
    browser.force_login(member)
    assert is_in(browser)

    member.delete()

    assert not is_in(browser)


def test_a_new_password_ends_the_sessions_of_the_old_one(browser, member):
    there = Client()
    there.force_login(member)
    new = "강가의 돌멩이 39"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    browser.post("/accounts/password/change/", form)

    assert is_in(browser)
    assert not is_in(there)


def test_the_hash_of_the_password_is_wanted(browser):
    session = SessionStore(key_of(browser))
    del session[HASH_SESSION_KEY]
    session.save()

    assert not is_in(browser)


def test_the_member_of_a_session_is_whole():
    made = make_manager(
        email="a@example.com",
        introduction="안녕하세요",
        last_login=timezone.now(),
        points=-3,
    )

    ours = MemberBackend().get_user(made.pk)
    theirs = ModelBackend().get_user(made.pk)

    assert ours == theirs
    assert type(ours) is Member
    assert not ours.get_deferred_fields()
    for field in Member._meta.concrete_fields:
        mine, stock = getattr(ours, field.attname), getattr(theirs, field.attname)
        assert (type(mine), mine) == (type(stock), stock)
    assert vars(ours._state) == vars(theirs._state)
    assert ours.has_perm("accounts.change_member")
    ours.introduction = "바꿈"
    ours.save()
    assert Member.objects.get(pk=made.pk).introduction == "바꿈"


def test_who_is_here_costs_two_queries(browser):
    browser.get("/pages/none/")

    with CaptureQueriesContext(connection) as queries:
        browser.get("/pages/none/")

    assert [query["sql"].split()[0] for query in queries] == ["SELECT", "SELECT"]
    assert "django_session" in queries[0]["sql"]
    assert "accounts_member" in queries[1]["sql"]
