"""The processes of a running site: the web server and the job worker, together.

Nothing of Django is imported here, so that web.supervisor stays small.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import FrameType

SECONDS_TO_STOP = 15
ROOT = Path(__file__).resolve().parent.parent
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# glibc opens up to eight arenas a core for threads, and each keeps what was freed in
# it: 15 to 30 MB of a web worker. Python runs one thread at a time; two are enough.
_MEMORY = {"MALLOC_ARENA_MAX": "2"}


class Processes:
    """Start the children, wait for a signal or for one to die, stop the others.

    Each child leads a session of its own, so that Ctrl-C reaches this process
    alone and the children are told to stop once, by SIGTERM. They inherit the descriptor
    `lock`: while one lives, the data folder is taken.

    pids: children from before this process became another program.
    """

    def __init__(self, lock: int, pids: Iterable[int] = ()) -> None:
        self._lock = lock
        self._children = [_Child(pid) for pid in pids]
        self._started: list[subprocess.Popen[bytes]] = []  # a forgotten one is reaped
        self._asked_to_stop = threading.Event()
        signal.signal(signal.SIGINT, self._ask_to_stop)
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it
            signal.signal(signal.SIGHUP, self._ask_to_stop)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop.set()

    @property
    def is_asked_to_stop(self) -> bool:
        return self._asked_to_stop.is_set()

    def start(self, *arguments: str) -> None:
        """Start a Python command in the site's own folder."""
        child = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**_MEMORY, **os.environ},
            start_new_session=True,
            pass_fds=[self._lock],
        )
        self._started.append(child)
        self._children.append(_Child(child.pid))

    def hand_over(self, *arguments: str) -> None:
        """Become another Python command, told the lock and the children's ids.

        It stays the same process, with the same children. Signals wait until the
        command has Processes of its own. Returns when one has come before.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        if self.is_asked_to_stop:
            return
        os.set_inheritable(self._lock, True)
        os.chdir(ROOT)
        sys.stdout.flush()
        numbers = [self._lock, *(child.pid for child in self._children)]
        os.execv(sys.executable, [sys.executable, *arguments, *map(str, numbers)])  # noqa: S606

    def wait(self, seconds: float | None = None) -> bool:
        """Tell after at most so many seconds whether all still run, unasked to stop."""
        end = None if seconds is None else time.monotonic() + seconds
        while not self._asked_to_stop.wait(0.1):
            if any(child.has_ended() for child in self._children):
                return False
            if end is not None and time.monotonic() >= end:
                return True
        return False

    def stop(self) -> None:
        """Stop every child within SECONDS_TO_STOP; what does not listen is killed."""
        for child in self._children:
            if not child.has_ended():
                os.kill(child.pid, signal.SIGTERM)
        end = time.monotonic() + SECONDS_TO_STOP
        for child in self._children:
            while not child.has_ended() and time.monotonic() < end:
                time.sleep(0.05)
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.await_end()


class _Child:
    """A child of this process, whichever program of this process has started it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._has_ended = False

    def has_ended(self) -> bool:
        """Tell whether it has, without waiting."""
        if not self._has_ended:
            self._has_ended = os.waitpid(self.pid, os.WNOHANG)[0] == self.pid
        return self._has_ended

    def await_end(self) -> None:
        """Return once it has."""
        if not self._has_ended:
            os.waitpid(self.pid, 0)
            self._has_ended = True
