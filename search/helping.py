"""Another process that reads documents and makes their rows while this one writes.

To read texts and cut them into tokens is half the work of building an index, and Python
does one thing at a time: with a helper the second core does it.
"""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import django
from django.db import connection

from search.documents import Document, Row

logger = logging.getLogger(__name__)

_SECONDS_TO_STOP = 2

Reader = Callable[[int], Sequence[Document]]
MakeRow = Callable[[Document], Row]


class Helper:
    """Makes rows elsewhere: what was asked for is taken before more is asked for.

    The process starts with what it is asked for first.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def ask(self, read: Reader, make: MakeRow, after: int) -> None:
        """Have the documents after an id read and made rows; both can be sent away."""
        line = self._line or self._start()
        try:
            line.send((read, make, after))
        except OSError:
            self.stop()

    def take(self) -> list[Row] | None:
        """Wait for the rows that were asked for; None when the process has died."""
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
        self._process = context.Process(
            target=_help,
            args=(other_end, connection.settings_dict["NAME"]),
            daemon=True,
        )
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


def _help(line: Connection, database: Path | str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells it to end
    django.setup()
    connection.settings_dict["NAME"] = database  # a test's is not that of the settings
    while True:
        try:
            read, make, after = line.recv()
            line.send([make(document) for document in read(after)])
        except (EOFError, OSError):  # nobody is at the other end any more
            return
