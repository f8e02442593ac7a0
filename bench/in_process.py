"""Processor time of a page, with no server and no network around it."""

import time
from collections.abc import Sequence
from typing import Any
from wsgiref.util import setup_testing_defaults

from bench.wrk import HEADERS

_BLOCK = 20  # pages between two looks at the clock


def cpu_ms(requests: Sequence[Sequence[str]], warm_ups: int = 0) -> list[float]:
    """Return the milliseconds of processor time of a page, of each block of pages.

    requests: path, address, cookie of each; the first `warm_ups` are not measured.
    Raises ValueError when an answer is not a page.
    """
    from config.wsgi import application

    for request in requests[:warm_ups]:
        send(application, *request)
    rest = requests[warm_ups:]
    blocks = [rest[start : start + _BLOCK] for start in range(0, len(rest), _BLOCK)]
    found = []
    for block in blocks:
        start = time.process_time()  # of all threads: those that write views too
        for request in block:
            send(application, *request)
        found.append((time.process_time() - start) / len(block) * 1e3)
    return found


def send(application: Any, path: str, address: str, cookie: str) -> None:
    """Ask for a page and read it. Raises ValueError when the answer is none."""
    plain, _mark, query = path.partition("?")
    environ: dict[str, Any] = {
        "PATH_INFO": plain,
        "QUERY_STRING": query,
        "REMOTE_ADDR": address,
        "HTTP_ACCEPT_ENCODING": HEADERS["Accept-Encoding"],
        "HTTP_USER_AGENT": HEADERS["User-Agent"],
        **({"HTTP_COOKIE": cookie} if cookie else {}),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = application(environ, lambda status, *rest: statuses.append(status))
    try:
        for _part in body:
            pass
    finally:
        if hasattr(body, "close"):
            body.close()
    if not statuses[0].startswith("200"):
        raise ValueError(f"{path}: {statuses[0]}")
