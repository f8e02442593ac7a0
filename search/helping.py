"""Another process that makes rows of documents while this one puts them in.

To cut texts into tokens is half the work of building an index, and Python does one
thing at a time: with a helper the second core does it.
"""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from search.documents import Document

Row = TypeVar("Row")

_AT_ONCE = 20  # documents; fewer would mostly be packed and unpacked

logger = logging.getLogger(__name__)


class Helper:
    """Makes rows in another process, if there is a core for it; else here."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool

    def rows(
        self, make: Callable[[Document], Row], documents: Sequence[Document]
    ) -> Any:
        """Return an iterator of what `make`, a function of a module, makes of each.

        Django's executemany takes one, though its stubs ask for a sequence.
        """
        return self._rows(make, documents)

    def _rows(
        self, make: Callable[[Document], Row], documents: Sequence[Document]
    ) -> Iterator[Row]:
        if self._pool is None or len(documents) <= _AT_ONCE:
            yield from map(make, documents)
            return
        done = 0
        try:
            for row in self._pool.map(make, documents, chunksize=_AT_ONCE):
                yield row
                done += 1
        except BrokenProcessPool:  # the system had no memory for it
            logger.warning("The index is built on without a helper", exc_info=True)
            self._pool = None
            yield from map(make, islice(documents, done, None))


ALONE = Helper()


@contextmanager
def helper() -> Iterator[Helper]:
    """Keep a helper for as long as an index is built; it starts when it is needed."""
    if (os.cpu_count() or 1) < 2:
        yield ALONE
        return
    # A fork would have this process's connections and threads' locks.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(1, context, _leave_interrupts_to_the_first)
    try:
        yield Helper(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
