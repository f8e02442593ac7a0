"""What processes keep in memory, and when it is old."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import transaction

from boards.directory import directory
from boards.models import Board
from boards.services import save_board
from tests.factories import make_board, make_group
from web import generation_numbers
from web.generation_numbers import PLACE, PLACES, NumbersFile
from web.generations import Generation, keep, raise_on_commit


def _cut(path: Path) -> None:
    """Put a shorter file in the place of this one, as a failed copy would."""
    short = path.with_name("short")
    short.write_bytes(b"12345")
    short.replace(path)


@pytest.mark.django_db
def test_a_thing_is_made_once_until_its_generation_is_raised():
    made = []

    def make():
        made.append(1)
        return len(made)

    assert [keep(Generation.SITE, "number", make) for _ in range(3)] == [1, 1, 1]
    raise_on_commit(Generation.BOARDS)
    assert keep(Generation.SITE, "number", make) == 1
    raise_on_commit(Generation.SITE)
    assert keep(Generation.SITE, "number", make) == 2


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_rolled_back_are_not_kept():
    make_board(slug="stays")
    with transaction.atomic():
        save_board(Board(slug="goes", name="사라질 게시판", group=make_group()))
        assert set(directory().by_slug) == {"stays", "goes"}
        transaction.set_rollback(True)

    assert set(directory().by_slug) == {"stays"}


class TestFile:
    """The file of the numbers may be lost: slower for a moment, never wrong."""

    def test_a_raised_number_is_seen_by_whoever_shares_the_file(self, tmp_path):
        one, other = (NumbersFile(tmp_path / "numbers", 3) for _ in range(2))
        before = other.read()
        one.raise_(1)

        assert other.read() == (before[0], before[1] + 1, before[2])

    def test_a_place_of_its_own_moves_nothing_else(self, tmp_path):
        one, other = (NumbersFile(tmp_path / "numbers", 3) for _ in range(2))
        numbers, places = other.read(), other.read_places()
        one.raise_place(PLACES - 1)

        assert other.read() == numbers
        assert len(places) == PLACES * PLACE.size
        assert other.read_places()[: -PLACE.size] == places[: -PLACE.size]
        last = PLACE.unpack(places[-PLACE.size :])[0]
        assert other.read_place(PLACES - 1) == last + 1

    def test_a_new_one_fits_nothing_that_was_kept(self, tmp_path):
        one, other = (NumbersFile(tmp_path / str(name), 3) for name in range(2))

        assert not set(one.read()) & set(other.read())

    @pytest.mark.parametrize("hurt", [lambda path: path.unlink(), _cut])
    def test_a_lost_file_is_found_again_by_all(self, tmp_path, hurt, monkeypatch):
        path = tmp_path / "numbers"
        one, other = (NumbersFile(path, 3) for _ in range(2))
        kept = other.read()
        hurt(path)
        monkeypatch.setattr(generation_numbers, "_CHECK_SECONDS", -1)
        one.raise_(0)

        assert one.read() == other.read()
        assert other.read()[0] != kept[0]

    def test_one_of_an_older_version_grows(self, tmp_path):
        path = tmp_path / "numbers"
        NumbersFile(path, 2)

        assert len(NumbersFile(path, 8).read()) == 8

    def test_any_bytes_are_numbers(self, tmp_path):
        path = tmp_path / "numbers"
        path.write_bytes(b"\xff" * 24)
        numbers = NumbersFile(path, 3)
        before = numbers.read()
        numbers.raise_(2)

        assert numbers.read()[2] != before[2]


def test_what_many_want_at_once_is_made_by_one_for_all():
    begin, made = threading.Barrier(4), []

    def make() -> int:
        made.append(1)
        time.sleep(0.2)  # the others come meanwhile
        return len(made)

    def ask() -> int:
        begin.wait()
        return keep(Generation.VISITS, "wanted by many", make)

    with ThreadPoolExecutor(4) as threads:
        found = [asked.result() for asked in [threads.submit(ask) for _ in range(4)]]

    assert (found, len(made)) == ([1] * 4, 1)


def test_one_that_fails_is_tried_by_the_next():
    def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep(Generation.VISITS, "fails at first", fail)

    assert keep(Generation.VISITS, "fails at first", lambda: 2) == 2
