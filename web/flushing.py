"""Threads that write down, every so often, what waits in a process's memory."""

import logging
import threading
from collections.abc import Callable
from multiprocessing import util

from django.db import close_old_connections

logger = logging.getLogger(__name__)


class Flusher:
    """Calls `flush` every `seconds` while the process lives, and once at its end.

    `flush` keeps what it could not write, and may be called from several threads.
    """

    def __init__(self, name: str, seconds: float, flush: Callable[[], object]) -> None:
        self.name = name
        self.seconds = seconds
        self.flush = flush
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()  # or several who come at once start several
        self._stopped = threading.Event()

    def keep_running(self) -> None:
        """Start the thread, unless it runs (a forked child has none yet)."""
        if self._runs():
            return
        with self._starting:
            if self._runs():
                return
            self._thread = threading.Thread(
                target=self._run, daemon=True, name=self.name
            )
            self._thread.start()
            # Unlike atexit this also runs at the end of the server's forked workers.
            util.Finalize(None, self.flush, exitpriority=10)

    def _runs(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped.wait(self.seconds):
            try:
                self.flush()
            except Exception:
                logger.exception("What waited could not be written: %s", self.name)
            finally:
                close_old_connections()
