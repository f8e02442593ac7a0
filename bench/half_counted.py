"""The site as a WSGI application that by turns counts what it gives and does not.

A machine that others share is twice as fast in one second as in the next, and each of
its cores for itself; so a worker is compared with itself a quarter of a second before.
"""

import itertools
import json
import os
import threading
import time
from collections.abc import Iterable
from functools import cache
from unittest import mock
from wsgiref.types import StartResponse

from bench.counting import TURNS, Turn
from config.wsgi import application as site
from web.proxy import Environ

_SECONDS = 0.25  # of a part of a turn

_turns: list[Turn] = []
_served = itertools.count()
_is_counting = True
_starting = threading.Lock()


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer as the site does."""
    _turn_around()
    if environ["PATH_INFO"] == TURNS:
        body = json.dumps([os.getpid(), _turns]).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]
    next(_served)
    return site(environ, start_response)


def _turn_around() -> None:
    """Begin, in a worker that has got its first request; others may come with it."""
    with _starting:
        _begin()


@cache
def _begin() -> None:
    # They import models, which only a loaded Django has.
    from config import page_cache
    from config.page_counting import count_page

    def count_by_turns(environ: Environ, inner: dict[str, str]) -> None:
        if _is_counting:
            count_page(environ, inner)

    mock.patch.object(page_cache, "count_page", count_by_turns).start()
    threading.Thread(target=_keep_turning, daemon=True).start()


def _keep_turning() -> None:
    """Count, do not, do not, count: what grows or fades meanwhile is in both alike."""
    while True:
        began = time.monotonic()
        counted = _part(is_counting=True)
        free = _part(is_counting=False) + _part(is_counting=False)
        counted += _part(is_counting=True)
        _turns.append((began, time.monotonic(), counted / 2, free / 2))


def _part(*, is_counting: bool) -> float:
    """Return pages a second, with the time that it takes to count the last of them."""
    from boards.services.views import flush_views
    from config.page_counting import queue

    global _is_counting
    _is_counting = is_counting
    began, first = time.monotonic(), next(_served)
    time.sleep(_SECONDS)
    queue.flush()
    flush_views()
    return (next(_served) - first) / (time.monotonic() - began)
