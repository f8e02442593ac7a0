"""Passkeys: added, named, shown as the second step and as the only one."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.accounts.joining import PASSWORD, page
from tests.accounts.soft_key import SoftKey
from tests.factories import make_member

pytestmark = pytest.mark.django_db

ADD = "/accounts/2fa/webauthn/add/"
LOG_IN = "/accounts/2fa/webauthn/login/"
LOCAL = {"headers": {"host": "localhost:8000"}}


@pytest.fixture
def saebom(db):
    return make_member(username="saebom", nickname="새봄", password=PASSWORD)


@pytest.fixture
def browser(saebom):
    """A browser at http://localhost, its owner shown to be himself a moment ago."""
    client = Client(**LOCAL)
    log_in(client)
    client.post(f"/accounts/reauthenticate/?next={ADD}", {"password": PASSWORD})
    return client


@pytest.fixture
def key(browser):
    key = SoftKey()
    add(browser, key)
    browser.post("/accounts/logout/")
    return key


def log_in(client, **fields):
    data = {"login": "saebom", "password": PASSWORD, **fields}
    return client.post("/accounts/login/", data)


def options_on(text):
    found = re.search(r'data-options="([^"]+)"', text)
    assert found, text
    return json.loads(html.unescape(found[1]))


def add(client, key, name="내 노트북"):
    options = options_on(page(client.get(ADD)))
    data = {"name": name, "credential": key.make(options)}
    return client.post(ADD, data, follow=True)


def ask(client):
    answer = client.get(LOG_IN, headers={"accept": "application/json"})
    return answer.json()["request_options"]


def is_logged_in(client):
    return client.get("/accounts/").status_code == 200


def test_a_passkey_is_added_and_recovery_codes_come_with_it(browser, saebom):
    response = add(browser, SoftKey())

    assert "패스키를 등록했습니다" in page(response)
    assert response.request["PATH_INFO"] == "/accounts/2fa/recovery-codes/"
    row = Authenticator.objects.get(user=saebom, type="webauthn")
    assert row.wrap().name == "내 노트북"


def test_it_belongs_to_the_site_and_names_the_member(browser):
    asked = options_on(page(browser.get(ADD)))["publicKey"]

    assert asked["rp"] == {"id": "localhost", "name": "마당"}
    assert (asked["user"]["name"], asked["user"]["displayName"]) == ("saebom", "새봄")


def test_a_site_with_a_domain_has_its_passkeys_there(browser, settings):
    settings.SITE_URL = "https://yard.example.kr"
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

    asked = options_on(page(browser.get(ADD)))["publicKey"]

    assert asked["rp"]["id"] == "yard.example.kr"


@pytest.mark.parametrize(
    ("origin", "is_added"),
    [("https://yard.example.kr", True), ("https://evil.example", False)],
)
def test_a_passkey_of_another_site_is_refused(browser, settings, origin, is_added):
    settings.SITE_URL = "https://yard.example.kr"
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

    add(browser, SoftKey(origin))

    assert Authenticator.objects.filter(type="webauthn").exists() is is_added


def test_a_passkey_without_a_name_gets_the_one_of_its_browser(browser):
    add(browser, SoftKey(), name="")

    assert Authenticator.objects.get(type="webauthn").wrap().name == "알 수 없는 기기"


def test_a_long_name_is_cut(browser):
    add(browser, SoftKey(), name="가" * 200)

    assert Authenticator.objects.get(type="webauthn").wrap().name == "가" * 60


JUNK = [
    *("", "{}", "[]", "3", "null", "{", '"x"', '{"id": "x"}', '{"response": 3}'),
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": '
    '{"clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA",'
    ' "signature": "AA", "userHandle": "AA"}}',
    "[" * 9_000,
    "[" * 100_000,
]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_instead_of_a_passkey_is_refused(browser, junk):
    browser.get(ADD)

    response = browser.post(ADD, {"name": "x", "credential": junk})

    assert response.status_code == 200
    assert 'class="errorlist' in page(response)
    assert not Authenticator.objects.exists()


def test_one_logs_in_with_the_passkey_alone(key, saebom):
    client = Client(**LOCAL)

    data = {"credential": key.show(ask(client)), "next": "/boards/"}
    response = client.post(LOG_IN, data)

    assert response.headers["Location"] == "/boards/"
    assert response.cookies["sessionid"]["max-age"] == ""
    assert client.session["_auth_user_id"] == str(saebom.pk)
    assert "device" in client.cookies


def test_a_passkey_whose_owner_was_not_checked_is_not_enough(key):
    client = Client(**LOCAL)

    client.post(LOG_IN, {"credential": key.show(ask(client), is_verified=False)})

    assert not is_logged_in(client)


def test_what_a_passkey_said_once_is_not_heard_twice(key):
    client, thief = Client(**LOCAL), Client(**LOCAL)
    said = key.show(ask(client))
    client.post(LOG_IN, {"credential": said})
    ask(thief)

    text = page(thief.post(LOG_IN, {"credential": said}, follow=True))

    assert "맞지 않습니다. 확인하고 다시 해 주세요" in text
    assert not is_logged_in(thief)


