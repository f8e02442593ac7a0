"""Our own Origin or a token lets a form in; another site's form stays out."""

import re

import pytest
from django.test import Client, RequestFactory

from guard.csrf import came_from_elsewhere

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.guard.urls")]


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def asked_by_a_person(monkeypatch):
    monkeypatch.setattr("tests.guard.urls.needs_question", lambda request: False)


def send(client, path="/guest-form/", secure=False, **headers):
    headers.setdefault("host", "127.0.0.1:8000")
    return client.post(
        path,
        {"title": "글", "guest_password": "s3cret"},
        secure=secure,
        headers={name: value for name, value in headers.items() if value is not None},
    )


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"]
)
def test_our_own_origin_needs_no_token(client, origin):
    assert send(client, origin=origin).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.kr",
        "http://127.0.0.1:8001",
        "http://127.0.0.1",
        "https://127.0.0.1:8000",
        "http://127.0.0.1:8000.evil.kr",
        "http://[",
        "HTTP://127.0.0.1:8000, http://evil.kr",
    ],
)
def test_any_other_origin_is_refused_and_not_offered_again(client, origin):
    response = send(client, origin=origin)

    page = response.content.decode()
    assert response.status_code == 403
    assert "다른 사이트에서 보낸 요청" in page
    assert "다시 보내기" not in page


def test_another_origin_is_refused_even_with_a_token(client):
    token = token_of(send(client))

    response = client.post(
        "/guest-form/",
        {"title": "글", "csrfmiddlewaretoken": token},
        headers={"host": "127.0.0.1:8000", "origin": "http://evil.kr"},
    )

    assert response.status_code == 403


def test_an_https_site_knows_its_origin(client, settings):
    settings.ALLOWED_HOSTS = ["yard.kr"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://yard.kr"]

    ours = send(client, secure=True, host="yard.kr", origin="https://yard.kr")
    plain = send(client, secure=True, host="yard.kr", origin="http://yard.kr")

    assert (ours.status_code, plain.status_code) == (200, 403)


def token_of(response):
    return re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode()
    )[1]


def test_without_origin_the_form_is_offered_again_and_then_passes(client):
    refused = send(client)
    page = refused.content.decode()

    assert refused.status_code == 403
    assert "다시 보내기" in page
    assert '<input type="hidden" name="title" value="글">' in page
    assert "s3cret" not in page
    assert 'type="password"' in page

    again = client.post(
        "/guest-form/",
        {"title": "글", "csrfmiddlewaretoken": token_of(refused)},
        headers={"host": "127.0.0.1:8000"},
    )
    assert again.content.decode().startswith("썼음: 글")


def test_a_wrong_token_is_refused(client):
    send(client)

    response = client.post(
        "/guest-form/",
        {"title": "글", "csrfmiddlewaretoken": "x" * 64},
        headers={"host": "127.0.0.1:8000"},
    )

    assert response.status_code == 403


def test_reading_needs_nothing(client):
    headers = {"host": "127.0.0.1:8000", "origin": "http://evil.kr"}

    assert client.get("/guest-form/", headers=headers).status_code == 200


def test_an_exempt_view_stays_exempt(client):
    assert send(client, "/exempt/").status_code == 200
    assert send(client, "/exempt/", origin="http://evil.kr").status_code == 200


@pytest.mark.parametrize(
    ("headers", "secure", "elsewhere"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"origin": "http://evil.kr"}, False, True),
        ({"sec-fetch-site": "cross-site"}, False, True),
        ({"sec-fetch-site": "same-site"}, False, True),
        ({"sec-fetch-site": "same-origin"}, False, False),
        ({"referer": "http://testserver/write/"}, False, False),
        ({"referer": "https://testserver/write/"}, True, False),
        ({"referer": "http://evil.kr/testserver/"}, False, True),
        ({"referer": "http://["}, False, True),
    ],
)
def test_what_shows_another_site(headers, secure, elsewhere):
    request = RequestFactory().post("/", headers=headers, secure=secure)

    assert came_from_elsewhere(request) is elsewhere
