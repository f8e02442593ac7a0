"""The processes of a running site: the web server and the job worker, together."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import FrameType

from django.conf import settings

SECONDS_TO_STOP = 15


class Processes:
    """Start the children, wait for a signal or for one to die, stop the others.

    Each child leads a session of its own, so that Ctrl-C reaches this process
    alone and the children are told to stop once, by SIGTERM. They inherit the descriptor
    `lock`: while one lives, the data folder is taken.
    """

    def __init__(self, lock: int) -> None:
        self._lock = lock
        self._children: list[subprocess.Popen[bytes]] = []
        self._asked_to_stop = threading.Event()
        signal.signal(signal.SIGINT, self._ask_to_stop)
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it
            signal.signal(signal.SIGHUP, self._ask_to_stop)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop.set()

    @property
    def is_asked_to_stop(self) -> bool:
        return self._asked_to_stop.is_set()

    def start(self, *arguments: str) -> None:
        """Start a Python command in the site's own folder."""
        child = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            start_new_session=True,
            pass_fds=[self._lock],
        )
        self._children.append(child)

    def wait(self, seconds: float | None = None) -> bool:
        """Tell after at most so many seconds whether all still run, unasked to stop."""
        end = None if seconds is None else time.monotonic() + seconds
        while not self._asked_to_stop.wait(0.1):
            if any(child.poll() is not None for child in self._children):
                return False
            if end is not None and time.monotonic() >= end:
                return True
        return False

    def stop(self) -> None:
        """Stop every child within SECONDS_TO_STOP; what does not listen is killed."""
        for child in self._children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + SECONDS_TO_STOP
        for child in self._children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, end - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
