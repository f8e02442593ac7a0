"""Rows of documents are the same whoever makes them, and whatever becomes of him."""

import os

import pytest

from search import helping
from search.documents import Document
from search.helping import ALONE, helper

FIRST = "MADANG_TEST_FIRST_PROCESS"
DOCUMENTS = [Document(number, title=f"글 {number}") for number in range(1, 101)]


def of_whom(document: Document) -> tuple[int, bool]:
    return document.id, os.environ[FIRST] == str(os.getpid())


def of_the_first_alone(document: Document) -> int:
    if os.environ[FIRST] != str(os.getpid()) and document.id > 50:
        os._exit(1)
    return document.id


@pytest.fixture(autouse=True)
def first_process(monkeypatch):
    monkeypatch.setenv(FIRST, str(os.getpid()))


@pytest.fixture
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_another_process_makes_the_rows_of_many_documents_in_their_order(two_cores):
    with helper() as hand:
        rows = list(hand.rows(of_whom, DOCUMENTS))

    assert rows == [(document.id, False) for document in DOCUMENTS]


def test_few_documents_are_not_sent_away(two_cores):
    with helper() as hand:
        rows = list(hand.rows(of_whom, DOCUMENTS[: helping._AT_ONCE]))

    assert {is_first for _id, is_first in rows} == {True}


def test_on_one_core_all_is_made_here(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    with helper() as hand:
        rows = list(hand.rows(of_whom, DOCUMENTS))

    assert rows == [(document.id, True) for document in DOCUMENTS]


def test_a_helper_that_dies_is_done_without(two_cores, caplog):
    with helper() as hand:
        rows = list(hand.rows(of_the_first_alone, DOCUMENTS))
        more = list(hand.rows(of_whom, DOCUMENTS))

    assert rows == [document.id for document in DOCUMENTS]
    assert {is_first for _id, is_first in more} == {True}
    assert "without a helper" in caplog.text


def test_rows_that_nobody_takes_are_not_given_to_the_next(two_cores):
    with helper() as hand:
        left = hand.rows(of_whom, DOCUMENTS)
        next(left)
        left.close()
        rows = list(hand.rows(of_whom, DOCUMENTS[50:]))

    assert [number for number, _is_first in rows] == list(range(51, 101))


def test_without_a_helper_all_is_made_here():
    assert list(ALONE.rows(of_whom, DOCUMENTS)) == [
        (document.id, True) for document in DOCUMENTS
    ]
