"""Stands between the server and Django: keeps guests' pages ready, counts all pages.

A page that opts in (web.pages.anonymous_page) is the same, to the byte, for every
guest. So it is kept in memory for some seconds and given to all who ask the same
meanwhile, without waking Django: a wrapper does that several times faster than the
first middleware could. Whoever has a session, has just sent something or is banned
is answered by Django. A change that takes something away, or closes it, raises a
generation number, and what is older is given to nobody. A page that says what it shows
is kept until that changes, but not for long.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeGuard

from django.conf import settings

from config.page_counting import asks_for_page, count_page
from config.page_keys import Key, key_of
from config.page_store import Headers, Page, PageStore
from visitors.agents import agent_of
from web import contents, inner_headers
from web.compression import accepted_encoding
from web.pages import ruling_numbers
from web.proxy import Application, Environ
from web.turns import Turns

StartResponse = Callable[..., Any]

# Seconds longer that others are given a page while one visitor waits for the new one.
_GRACE = 5
_CONTENT = inner_headers.CONTENT.lower()
# Of one answer, or of its bytes, which are made anew.
_NOT_KEPT = {"x-request-id", "content-length", "content-encoding", "etag", "vary"}
_OF_UNCHANGED = {"Cache-Control", "ETag", "Vary", "X-Page-Cache"}


class PageCache:
    """Wrap a WSGI application. Where the store holds nothing, pages are counted only."""

    def __init__(self, application: Application, store: PageStore) -> None:
        self.application = application
        self.store = store
        self._turns = Turns()
        agent_of("Mozilla/5.0")  # the first question loads ua-parser's patterns, 0.2 s

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        key = key_of(environ) if self.store.max_bytes else None
        if key is None:
            return self._pass(environ, start_response)
        return self._answer(key, environ, start_response)

    def _pass(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer this one visitor."""
        watched = _Watched(start_response, pass_on=True)
        body = self.application(environ, watched)
        if _counts(environ, watched):
            count_page(environ, watched.inner)
        return body

    def _answer(
        self, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        numbers = ruling_numbers()
        page = self.store.get(key)
        if _may_show(page, numbers) and not _has_changed(page):
            return _send(page, environ, start_response, "hit")
        if _may_show(page, numbers, _GRACE):
            if not page.claim():  # somebody renews it already
                return _send(page, environ, start_response, "hit")
            try:
                return self._make(key, environ, start_response)
            except BaseException:
                page.give_back()
                raise
        with self._turns.turn(key):
            page = self.store.get(key)
            if _may_show(page, ruling_numbers()) and not _has_changed(page):
                return _send(page, environ, start_response, "hit")
            return self._make(key, environ, start_response)

    def _make(
        self, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Django make the page, keep it if it is one for all, and send it."""
        # Before it is made, never after.
        numbers, all_contents = ruling_numbers(), contents.all_numbers()
        watched = _Watched(start_response, pass_on=False)
        body = self.application({**environ, inner_headers.ASKED: True}, watched)
        if not watched.is_for_all:
            self.store.forget(key)
            watched.send()
            if _counts(environ, watched):
                count_page(environ, watched.inner)
            return body
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        page = Page(
            _kept(watched),
            content,
            inner=watched.inner,
            numbers=numbers or (),
            content_number=_content_number(watched.inner, all_contents),
        )
        answer = _send(page, environ, start_response, "miss")
        if numbers:
            self.store.put(key, page)
        return answer


def _content_number(inner: dict[str, str], numbers: bytes | None) -> int | None:
    name = inner.get(_CONTENT)
    return contents.number_in(numbers, name) if name and numbers else None


def _may_show(
    page: Page | None, numbers: tuple[int, ...] | None, grace: float = 0
) -> TypeGuard[Page]:
    """Whether the page is young enough, and nothing it may show was taken back since."""
    return (
        page is not None
        and page.numbers == numbers
        and page.age <= page.max_age + grace
    )


def _has_changed(page: Page) -> bool:
    """Whether something was added to what the page says it shows."""
    return page.content_number is not None and (
        contents.number_of(page.inner[_CONTENT]) != page.content_number
    )


class _Watched:
    """A start_response that looks at what goes by; inner headers go no further.

    pass_on: hand it on at once; otherwise `send` does, if it is to be.
    """

    def __init__(self, start_response: StartResponse, *, pass_on: bool) -> None:
        self.start_response = start_response
        self.pass_on = pass_on
        self.status = ""
        self.headers: Headers = []
        self.inner: dict[str, str] = {}
        self.is_page = False
        self.is_for_all = False

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        named = {name.lower(): value for name, value in headers}
        self.status = status
        self.inner = {name: named[name] for name in inner_headers.ALL & named.keys()}
        self.headers = [
            header for header in headers if header[0].lower() not in self.inner
        ]
        content_type = named.get("content-type", "")
        # What has not changed (304) need not say what it is.
        is_html = content_type.startswith("text/html")
        self.is_page = (status[:3] == "200" and is_html) or (
            status[:3] == "304" and (is_html or not content_type)
        )
        self.is_for_all = (
            status[:3] == "200"
            and is_html
            and "set-cookie" not in named
            and "no-store" not in named.get("cache-control", "")
        )
        if is_html and "cache-control" not in named:
            self.headers.append(("Cache-Control", self._cache_control()))
        return self.send(exc_info) if self.pass_on else None

    def _cache_control(self) -> str:
        """Pages are asked for anew each time; guests' ready ones perhaps not of us."""
        if self.pass_on or not self.is_for_all or not _is_for_caches(self.inner):
            return "private, no-cache"
        return f"public, no-cache, s-maxage={settings.CDN_SECONDS}"

    def send(self, exc_info: Any = None) -> Any:
        """Hand on what was seen."""
        return self.start_response(self.status, self.headers, exc_info)


def _counts(environ: Environ, watched: _Watched) -> bool:
    """Whether a page was shown: the one that was asked for, or one that says so."""
    says_so = inner_headers.PAGE.lower() in watched.inner
    return says_so or (watched.is_page and asks_for_page(environ))


def _kept(watched: _Watched) -> Headers:
    """Return the headers that belong to the page, not to one answer of it."""
    kept = [header for header in watched.headers if header[0].lower() not in _NOT_KEPT]
    return [*kept, ("Vary", "Accept-Encoding, Cookie")]


def _is_for_caches(inner: dict[str, str]) -> bool:
    """Whether a CDN may keep the page; a search is counted by us, with its words."""
    return bool(settings.CDN_SECONDS) and inner_headers.SEARCH.lower() not in inner


def _send(
    page: Page, environ: Environ, start_response: StartResponse, found: str
) -> Iterable[bytes]:
    """Answer with a page as this visitor takes it, and count it."""
    body = page.body(accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    headers = body.headers
    if settings.PAGE_CACHE_DEBUG:
        headers = [*headers, ("X-Page-Cache", f"{found}; age={page.age:.1f}")]
    is_asked = environ["REQUEST_METHOD"] == "GET"  # what else has a key is a HEAD
    # What caches on the way may give says itself that it is shown.
    if is_asked and not _is_for_caches(page.inner):
        count_page(environ, page.inner)
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted and _names(wanted, body.etag):
        headers = [header for header in headers if header[0] in _OF_UNCHANGED]
        start_response("304 Not Modified", headers)
        return []
    start_response("200 OK", headers)
    return [body.content] if is_asked else []


def _names(header: str, etag: str) -> bool:
    """Whether an If-None-Match names the page that the visitor would be sent."""
    return any(
        name.strip().removeprefix("W/") in {etag, "*"} for name in header.split(",")
    )
