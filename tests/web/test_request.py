"""What is noted on a request does not outlive its answer; a path is resolved once."""

import gc
import io
import weakref

import pytest
from django.urls import URLResolver, resolve, reverse, set_urlconf

from config import page_keys, wsgi
from tests.config.asking import Site
from tests.factories import make_board, make_post
from web import inner_headers
from web.request import Handler, Request


def test_the_site_is_served_with_it():
    assert type(wsgi.handler) is Handler
    assert wsgi.handler.request_class is Request


@pytest.mark.django_db
def test_what_a_request_knows_does_not_wait_for_the_collector():
    handler, noted = Handler(), []

    class Noting(Request):
        def close(self) -> None:
            noted.extend(
                weakref.ref(self.__dict__[name]) for name in ("user", "session")
            )
            super().close()

    handler.request_class = Noting
    gc.disable()
    try:
        answer = Site(application=handler).ask(reverse("portal:front"))
        still_there = [ref() for ref in noted if ref() is not None]
    finally:
        gc.enable()

    assert answer.status == 200
    assert len(noted) == 2
    assert still_there == []


@pytest.fixture
def resolved(monkeypatch):
    """Return the paths that were resolved from their beginning."""
    page_keys._parameters.clear()
    paths, resolve = [], URLResolver.resolve

    def noting(self, path):
        if path.startswith("/"):
            paths.append(path)
        return resolve(self, path)

    monkeypatch.setattr(URLResolver, "resolve", noting)
    return paths


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["", "sessionid=unknown"])
def test_the_path_of_a_page_is_resolved_once(cookie, resolved):
    post = make_post(make_board())
    resolved.clear()
    cookies = {"HTTP_COOKIE": cookie} if cookie else {}

    answers = [
        Site().ask(path, **cookies)
        for path in (post.get_absolute_url(), "/new/", post.get_absolute_url())
    ]

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert post.title in answers[0].text
    assert post.title in answers[2].text
    # What is known of a path is no longer resolved for the cache, but for Django.
    assert resolved == [post.get_absolute_url(), "/new/", post.get_absolute_url()]


@pytest.mark.django_db
def test_a_path_that_is_nowhere_is_answered_by_django(resolved):
    assert [Site().ask(path).status for path in ("/nowhere/", "/%ff/")] == [404, 404]
    assert Site().ask("/new").status == 301


def test_a_request_with_addresses_of_its_own_is_resolved_by_them():
    handler = Handler()
    request = Request({"REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO()})
    request.META[inner_headers.MATCH] = expected = resolve(reverse("portal:front"))
    assert handler.resolve_request(request) is request.resolver_match is expected

    request.urlconf = "tests.web.no_addresses"
    try:
        with pytest.raises(ModuleNotFoundError):
            handler.resolve_request(request)
    finally:
        set_urlconf(None)
