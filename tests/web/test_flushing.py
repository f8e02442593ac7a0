"""Threads that write what waits."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from web.flushing import Flusher


@pytest.fixture
def flusher() -> Iterator[Flusher]:
    made = Flusher("of this test", 60, lambda: None)
    yield made
    made._stopped.set()


def test_those_who_come_at_once_start_one_thread(
    flusher: Flusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[threading.Thread] = []
    start = threading.Thread.start
    other = threading.Thread(target=flusher.keep_running)

    def start_while_another_comes(thread: threading.Thread) -> None:
        started.append(thread)
        if len(started) == 1:
            start(other)
            other.join(0.1)  # it waits, or starts a second one
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", start_while_another_comes)
    flusher.keep_running()
    other.join()

    assert len(started) == 1


def test_one_that_has_ended_is_started_anew() -> None:
    flusher = Flusher("of this test", 0.001, lambda: flusher._stopped.set())

    for _ in range(2):
        flusher._stopped.clear()
        flusher.keep_running()
        thread = flusher._thread
        if thread:
            thread.join(9)
        assert flusher._stopped.is_set()
        assert flusher._thread is None


@pytest.mark.django_db
def test_its_thread_keeps_no_connection_between_two_flushes() -> None:
    was_open: list[bool] = []

    def flush() -> None:
        was_open.append(connection.connection is not None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if len(was_open) == 2:
            flusher._stopped.set()

    flusher = Flusher("of this test", 0.001, flush)
    flusher.keep_running()
    thread = flusher._thread
    if thread:
        thread.join(9)

    assert was_open == [False, False]


def test_a_forked_child_has_a_thread_of_its_own() -> None:
    program = """
import os
from threading import Event
from web.flushing import Flusher

flusher = Flusher("both", 0.01, lambda: None)
flusher.keep_running()
if child := os.fork():
    raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
flushed = Event()
flusher.flush = flushed.set
flusher.keep_running()
os._exit(0 if flushed.wait(9) else 1)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_one_that_cannot_be_started_is_started_the_next_time(
    flusher: Flusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as short:
        short.setattr(threading.Thread, "start", fail)
        with pytest.raises(RuntimeError):
            flusher.keep_running()
    flusher.keep_running()

    assert flusher._thread is not None
    assert flusher._thread.is_alive()


def test_what_waits_at_the_end_of_a_process_is_written_even_what_feeds_another() -> (
    None
):
    """Whoever counts pages has visits to write; he ends before what writes them."""
    program = """
from web.flushing import Queue

fed = Queue("fed", lambda batch: print(*batch) or 1, most=9, batch=9)
feeding = Queue(
    "feeding", lambda batch: [*map(fed.put, batch)] and 1, most=9, batch=9, feeds=True
)
feeding.put("early")
if {fed_runs}:
    feeding.flush()
    fed.flush()
feeding.put("late")
"""
    for fed_runs in (False, True):
        done = subprocess.run(
            [sys.executable, "-c", program.format(fed_runs=fed_runs)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ["early", "late"], done.stderr
