"""Another process that makes rows of documents while this one does something else.

To cut texts into tokens is half the work of building an index, and Python does one
thing at a time: with a helper the second core does it.
"""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from search.documents import Document, Row

logger = logging.getLogger(__name__)

_SECONDS_TO_STOP = 2

MakeRow = Callable[[Document], Row]


class Helper:
    """Makes rows elsewhere: what was given is taken before more is given.

    The process starts with what it is given first.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def give(self, make: MakeRow, documents: Sequence[Document]) -> None:
        """Have rows made, by a function of a module."""
        line = self._line or self._start()
        try:
            line.send((make, documents))
        except OSError:
            self.stop()

    def take(self) -> list[Row] | None:
        """Wait for the rows of what was given; None when the process has died."""
        try:
            rows: list[Row] | None = self._line.recv() if self._line else None
        except (EOFError, OSError):
            logger.warning("The helper that builds a search index with us has died")
            self.stop()
            return None
        return rows

    def _start(self) -> Connection:
        # A fork would have this process's connections and the locks of its threads.
        context = multiprocessing.get_context("spawn")
        self._line, other_end = context.Pipe()
        self._process = context.Process(target=_help, args=(other_end,), daemon=True)
        self._process.start()
        other_end.close()
        return self._line

    def stop(self) -> None:
        """End the process, which finishes what it is doing."""
        if self._process and self._line:
            self._line.close()
            self._process.join(_SECONDS_TO_STOP)
            self._process.kill()
            self._process.join()
        self._process = self._line = None


@contextmanager
def helper() -> Iterator[Helper | None]:
    """Have a helper for as long as an index is built; None without a core for it."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    one = Helper()
    try:
        yield one
    finally:
        one.stop()


def _help(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells it to end
    while True:
        try:
            make, documents = line.recv()
            line.send([make(document) for document in documents])
        except (EOFError, OSError):  # nobody is at the other end any more
            return
