"""What waits in a process's memory, and threads that write it down every so often."""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from multiprocessing import util
from typing import Generic, TypeVar

from django.db import Error, connections

logger = logging.getLogger(__name__)

Item = TypeVar("Item")


class Flusher:
    """Calls `flush` every `seconds` while the process lives, and once at its end.

    `flush` keeps what it could not write, and may be called from several threads.
    feeds: it gives others something to write, so its turn at the end is before theirs.
    """

    def __init__(
        self,
        name: str,
        seconds: float,
        flush: Callable[[], object],
        *,
        feeds: bool = False,
    ) -> None:
        self.name = name
        self.feeds = feeds
        self.seconds = seconds
        self.flush = flush
        self._thread: threading.Thread | None = None  # while it runs
        self._starting = threading.Lock()  # or several who come at once start several
        self._stopped = threading.Event()
        os.register_at_fork(after_in_child=self._begin_in_child)

    def _begin_in_child(self) -> None:
        """Know that a forked child has no thread; one may hold the locks it had."""
        self._thread = None
        self._starting = threading.Lock()
        self._stopped = threading.Event()

    def keep_running(self) -> None:
        """Start the thread, unless it runs; each page that is shown asks for it."""
        if self._thread is not None:
            return
        with self._starting:
            if self._thread is not None:
                return
            thread = threading.Thread(target=self._run, daemon=True, name=self.name)
            self._thread = thread  # before it runs, for it says when it has ended
            try:
                thread.start()
            except BaseException:
                self._thread = None
                raise
            # Unlike atexit this also runs at the end of the server's forked workers.
            util.Finalize(None, self.flush, exitpriority=20 if self.feeds else 10)

    def _run(self) -> None:
        try:
            while not self._stopped.wait(self.seconds):
                self._flush()
        finally:
            self._thread = None

    def _flush(self) -> None:
        try:
            self.flush()
        except Exception:
            logger.exception("What waited could not be written: %s", self.name)
        finally:
            # SQLite's keep the statements they ran last, one of each number of rows, of
            # up to 100 kB: 10 MB of a worker.
            connections.close_all()


class Queue(Generic[Item]):
    """Things that are written every so often, all together; a crash loses what waits.

    write: writes some of them in one transaction and returns how many counted.
    most: what waits beyond, while the database is away for long, pushes out the oldest.
    batch: of one transaction, for others want to write too. seconds, feeds: as of a
    Flusher.
    """

    def __init__(
        self,
        name: str,
        write: Callable[[list[Item]], int],
        *,
        most: int,
        batch: int,
        seconds: float = 1,
        feeds: bool = False,
    ) -> None:
        self.name = name
        self.waiting: deque[Item] = deque(maxlen=most)
        self.flusher = Flusher(name, seconds, self.flush, feeds=feeds)
        self._write = write
        self._batch = batch
        self._flushing = threading.Lock()

    def put(self, item: Item) -> None:
        """Have it written soon."""
        self.waiting.append(item)
        self.flusher.keep_running()

    def flush(self) -> int:
        """Write what waits; return how many counted.

        When the database fails, that is logged and they wait for the next time.
        """
        counted = 0
        with self._flushing:
            while batch := self._take():
                try:
                    counted += self._write(batch)
                except Error:
                    logger.exception("What waited could not be written: %s", self.name)
                    self.waiting.extendleft(reversed(batch))
                    break
        return counted

    def _take(self) -> list[Item]:
        number = min(self._batch, len(self.waiting))
        return [self.waiting.popleft() for _ in range(number)]
