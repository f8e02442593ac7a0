"""Nothing tells whether an address is known: the same words and the same work.

bench/enumeration.py measures the time; here stands what makes it equal.
"""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siteconfig.models import SiteSettings
from siteconfig.services import save_settings
from tests.accounts.joining import PASSWORD, page, sign_up
from tests.factories import make_member

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "bom@example.com", "nobody@example.com"


@pytest.fixture
def saebom(db):
    member = make_member(
        username="saebom", nickname="봄바람", email=KNOWN, password=PASSWORD
    )
    EmailAddress.objects.create(user=member, email=KNOWN, primary=True, verified=True)
    return member


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """The passwords that were hashed, by far the longest work of an answer."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return hashed


def log_in(login: str):
    return Client().post("/accounts/login/", {"login": login, "password": "아니다"})


def without_the_address(response, email: str) -> str:
    """Return the page without what differs from one answer to the next."""
    text = page(response).replace(email, "")
    return "\n".join(line for line in text.splitlines() if "csrf" not in line)


def test_a_wrong_password_is_checked_once_for_any_address(saebom, hashed):
    log_in(KNOWN)
    for_known = len(hashed)
    log_in(UNKNOWN)

    assert (for_known, len(hashed)) == (1, 2)


def test_a_wrong_password_is_checked_once_when_several_gave_the_address(db, hashed):
    for _ in range(3):
        make_member(email=KNOWN, password=PASSWORD)
    hashed.clear()

    log_in(KNOWN)

    assert len(hashed) == 1


@pytest.mark.parametrize("state", ["active", "stopped", "without a password"])
def test_a_wrong_password_is_checked_once_for_any_member(db, hashed, state):
    make_member(
        username="saebom",
        password="" if state == "without a password" else PASSWORD,
        is_active=state != "stopped",
    )
    hashed.clear()

    log_in("saebom")

    assert len(hashed) == 1


def test_who_verified_the_address_logs_in_by_it(saebom, client):
    make_member(email=KNOWN, password="다른 사람의 말 7")

    client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(saebom.pk)


def test_who_gave_an_unverified_address_first_logs_in_by_it(db, client):
    first = make_member(email=KNOWN, password=PASSWORD)
    make_member(email=KNOWN, password=PASSWORD)

    client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(first.pk)


def test_the_log_in_answers_the_same_words(saebom):
    known, unknown = log_in(KNOWN), log_in(UNKNOWN)

    assert known.status_code == unknown.status_code
    assert without_the_address(known, KNOWN) == without_the_address(unknown, UNKNOWN)


@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/find-name/"])
def test_letters_are_asked_for_without_looking_the_address_up(
    saebom, path, monkeypatch
):
    monkeypatch.setattr("accounts.tasks.send_reset_links", lambda email: None)
    monkeypatch.setattr("accounts.tasks.send_names", lambda email: None)
    monkeypatch.setattr("accounts.views.needs_question", lambda request: False)
    asked = {}
    Client().get(path)  # what every process keeps in memory is read once
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = Client().post(path, {"email": email})
        asked[email] = [query["sql"] for query in queries]
        assert response.status_code == 302

    assert asked[KNOWN] == asked[UNKNOWN]
    assert not any("email" in sql for sql in asked[KNOWN])


def test_joining_with_a_known_address_answers_like_with_a_new_one(
    saebom, client, with_mail
):
    known = sign_up(client, username="another", email=KNOWN)
    unknown = sign_up(Client(), username="other", nickname="여름", email=UNKNOWN)

    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]


@pytest.mark.parametrize("email", [f"{'a' * 250}@example.com", "x@banned.example"])
def test_another_address_keeps_the_rules_of_joining(client, saebom, email):
    save_settings(SiteSettings(banned_email_domains="banned.example"))
    client.force_login(saebom)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    response = client.post("/accounts/email/", {"action_add": "1", "email": email})

    assert "이메일" in page(response)
    assert EmailAddress.objects.count() == 1


def test_another_address_is_taken_without_looking_who_has_it(client, saebom, with_mail):
    other = make_member(password=PASSWORD)
    client.force_login(other)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    with CaptureQueriesContext(connection) as queries:
        client.post("/accounts/email/", {"action_add": "1", "email": KNOWN})

    asked = [query["sql"] for query in queries if KNOWN in query["sql"]]
    assert EmailAddress.objects.filter(user=other, email=KNOWN).exists()
    assert not [
        sql for sql in asked if sql.startswith("SELECT") and "user_id" not in sql
    ]
