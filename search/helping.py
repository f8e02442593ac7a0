"""Another process that makes rows of documents while this one puts them in.

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
from typing import Any, TypeVar

from search.documents import Document

Row = TypeVar("Row")

_AT_ONCE = 20  # documents; fewer would mostly be packed and unpacked

logger = logging.getLogger(__name__)


class Helper:
    """Makes rows of documents: in another process, or here.

    may_start: another process is started as soon as there is enough for it to do.
    """

    def __init__(self, *, may_start: bool = False) -> None:
        self._may_start = may_start
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def _start(self) -> None:
        self._may_start = False
        # A fork would have this process's connections and the locks of its threads.
        context = multiprocessing.get_context("spawn")
        self._line, line = context.Pipe()
        self._process = context.Process(target=_help, args=(line,), daemon=True)
        self._process.start()
        line.close()

    def stop(self) -> None:
        """End the other process, whatever it is doing."""
        if self._process and self._line:
            self._line.close()
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def rows(
        self, make: Callable[[Document], Row], documents: Sequence[Document]
    ) -> Any:
        """Return an iterator of what `make`, a function of a module, makes of each.

        Django's executemany takes one, though its stubs ask for a sequence.
        """
        is_much = len(documents) > _AT_ONCE
        if is_much and self._may_start:
            self._start()
        if self._line is None or not is_much:
            return map(make, documents)
        return self._rows(self._line, make, documents)

    def _rows(
        self,
        line: Connection,
        make: Callable[[Document], Row],
        documents: Sequence[Document],
    ) -> Iterator[Row]:
        """Yield the rows of one part while the other process makes those of the next."""
        starts = range(0, len(documents), _AT_ONCE)
        parts = [documents[start : start + _AT_ONCE] for start in starts]
        given = taken = 0
        rows: list[Row] = []
        try:
            while taken < len(parts):
                if given > taken:
                    rows = line.recv()
                    taken += 1
                if given < len(parts):
                    line.send((make, parts[given]))
                    given += 1
                yield from rows
                rows = []
        except (EOFError, OSError):  # it had no memory, or could not make a row
            logger.warning("The search index is built on without a helper")
            self.stop()
            yield from rows
            for part in parts[taken:]:
                yield from map(make, part)
        finally:
            if given > taken:  # the other process is busy with what nobody wants
                self.stop()


ALONE = Helper()


@contextmanager
def helper() -> Iterator[Helper]:
    """Have a helper for as long as an index is built, if there is a core for it."""
    one = Helper(may_start=(os.cpu_count() or 1) > 1)
    try:
        yield one
    finally:
        one.stop()


def _help(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells it to end
    while True:
        try:
            make, documents = line.recv()
        except EOFError:
            return
        line.send([make(document) for document in documents])
