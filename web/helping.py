"""Another process that prepares what this one writes: Python does one thing at a time.

With a helper the second core does half of a long work in a database: it reads texts and
cuts them into tokens, or makes them up, while this process puts in those before.
"""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

import django
from django.db import connection

logger = logging.getLogger(__name__)

Given = ParamSpec("Given")
Made = TypeVar("Made")

_SECONDS_TO_STOP = 2


class Helper(Generic[Given, Made]):
    """Calls `work` elsewhere: what was asked for is taken before more is asked for.

    work: such as can be pickled, with what it is given and returns. The process starts
    with what it is asked for first; what `work` remembers there stays there.
    """

    def __init__(self, work: Callable[Given, Made]) -> None:
        self._work = work
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def ask(self, *args: Given.args, **kwargs: Given.kwargs) -> None:
        """Have `work` called."""
        try:
            line = self._line or self._start()
            line.send((args, kwargs))
        except OSError:
            self.stop()

    def take(self) -> Made | None:
        """Wait for what was asked for; None when the process has died."""
        try:
            made: Made | None = self._line.recv() if self._line else None
        except (EOFError, OSError):
            logger.warning("The process that helps with a long work has died")
            self.stop()
            return None
        return made

    def _start(self) -> Connection:
        # A fork would have this process's connections and the locks of its threads.
        context = multiprocessing.get_context("spawn")
        self._line, other_end = context.Pipe()
        self._process = context.Process(
            target=_help,
            args=(other_end, connection.settings_dict["NAME"]),
            daemon=True,
        )
        with _deaf_to_interrupts():
            self._process.start()
        other_end.close()
        self._line.send(self._work)
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
def helper(work: Callable[Given, Made]) -> Iterator[Helper[Given, Made] | None]:
    """Have a helper for as long as a work takes; None without a core for it."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    one = Helper(work)
    try:
        yield one
    finally:
        one.stop()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Have a process that is started never hear of Ctrl-C, not even as it begins.

    Whoever presses it means the first process, which tells the other to end.
    """
    resource_tracker.ensure_running()  # which is started with it, and would undo this
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _help(line: Connection, database: Path | str) -> None:
    django.setup()
    connection.settings_dict["NAME"] = database  # a test's is not that of the settings
    try:
        work: Callable[..., Any] = line.recv()
        while True:
            args, kwargs = line.recv()
            line.send(work(*args, **kwargs))
    except (EOFError, OSError):  # nobody is at the other end any more
        return
