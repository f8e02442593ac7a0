"""What goes wrong on the way to another site and back: a Korean page, never a 500."""

import json
import socket

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from django.test import Client

from accounts.models import Member
from guard.throttle import SCOPES
from tests.accounts.coming_in import (
    ALL,
    SIGN_UP,
    come_back,
    come_from,
    consent,
    go_out,
    join_from,
    send_sign_up,
)
from tests.accounts.joining import page
from tests.accounts.stub_provider import CLIENT_ID
from tests.accounts.test_korean import english_in

pytestmark = pytest.mark.django_db

JUNK = {
    "error": (500, b'{"error": "broken"}'),
    "html": (200, b"<html>maintenance</html>"),
    "empty": (200, b""),
    "null": (200, b"null"),
    "list": (200, b"[1, 2]"),
    "text": (200, b'"token"'),
    "bytes": (200, b"\xff\xfe\x00"),
    "bare": (200, b"{}"),
    "odd": (200, b'{"access_token": {"a": 1}, "expires_in": "soon", "id_token": 5}'),
}
each_kind_of_junk = pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
PROFILES = [provider for provider in ALL if provider != "apple"]


def assert_told(response, *, status=401):
    """The page is Korean and leads back to the log-in; nobody has come in."""
    text = page(response)
    assert response.status_code == status
    assert "로그인하지 못했습니다" in text
    assert "처음부터 다시 해 주세요" in text
    assert 'href="/accounts/login/' in text.split("<main")[1].split("</main")[0]
    assert english_in(text) == set()
    assert "_auth_user_id" not in response.wsgi_request.session
    assert not Member.objects.exists()


@pytest.mark.parametrize("provider", ALL)
def test_an_answer_is_good_once(client, stub, provider):
    way = consent(go_out(client, provider))
    assert come_back(client, provider, way).headers["Location"] == SIGN_UP

    response = come_back(client, provider, way)

    assert_told(response)
    assert "이미 한 번 쓴 요청입니다" in page(response)


@pytest.mark.parametrize("provider", ALL)
def test_an_answer_meant_for_another_browser_is_refused(client, stub, provider):
    way = consent(go_out(client, provider))

    assert_told(come_back(Client(), provider, way))


def test_an_answer_of_another_provider_is_refused(client, stub):
    way = consent(go_out(client, "kakao"))

    assert_told(client.get(way.replace("kakao", "naver")))


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=forged", "?state=%00"])
def test_a_forged_state_is_refused(client, stub, query):
    go_out(client, "kakao")

    assert_told(client.get(f"/accounts/kakao/login/callback/{query}"))
    assert "/kakao/token" not in stub.script.asked


@pytest.mark.parametrize("provider", ALL)
def test_whoever_cancels_is_led_back_to_where_he_was(client, stub, provider):
    state = go_out(client, provider, next="/boards/").split("state=")[1].split("&")[0]
    path = f"/accounts/{provider}/login/callback/"
    way = f"{path}?error=access_denied&state={state}"

    response = come_back(client, provider, way)
    text = page(client.get(response.headers["Location"]))

    assert "로그인하지 않았습니다" in text
    assert 'href="/accounts/login/?next=%2Fboards%2F"' in text


def test_cancelling_never_leads_to_another_site(client):
    text = page(client.get("/accounts/social/cancelled/?next=//evil.example"))

    assert 'href="/accounts/login/"' in text
    assert "evil" not in text.split("<main")[1].split("</main")[0]


def test_an_error_of_the_provider_is_told(client, stub):
    state = go_out(client, "kakao", next="/boards/").split("state=")[1].split("&")[0]
    path = "/accounts/kakao/login/callback/"

    response = client.get(f"{path}?error=server_error&state={state}")

    assert_told(response)
    assert "카카오에서 누구신지 확인하지 못했습니다" in page(response)
    assert 'href="/accounts/login/?next=%2Fboards%2F"' in page(response)


@each_kind_of_junk
@pytest.mark.parametrize("provider", ALL)
def test_junk_instead_of_a_token_is_told(client, stub, provider, junk):
    stub.script.answers[f"/{provider}/token"] = junk

    assert_told(come_from(client, provider))


@each_kind_of_junk
@pytest.mark.parametrize("provider", PROFILES)
def test_junk_instead_of_a_profile_is_told(client, stub, provider, junk):
    stub.script.answers[f"/{provider}/profile"] = junk

    assert_told(come_from(client, provider))


@pytest.mark.parametrize(
    "uid", [None, "", "x" * 192, "두 낱말", {"a": 1}, ["1"], "1\n"], ids=repr
)
@pytest.mark.parametrize("provider", ALL)
def test_an_answer_without_a_plain_id_is_told(client, stub, provider, uid):
    if provider == "apple":
        uid = "" if not isinstance(uid, str) else uid  # jwt itself wants a text
    stub.script.person["uid"] = uid

    assert_told(come_from(client, provider))


@pytest.mark.parametrize(
    "answer",
    [
        {"id": 1, "kakao_account": None},
        {"id": 1, "kakao_account": []},
        {"id": 1, "kakao_account": {"profile": None}},
    ],
)
def test_an_answer_of_another_shape_is_told(client, stub, answer):
    body = json.dumps(answer).encode()
    stub.script.answers["/kakao/profile"] = (200, body)

    assert_told(come_from(client, "kakao"))


