"""Counts the pages that people are given: visits, views, who is here, words searched.

A page is known by its answer alone, without a cookie, and counted when the server
has sent it: nobody waits for the count, and no error of it reaches anybody.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from boards.services.views import note_view
from visitors.presence import Sighting, note_page
from visitors.recording import record_visit
from visitors.words import record_word
from web import inner_headers
from web.memory import remembered
from web.proxy import Environ
from web.today import today

logger = logging.getLogger(__name__)

_MEMBER, _HIDDEN = inner_headers.MEMBER.lower(), inner_headers.HIDDEN.lower()
_POST, _SEARCH = inner_headers.POST.lower(), inner_headers.SEARCH.lower()
_PAGE, _FROM = inner_headers.PAGE.lower(), inner_headers.FROM.lower()
_NOT_PAGES = ("/admin/", "/static/", "/media/", "/healthz")


def asks_for_page(environ: Environ) -> bool:
    """Whether it is a page of its own that is asked for, no fragment for a script."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ["PATH_INFO"].startswith(_NOT_PAGES)
        and "HTTP_HX_REQUEST" not in environ
        and environ.get("HTTP_X_REQUESTED_WITH") != "XMLHttpRequest"
    )


def count_page(environ: Environ, inner: dict[str, str]) -> None:
    """Count a page that was asked for so, and told this of itself; never fails."""
    try:
        _count(environ, inner)
    except Exception:
        logger.exception("A page could not be counted")


def _count(environ: Environ, inner: dict[str, str]) -> None:
    address = environ.get("REMOTE_ADDR", "")
    user_agent = environ.get("HTTP_USER_AGENT", "")
    if page := inner.get(_PAGE):
        path, referrer = _printable(unquote(page)), unquote(inner[_FROM])
    else:
        path = _readable(environ["PATH_INFO"])
        referrer = environ.get("HTTP_REFERER", "")
    visitor = record_visit(address, user_agent, referrer=referrer, path=path)
    if visitor is None:
        return
    member = inner.get(_MEMBER)
    note_page(
        Sighting(
            visitor=visitor,
            address=address,
            user_agent=user_agent,
            path=path,
            member_id=int(member) if member else None,
            is_hidden=_HIDDEN in inner,
        )
    )
    if visitor.is_robot:
        return
    if post := inner.get(_POST):
        note_view(int(post), visitor.key, today())
    if words := inner.get(_SEARCH):
        record_word(unquote(words), visitor.key)


@remembered(4096)
def _readable(sent: str) -> str:
    """Return a path as people read it, without what cannot be seen."""
    return _printable(sent.encode("latin-1").decode("utf-8", "replace"))


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


class Sent:
    """A body that calls `then` when the server closes it, once."""

    def __init__(self, body: Iterable[bytes], then: Callable[[], None]) -> None:
        self.body = body
        self.then = then

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        """Say that it is sent."""
        # Before Django closes its answer: that gives the database connection back.
        try:
            self.then()
        finally:
            if hasattr(self.body, "close"):
                self.body.close()
