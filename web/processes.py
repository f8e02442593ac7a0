"""The processes of a running site: the web server and the job worker, together.

Nothing of Django is imported here, so that web.supervisor stays small.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import FrameType

SECONDS_TO_STOP = 15
ROOT = Path(__file__).resolve().parent.parent
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# glibc opens up to eight arenas a core for threads, and each keeps what was freed in
# it: 15 to 30 MB of a web worker. Python runs one thread at a time; one is enough.
_MEMORY = {"MALLOC_ARENA_MAX": "1"}


class Processes:
    """Start the children, wait for a signal or for one to die, stop the others.

    Each child leads a session of its own, so that Ctrl-C reaches this process
    alone and the children are told to stop once, by SIGTERM. They inherit the descriptor
    `lock`: while one lives, the data folder is taken. They are forks, so that what
    this process has loaded is in memory once for all of them.

    pids: children from before this process became another program.
    """

    def __init__(self, lock: int, pids: Iterable[int] = ()) -> None:
        self._lock = lock
        self._children = [_Child(pid) for pid in pids]
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

    def start(self, run: Callable[..., object], *arguments: object) -> None:
        """Fork a child that runs a function and ends with it."""
        import multiprocessing  # which web.supervisor has no use for

        # Until it has handlers of its own, a signal to the child waits.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        child = multiprocessing.get_context("fork").Process(
            target=_run_alone, args=(run, *arguments)
        )
        child.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        self._children.append(_Child(child.ident or 0))

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
        command = [sys.executable, *arguments, *map(str, numbers)]
        os.execve(sys.executable, command, {**_MEMORY, **os.environ})  # noqa: S606

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
            self._has_ended = self._wait(os.WNOHANG)
        return self._has_ended

    def await_end(self) -> None:
        """Return once it has."""
        if not self._has_ended:
            self._has_ended = self._wait(0)

    def _wait(self, how: int) -> bool:
        try:
            return os.waitpid(self.pid, how)[0] == self.pid
        except ChildProcessError:  # multiprocessing has waited for it before
            return True


def _run_alone(run: Callable[..., object], *arguments: object) -> None:
    """Run it in a session of its own, where signals do what they do by themselves."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    run(*arguments)