@pytest.mark.parametrize("nickname", [5, ["a"], {"a": 1}, None, "\u200b", "새\u200b봄"])
def test_an_odd_nickname_is_no_obstacle(client, stub, nickname):
    stub.script.person["nickname"] = nickname

    came = come_from(client, "kakao")
    text = page(client.get(SIGN_UP))

    assert came.headers["Location"] == SIGN_UP
    proposed = text.split('name="nickname"')[1].split(">")[0]
    assert ("새봄" in proposed) == (nickname == "새\u200b봄")
    assert "\u200b" not in text


@pytest.mark.parametrize(
    "email", ["a" * 400 + "@example.com", "no address", ["a@b.kr"]]
)
@pytest.mark.parametrize("provider", ["kakao", "google", "github", "naver"])
def test_an_address_of_no_use_is_left_out(client, stub, provider, email):
    stub.script.person["email"] = email

    response = join_from(client, provider)

    assert response.status_code == 302
    assert Member.objects.get().email == ""
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("junk", [b"null", b"{}", b'[{"email": 5}]', b"[null]"])
def test_junk_instead_of_addresses_does_no_harm(client, stub, junk):
    stub.script.answers["/github/emails"] = (200, junk)

    response = come_from(client, "github")

    assert response.status_code in {302, 401}
    if response.status_code == 401:
        assert_told(response)


def test_a_provider_that_is_down_is_told(client, stub, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    way = consent(go_out(client, "kakao"))
    address = f"http://127.0.0.1:{port}/"
    monkeypatch.setattr(KakaoOAuth2Adapter, "access_token_url", address)

    response = client.get(way)

    assert_told(response)
    assert "지금 카카오에서 응답이 없습니다" in page(response)


def test_a_provider_that_never_answers_is_not_waited_for(
    client, stub, monkeypatch, settings
):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.1
    way = consent(go_out(client, "kakao"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        monkeypatch.setattr(KakaoOAuth2Adapter, "access_token_url", address)

        response = client.get(way)

    assert_told(response)
    assert "지금 카카오에서 응답이 없습니다" in page(response)


def test_on_the_site_no_call_is_waited_for_longer_than_some_seconds():
    from config import settings

    assert settings.SOCIALACCOUNT_REQUESTS_TIMEOUT <= 5


def test_a_provider_that_leads_in_circles_is_not_followed(client, stub, monkeypatch):
    way = consent(go_out(client, "kakao"))
    monkeypatch.setattr(
        KakaoOAuth2Adapter, "access_token_url", f"{stub.url}/kakao/circle"
    )

    assert_told(client.get(way))
    assert len(stub.script.asked) < 6


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-site"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_what_apple_has_not_signed_for_us_is_refused(client, stub, claims):
    token = stub.apple_token(**claims)
    body = json.dumps({"access_token": "x", "id_token": token}).encode()
    stub.script.answers["/apple/token"] = (200, body)

    assert_told(come_from(client, "apple"))


def test_what_another_key_has_signed_is_refused(client, stub):
    claims = jwt.decode(stub.apple_token(), options={"verify_signature": False})
    other = jwt.encode(claims, stub.our_apple_key, "ES256", headers={"kid": "stub"})
    unsigned = jwt.encode(claims, None, "none", headers={"kid": "stub"})

    for token in (other, unsigned):
        body = json.dumps({"access_token": "x", "id_token": token}).encode()
        stub.script.answers["/apple/token"] = (200, body)
        assert_told(come_from(client, "apple"))


def test_the_browser_cannot_write_an_address_into_apples_answer(client, stub):
    stub.script.person["email"] = None
    way = consent(go_out(client, "apple"))
    forged = {"email": "victim@example.com", "email_verified": True, "sub": "9"}

    come_back(client, "apple", way, user=json.dumps({**forged, "name": {}}))
    text = page(client.get(SIGN_UP))
    send_sign_up(client, email="victim@example.com")

    assert "victim" not in text
    assert [a.verified for a in EmailAddress.objects.all()] == [False]


@pytest.mark.parametrize("user", ["[]", "5", "{", '{"name": 5}', "null", "\x00"])
def test_junk_from_the_browser_is_no_obstacle_with_apple(client, stub, user):
    way = consent(go_out(client, "apple"))

    response = come_back(client, "apple", way, user=user)

    if response.status_code != 302:
        assert_told(response)


def test_a_key_of_apple_that_is_no_key_is_told(client, stub):
    SocialApp.objects.filter(provider="apple").update(settings={})

    assert_told(come_from(client, "apple"))


def test_an_expired_state_is_refused(client, stub, monkeypatch):
    way = consent(go_out(client, "kakao"))
    monkeypatch.setattr("allauth.socialaccount.internal.statekit.STATE_TTL", -1)

    assert_told(client.get(way))


def test_too_many_log_ins_from_one_address_have_to_wait(client, stub, monkeypatch):
    monkeypatch.setitem(SCOPES, "social", (2, 600))
    for _ in range(2):
        go_out(client, "kakao")

    response = client.post("/accounts/kakao/login/")

    assert response.status_code == 429
    assert "다시 시도해 주세요" in page(response)


def test_what_was_said_stands_in_the_log_without_the_key(client, stub, caplog):
    stub.script.answers["/kakao/token"] = (400, b'{"error": "invalid_client"}')

    come_from(client, "kakao")

    assert "invalid_client" in caplog.text
    assert CLIENT_ID not in caplog.text
    assert "our-secret" not in caplog.text


def test_a_form_of_another_site_cannot_begin_a_log_in(stub):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(
        "/accounts/kakao/login/", headers={"origin": "https://evil.example"}
    )

    assert response.status_code == 403


def test_of_many_windows_the_oldest_is_forgotten(client, stub):
    oldest, *_others = [consent(go_out(client, "kakao")) for _ in range(12)]

    assert_told(client.get(oldest))
