"""Threads that write what waits."""

import threading
from collections.abc import Iterator

import pytest

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