@pytest.mark.parametrize("junk", JUNK)
def test_junk_logs_nobody_in(junk, client):
    client.get(LOG_IN, headers={"accept": "application/json"})

    response = client.post(LOG_IN, {"credential": junk}, follow=True)

    assert response.status_code == 200
    assert not is_logged_in(client)


def test_a_passkey_of_a_member_who_is_stopped_logs_nobody_in(key, saebom):
    saebom.is_active = False
    saebom.save()
    client = Client(**LOCAL)

    response = client.post(LOG_IN, {"credential": key.show(ask(client))})

    assert response.headers["Location"] == "/accounts/inactive/"


def test_after_the_password_the_passkey_is_asked_for(key):
    client = Client(**LOCAL)
    response = log_in(client, next="/boards/")
    before = is_logged_in(client)
    asked = options_on(page(client.get(response.headers["Location"])))

    response = client.post(
        "/accounts/2fa/authenticate/", {"credential": key.show(asked)}
    )

    assert not before
    assert response.headers["Location"] == "/boards/"
    assert is_logged_in(client)


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_no_second_step(key, junk):
    client = Client(**LOCAL)
    client.get(log_in(client).headers["Location"])

    response = client.post("/accounts/2fa/authenticate/", {"credential": junk})

    assert response.status_code == 200
    assert 'class="errorlist' in page(response)
    assert not is_logged_in(client)


def test_another_passkey_is_no_second_step(key):
    client, other = Client(**LOCAL), SoftKey()
    asked = options_on(page(client.get(log_in(client).headers["Location"])))
    other.id = key.id

    response = client.post(
        "/accounts/2fa/authenticate/", {"credential": other.show(asked)}
    )

    assert "맞지 않습니다" in page(response)
    assert not is_logged_in(client)


def test_a_member_without_password_shows_himself_by_passkey(key, saebom):
    saebom.set_unusable_password()
    saebom.save()
    client = Client(**LOCAL)
    client.post(LOG_IN, {"credential": key.show(ask(client))})

    response = client.get(ADD, follow=True)
    first = page(response)
    again = page(client.get(f"/accounts/2fa/webauthn/reauthenticate/?next={ADD}"))
    done = client.post(
        f"/accounts/2fa/webauthn/reauthenticate/?next={ADD}",
        {"credential": key.show(options_on(again))},
    )

    assert "패스키로 확인" in first
    assert done.headers["Location"] == ADD


def test_passkeys_are_listed_renamed_and_removed(key, browser, saebom):
    client = Client(**LOCAL)
    client.post(LOG_IN, {"credential": key.show(ask(client))})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    row = Authenticator.objects.get(type="webauthn")
    listed = page(client.get("/accounts/2fa/webauthn/"))
    place = f"/accounts/2fa/webauthn/keys/{row.pk}/"

    renamed = page(client.post(f"{place}edit/", {"name": "낡은 노트북"}, follow=True))
    asked = page(client.get(f"{place}remove/"))
    removed = page(client.post(f"{place}remove/", follow=True))

    assert "내 노트북" in listed
    assert "이것만으로 로그인할 수 있음" in listed
    assert "낡은 노트북" in renamed
    assert "‘낡은 노트북’ 하나를 지웁니다" in asked
    assert "등록한 패스키가 없습니다" in removed
    assert not Authenticator.objects.exists()  # recovery codes go with the last one


def test_a_name_is_needed_to_rename(key):
    client = Client(**LOCAL)
    client.post(LOG_IN, {"credential": key.show(ask(client))})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    row = Authenticator.objects.get(type="webauthn")

    text = page(
        client.post(f"/accounts/2fa/webauthn/keys/{row.pk}/edit/", {"name": ""})
    )

    assert "필수 항목입니다" in text


@pytest.mark.parametrize("act", ["edit", "remove"])
def test_nobody_touches_the_passkey_of_another(key, client, act):
    make_member(username="gaeul", password=PASSWORD)
    client.post("/accounts/login/", {"login": "gaeul", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    row = Authenticator.objects.get(type="webauthn")

    address = f"/accounts/2fa/webauthn/keys/{row.pk}/{act}/"

    assert client.post(address, {"name": "x"}).status_code == 404


def test_a_letter_tells_of_a_new_passkey(browser, saebom, with_mail):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(
        user=saebom, email="bom@example.com", verified=True, primary=True
    )

    add(browser, SoftKey())

    assert [letter.subject for letter in mail.outbox] == [
        "[마당] 패스키를 등록했습니다"
    ]
    assert "회원님의 패스키를 등록했습니다" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("host", "way"),
    [
        ("127.0.0.1", "http://localhost:8000/accounts/login/?next=/boards/"),
        ("[::1]", "http://localhost:8000/accounts/login/?next=/boards/"),
        ("localhost", None),
    ],
)
def test_at_an_address_of_digits_passkeys_are_elsewhere(host, way):
    client = Client(headers={"host": f"{host}:8000"})

    text = page(client.get("/accounts/login/?next=/boards/"))

    assert (f'href="{way}"' in text) is bool(way)
    assert ("passkey-button.js" in text) is not bool(way)


def test_without_script_a_word_says_what_passkeys_need():
    text = page(Client(**LOCAL).get("/accounts/login/"))

    assert re.search(r'<button class="button" type="button" hidden>', text)
    assert "패스키는 자바스크립트를 켜야 쓸 수 있습니다" in text
