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

import django

from bench.counting import TURNS, Turn
from web.proxy import Environ

django.setup()

# What follows imports models, which only a loaded Django has.
from boards.services.views import flush_views  # noqa: E402
from config import page_cache, page_counting  # noqa: E402
from config.page_cache import StartResponse  # noqa: E402
from config.wsgi import application as site  # noqa: E402

_SECONDS = 0.25  # of half a turn

_turns: list[Turn] = []
_served = itertools.count()
_is_counting = True


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer as the site does."""
    _turn_around()
    if environ["PATH_INFO"] == TURNS:
        body = json.dumps([os.getpid(), _turns]).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]
    next(_served)
    return site(environ, start_response)


def _count_by_turns(environ: Environ, inner: dict[str, str]) -> None:
    if _is_counting:
        page_counting.count_page(environ, inner)


@cache
def _turn_around() -> None:
    """Begin, in a worker that has got its first request."""
    mock.patch.object(page_cache, "count_page", _count_by_turns).start()
    threading.Thread(target=_keep_turning, daemon=True).start()


def _keep_turning() -> None:
    while True:
        began = time.monotonic()
        counted, free = _half_turn(is_counting=True), _half_turn(is_counting=False)
        _turns.append((began, time.monotonic(), counted, free))


def _half_turn(*, is_counting: bool) -> float:
    """Return pages a second, with the time that it takes to count the last of them."""
    global _is_counting
    _is_counting = is_counting
    began, first = time.monotonic(), next(_served)
    time.sleep(_SECONDS)
    page_counting.queue.flush()
    flush_views()
    return (next(_served) - first) / (time.monotonic() - began)
