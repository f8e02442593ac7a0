"""What processes keep in memory, and when it is old."""

import pytest
from django.db import transaction

from boards.directory import directory
from boards.models import Board
from boards.services import save_board
from tests.factories import make_board, make_group
from web.generations import Generation, keep, raise_on_commit


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
