"""Stands between the server and Django, and counts the pages that people are given.

It knows a page by its answer alone, without a cookie, and counts when the server has
sent it: nobody waits for the count, and no error of it reaches anybody. It is a
wrapper, not a middleware, so that it sees every answer, whoever made it. A store of
ready pages here has to ask guard.bans.ban_of before it gives one away.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from django.utils import timezone

from boards.services.views import note_view
from visitors.agents import agent_of
from visitors.presence import Sighting, note_page
from visitors.recording import record_visit
from visitors.words import record_word
from web import inner_headers
from web.proxy import Application, Environ

logger = logging.getLogger(__name__)

_NOT_PAGES = ("/admin/", "/static/", "/media/", "/healthz")


class PageCache:
    """Wrap a WSGI application: count its pages, take the inner headers off."""

    def __init__(self, application: Application) -> None:
        self.application = application
        agent_of("Mozilla/5.0")  # the first question loads ua-parser's patterns, 0.2 s

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        answer = _Answer(start_response)
        body = self.application(environ, answer.start)
        if _asks_for_page(environ) and answer.is_page:
            return _Sent(body, lambda: _count(environ, answer.inner))
        return body


class _Answer:
    """Status and headers as they pass; the inner ones go no further."""

    def __init__(self, start_response: Callable[..., Any]) -> None:
        self.start_response = start_response
        self.is_page = False
        self.inner: dict[str, str] = {}

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Any:
        named = {name.lower(): value for name, value in headers}
        self.inner = {name: named[name] for name in inner_headers.ALL & named.keys()}
        content_type = named.get("content-type", "")
        # What has not changed (304) need not say what it is.
        is_html = content_type.startswith("text/html")
        self.is_page = (status[:3] == "200" and is_html) or (
            status[:3] == "304" and (is_html or not content_type)
        )
        passed = [header for header in headers if header[0].lower() not in self.inner]
        return self.start_response(status, passed, exc_info)


def _asks_for_page(environ: Environ) -> bool:
    """A page of its own, as a person opens it: no fragment fetched by a script."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ["PATH_INFO"].startswith(_NOT_PAGES)
        and "HTTP_HX_REQUEST" not in environ
        and environ.get("HTTP_X_REQUESTED_WITH") != "XMLHttpRequest"
    )


class _Sent:
    """A body that calls `then` when the server closes it, once."""

    def __init__(self, body: Iterable[bytes], then: Callable[[], None]) -> None:
        self.body = body
        self.then = then

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        # Before Django closes its answer: that gives the database connection back.
        try:
            self.then()
        finally:
            if hasattr(self.body, "close"):
                self.body.close()


def _count(environ: Environ, inner: dict[str, str]) -> None:
    try:
        address = environ.get("REMOTE_ADDR", "")
        user_agent = environ.get("HTTP_USER_AGENT", "")
        path = _path_of(environ)
        referrer = environ.get("HTTP_REFERER", "")
        visitor = record_visit(address, user_agent, referrer=referrer, path=path)
        if visitor is None:
            return
        member = inner.get(inner_headers.MEMBER.lower())
        note_page(
            Sighting(
                visitor=visitor,
                address=address,
                user_agent=user_agent,
                path=path,
                member_id=int(member) if member else None,
                is_hidden=inner_headers.HIDDEN.lower() in inner,
            )
        )
        if visitor.is_robot:
            return
        if post := inner.get(inner_headers.POST.lower()):
            note_view(int(post), visitor.key, timezone.localdate())
        if words := inner.get(inner_headers.SEARCH.lower()):
            record_word(unquote(words), visitor.key)
    except Exception:
        logger.exception("A page could not be counted")


def _path_of(environ: Environ) -> str:
    """Return the path as people read it, without what cannot be seen."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    return "".join(letter for letter in path if letter.isprintable())
