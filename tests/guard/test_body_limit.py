"""A body that is too large is refused before a byte of it is read."""

import io

import pytest
from django.conf import settings as site
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import RequestFactory

from guard.body_limit import BodyLimitMiddleware


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("read")


def answer(length, get_response=lambda request: HttpResponse("ok")):
    request = RequestFactory().post("/", b"", content_type="text/plain")
    request.META["CONTENT_LENGTH"] = length
    request.META["wsgi.input"] = Unread()
    return BodyLimitMiddleware(get_response)(request)


@pytest.mark.parametrize("length", ["", "0", "5", str(8 * 1024 * 1024)])
def test_bodies_up_to_the_limit_pass(length):
    assert answer(length).content == b"ok"


@pytest.mark.parametrize("length", [str(8 * 1024 * 1024 + 1), "9" * 400])
def test_a_larger_one_gets_a_page_that_says_what_to_do(length):
    response = answer(length)

    page = response.content.decode()
    assert response.status_code == 413
    assert "8MB까지" in page
    assert "나누어 올려 주세요" in page


@pytest.mark.parametrize("length", ["-1", "abc", "1 2", "١", "1.5", "0x10"])
def test_a_length_that_is_none_is_refused(length):
    response = answer(length)

    assert response.status_code == 400
    assert "길이가 잘못" in response.content.decode()


@pytest.mark.django_db
def test_the_page_reaches_the_client_through_the_whole_site(client):
    response = client.post("/", b"x" * (site.MAX_BODY_BYTES + 1), "text/plain")

    assert response.status_code == 413


@pytest.mark.django_db
def test_too_many_fields_are_a_kind_400(client):
    fields = {f"f{number}": "1" for number in range(2001)}

    response = client.post("/accounts/login/", fields)

    assert response.status_code == 400
    assert "text/html" in response["Content-Type"]


@pytest.mark.django_db
def test_a_suspicious_request_is_a_kind_400(client, monkeypatch):
    def suspect(*args, **kwargs):
        raise SuspiciousOperation

    monkeypatch.setattr("guard.views.new_challenge", suspect)

    response = client.get("/guard/challenge/")

    assert response.status_code == 400
    assert '<html lang="ko"' in response.content.decode()
