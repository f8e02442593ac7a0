"""Ready pages in this process's memory: bounded, compressed, one maker at a time.

A page is kept as it was asked for: brotli, gzip or plain, the others made of it when
somebody wants them. What is asked for often stays; a crawl through the archive, every
page once, passes through.
"""

import hashlib
import sys
import threading
import time
from collections.abc import Hashable
from itertools import cycle
from typing import NamedTuple

from web.compression import FOR_ONE_READER, compress, decompress
from web.pages import MAX_AGE, MAX_AGE_UNCHANGED

Headers = list[tuple[str, str]]

LEAST_OF_MAX_AGE = 0.7
# What was made together, after a restart say, is not made anew together.
_shares = cycle(
    [percent / 100 for percent in range(round(100 * LEAST_OF_MAX_AGE), 101)]
)
_OVERHEAD = 2_300  # bytes of Python's own around a page, roughly


class Body(NamedTuple):
    """A page's bytes in one encoding, with the headers that belong to them."""

    content: bytes
    etag: str
    headers: Headers


class Page:
    """One answer, for everybody who asks the same.

    `numbers` are the generations it was made in, `inner` what it tells the wrapper,
    `content_number` that of the content it names (web.contents), if it does.
    """

    def __init__(
        self,
        headers: Headers,
        content: bytes,
        *,
        inner: dict[str, str],
        numbers: tuple[int, ...],
        content_number: int | None = None,
    ) -> None:
        # A site's pages have nearly all of their headers in common.
        self.headers = [
            (sys.intern(name), sys.intern(value)) for name, value in headers
        ]
        self.inner = inner
        self.numbers = numbers
        self.content_number = content_number
        longest = MAX_AGE if content_number is None else MAX_AGE_UNCHANGED
        self.max_age = longest * next(_shares)
        self.made_at = time.monotonic()
        self.is_used = False
        self._bodies: dict[str, Body] = {}
        self._plain: bytes | None = content
        self._renewing = threading.Lock()

    @property
    def age(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.made_at

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return _OVERHEAD + sum(len(body.content) for body in self._bodies.values())

    def body(self, encoding: str) -> Body:
        """Return the page in an encoding of web.compression, "" for plain."""
        body = self._bodies.get(encoding)
        if body is None:
            content = self._content()
            if encoding:
                content = compress(content, encoding, quality=FOR_ONE_READER)
            body = self._bodies[encoding] = self._with_headers(content, encoding)
            self._plain = None  # from now on it can be had from there
        return body

    def claim(self) -> bool:
        """Take the renewal on oneself; False when somebody else has it."""
        return self._renewing.acquire(blocking=False)

    def give_back(self) -> None:
        """Let somebody else renew the page: it could not be done."""
        self._renewing.release()

    def _content(self) -> bytes:
        if self._plain is not None:
            return self._plain
        encoding, body = next(iter(self._bodies.items()))
        return decompress(body.content, encoding)

    def _with_headers(self, content: bytes, encoding: str) -> Body:
        etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
        headers = [*self.headers, ("ETag", etag), ("Content-Length", str(len(content)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Body(content, etag, headers)


class PageStore:
    """Pages by key, at most `max_bytes` of them. Reading takes no lock."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._pages: dict[Hashable, tuple[Page, int]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Page | None:
        """Return the page kept under this key, of whatever age."""
        found = self._pages.get(key)
        if found is None:
            return None
        page = found[0]
        page.is_used = True
        return page

    def put(self, key: Hashable, page: Page) -> None:
        """Keep a page in the place of the one before, and within the bound."""
        size = page.size
        if size > self.max_bytes:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = (page, size)
            self.bytes += size
            while self.bytes > self.max_bytes:
                self._make_room()

    def forget(self, key: Hashable) -> None:
        """Drop the page of this key, if there is one."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _drop(self, key: Hashable) -> None:
        found = self._pages.pop(key, None)
        if found is not None:
            self.bytes -= found[1]

    def _make_room(self) -> None:
        """Drop the oldest page that nobody has asked for since its last turn."""
        key, (page, size) = next(iter(self._pages.items()))
        del self._pages[key]
        if page.is_used:
            page.is_used = False
            self._pages[key] = (page, size)
        else:
            self.bytes -= size
