"""A helper works elsewhere, and may be done without."""

import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest

from web.helping import Helper, helper


class Counting:
    """What is done elsewhere; it remembers how often it was asked."""

    def __init__(self, here: int) -> None:
        self.here = here
        self.asked = 0

    def __call__(self, text: str, times: int = 1) -> tuple[str, int, bool]:
        self.asked += 1
        return text * times, self.asked, os.getpid() == self.here


def die() -> int:
    os._exit(1)


@pytest.fixture
def two_cores(monkeypatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def hand(two_cores) -> Iterator[Helper]:
    with helper(Counting(os.getpid())) as hand:
        yield hand


def test_another_process_works_and_remembers(hand: Helper) -> None:
    hand.ask("글", times=200_000)
    assert hand.take() == ("글" * 200_000, 1, False)

    hand.ask("댓글")
    assert hand.take() == ("댓글", 2, False)


def test_an_interrupt_reaches_it_neither_as_it_begins_nor_later(hand: Helper) -> None:
    hand.ask("글")
    (process,) = multiprocessing.active_children()

    for times in (1, 2):
        os.kill(process.pid, signal.SIGINT)
        assert hand.take() == ("글", times, False)
        hand.ask("글")


def test_an_interrupt_still_reaches_who_starts_it(hand: Helper) -> None:
    hand.ask("글")

    assert hand.take()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_one_core_has_no_helper(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    with helper(die) as hand:
        assert hand is None


def test_a_helper_that_dies_gives_nothing(two_cores, caplog) -> None:
    with helper(die) as hand:
        hand.ask()

        assert hand.take() is None
        assert "has died" in caplog.text


def test_nothing_asked_for_is_nothing_taken(hand: Helper) -> None:
    assert hand.take() is None
