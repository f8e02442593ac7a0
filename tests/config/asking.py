"""Asks the whole site as a server does: wrapper, page store and Django."""

import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from wsgiref.util import setup_testing_defaults

import brotli
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from config.page_cache import PageCache
from config.page_store import PageStore
from web.request import Handler

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
MEGABYTE = 1024 * 1024


@dataclass
class Answer:
    """What a visitor was sent; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        encoding = self.headers.get("content-encoding", "")
        unpack: Any = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}
        content: bytes = unpack[encoding](self.body)
        return content.decode()

    @property
    def found(self) -> str:
        """What the page cache says of itself: hit, miss, or nothing."""
        return self.headers.get("x-page-cache", "").partition(";")[0]


@dataclass
class Site:
    """The application with a store of its own; `asked` are the paths Django saw."""

    store: PageStore = field(default_factory=lambda: PageStore(4 * MEGABYTE))
    application: Any = None
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.application = self.application or Handler()
        self.wrapped = PageCache(self._ask_django, self.store)

    def _ask_django(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        answer: Iterable[bytes] = self.application(environ, start)
        return answer

    def ask(self, path: str, method: str = "GET", **fields: str) -> Answer:
        """Ask for a path, with its query; `fields` go into the environ."""
        path, _mark, query = path.partition("?")
        environ: dict[str, Any] = {"HTTP_HOST": "testserver"}
        setup_testing_defaults(environ)
        environ |= {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "REMOTE_ADDR": "192.0.2.1",
            "HTTP_USER_AGENT": PHONE,
            **fields,
        }
        return self._ask(environ)

    def send(self, path: str, content: bytes, **fields: str) -> Answer:
        """Send a form to a path."""
        own: dict[str, Any] = {
            "wsgi.input": io.BytesIO(content),
            "CONTENT_LENGTH": str(len(content)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
        }
        return self.ask(path, "POST", **{**own, **fields})

    def _ask(self, environ: dict[str, Any]) -> Answer:
        answer = Answer(0, {}, b"")

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> None:
            answer.status = int(status[:3])
            answer.headers = {name.lower(): value for name, value in headers}

        with keep_connection():
            body: Any = self.wrapped(environ, start)
            try:
                answer.body = b"".join(body)
            finally:
                if hasattr(body, "close"):
                    body.close()
        return answer


@contextmanager
def keep_connection() -> Iterator[None]:
    """Leave the test's connection open, as Django's own test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
