"""Words for the next page: said once, and only as the site itself wrote them."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage as DjangosStorage
from django.http import HttpResponse
from django.test import RequestFactory

from web.messages import CookieStorage


def carried(storage: type, *texts: str) -> str:
    """Return the cookie that a storage writes for these messages."""
    writing = storage(RequestFactory().get("/"))
    for text in texts:
        writing.add(20, text)
    response = HttpResponse()
    writing.update(response)
    return response.cookies["messages"].value


def read(storage: type, cookie: str) -> list[str]:
    request = RequestFactory().get("/")
    request.COOKIES["messages"] = cookie
    return [str(message) for message in storage(request)]


@pytest.mark.parametrize(
    ("writer", "reader"),
    [(CookieStorage, DjangosStorage), (DjangosStorage, CookieStorage)],
)
def test_it_reads_and_writes_what_djangos_own_does(writer, reader):
    assert read(reader, carried(writer, "안녕하세요", "또")) == ["안녕하세요", "또"]


def test_what_the_site_did_not_sign_is_not_said():
    cookie = carried(CookieStorage, "안녕하세요")

    assert read(CookieStorage, cookie[:-1] + "~") == []


@pytest.mark.django_db
def test_a_message_is_said_on_one_page(client, member):
    client.force_login(member)
    client.post("/accounts/logout/")

    first, second = client.get("/new/"), client.get("/new/")

    assert len(get_messages(first.wsgi_request)) > 0
    assert "로그아웃" in first.text.partition('role="status"')[2].partition("</div>")[0]
    assert 'role="status"' not in second.text
