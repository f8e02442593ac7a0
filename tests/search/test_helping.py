"""A helper reads documents and makes their rows elsewhere, and may be done without."""

import os

import pytest

from search.documents import Document
from search.helping import Helper, helper

FIRST = "MADANG_TEST_FIRST_PROCESS"
DOCUMENTS = [Document(number, title=f"글 {number}" * 100) for number in range(1, 201)]


def read(after: int) -> list[Document]:
    return DOCUMENTS[after:]


def of_whom(document: Document) -> tuple[int, bool]:
    return document.id, os.environ[FIRST] == str(os.getpid())


def of_the_dead(_document: Document) -> tuple[int]:
    os._exit(1)


@pytest.fixture
def hand(monkeypatch):
    monkeypatch.setenv(FIRST, str(os.getpid()))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with helper() as hand:
        yield hand


def test_another_process_makes_the_rows_in_their_order(hand: Helper) -> None:
    for after in (0, 197, 200):
        hand.ask(read, of_whom, after)

        assert hand.take() == [(document.id, False) for document in DOCUMENTS[after:]]


def test_one_core_has_no_helper(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    with helper() as hand:
        assert hand is None


def test_a_helper_that_dies_gives_nothing(hand: Helper, caplog) -> None:
    hand.ask(read, of_the_dead, 0)

    assert hand.take() is None
    assert "has died" in caplog.text


def test_nothing_asked_for_is_nothing_taken(hand: Helper) -> None:
    assert hand.take() is None
