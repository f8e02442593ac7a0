"""Where the rows after an offset begin, found by counting buckets."""

import pytest

from boards import tally
from boards.models import ListTally
from boards.tally import COARSE, FINE, Place, bucket_of, tally_of
from tests.factories import make_board, make_category

pytestmark = pytest.mark.django_db

COARSE_SIZE, FINE_SIZE = 131_072, 1_024


@pytest.fixture
def posts(board):
    """Return a function that counts one more post of a thread."""
    return lambda thread, category=None: tally.shift(
        board.pk, category and category.pk, thread, 1
    )


def counts(board, category=0) -> set[tuple[int, int, int]]:
    rows = ListTally.objects.filter(board=board, category=category)
    return set(rows.values_list("level", "bucket", "count"))


def test_threads_fall_into_buckets_of_two_sizes():
    assert [bucket_of(n, FINE) for n in (1, 1023, 1024)] == [0, 0, 1]
    assert [bucket_of(n, COARSE) for n in (131_071, 131_072)] == [0, 1]


def test_a_post_is_counted_on_both_levels_of_its_board(board, posts):
    posts(5)
    posts(1025)

    assert counts(board) == {(COARSE, 0, 2), (FINE, 0, 1), (FINE, 1, 1)}


def test_a_post_of_a_category_is_counted_there_too(board, posts):
    category, other = make_category(board), make_category(board)

    posts(5, category)
    posts(6, other)
    posts(7)

    assert counts(board) == {(COARSE, 0, 3), (FINE, 0, 3)}
    assert counts(board, category.pk) == {(COARSE, 0, 1), (FINE, 0, 1)}


def test_many_posts_are_counted_as_one_by_one(board, posts):
    category, other = make_category(board), make_board()
    posts(5, category)

    tally.add_many(
        [
            (board.pk, category.pk, 6),
            (board.pk, None, FINE_SIZE),
            (other.pk, None, COARSE_SIZE),
        ]
    )

    assert counts(board) == {(COARSE, 0, 3), (FINE, 0, 2), (FINE, 1, 1)}
    assert counts(board, category.pk) == {(COARSE, 0, 2), (FINE, 0, 2)}
    assert counts(other) == {(COARSE, 1, 1), (FINE, COARSE_SIZE // FINE_SIZE, 1)}


def test_a_post_counted_out_leaves_the_other_boards_alone(board, posts):
    other = make_board()
    posts(5)
    tally.shift(other.pk, None, 5, 3)

    tally.shift(board.pk, None, 5, -1)

    assert {count for _level, _bucket, count in counts(board)} == {0}
    assert {count for _level, _bucket, count in counts(other)} == {3}


def test_a_list_has_as_many_posts_as_its_buckets_hold(board, posts):
    category = make_category(board)
    for thread in (1, 2, COARSE_SIZE, 5 * COARSE_SIZE):
        posts(thread, category if thread == 2 else None)

    assert tally_of(board).total == 4
    assert tally_of(board, category).total == 1
    assert tally_of(make_board()).total == 0


def test_the_newest_rows_are_read_from_the_top(board, posts):
    posts(5)

    assert tally_of(board).place_of(0) == Place(below=None, skip=0)


def test_rows_are_read_from_the_fine_bucket_that_holds_them(board, posts):
    for thread in (10, 11, 2 * FINE_SIZE, 2 * FINE_SIZE + 1, COARSE_SIZE + 7):
        posts(thread)

    places = [tally_of(board).place_of(offset) for offset in range(1, 5)]

    assert places == [
        Place(below=3 * FINE_SIZE, skip=0),
        Place(below=3 * FINE_SIZE, skip=1),
        Place(below=FINE_SIZE, skip=0),
        Place(below=FINE_SIZE, skip=1),
    ]


def test_fine_buckets_are_counted_inside_their_coarse_one(board, posts):
    for thread in (COARSE_SIZE - 1, COARSE_SIZE, 2 * COARSE_SIZE - 1, 2 * COARSE_SIZE):
        posts(thread)

    places = [tally_of(board).place_of(offset) for offset in (1, 2, 3)]

    assert places == [
        Place(below=2 * COARSE_SIZE, skip=0),
        Place(below=COARSE_SIZE + FINE_SIZE, skip=0),
        Place(below=COARSE_SIZE, skip=0),
    ]


def test_places_are_of_one_board_and_category(board, posts):
    category, other = make_category(board), make_category(board)
    posts(10, category)
    posts(FINE_SIZE, category)
    posts(FINE_SIZE + 1, other)
    posts(2 * FINE_SIZE, other)
    tally.shift(make_board().pk, None, 5 * FINE_SIZE, 7)

    assert tally_of(board, category).place_of(1) == Place(below=FINE_SIZE, skip=0)
    assert tally_of(board, other).place_of(1) == Place(below=2 * FINE_SIZE, skip=0)
    assert tally_of(board).place_of(2) == Place(below=2 * FINE_SIZE, skip=1)


def test_there_is_nothing_behind_the_last_row(board, posts):
    posts(5)

    assert tally_of(board).place_of(1) == Place(below=0, skip=0)
    assert tally_of(board).place_of(10**9) == Place(below=0, skip=0)


def test_a_place_is_found_while_the_levels_disagree(board, posts):
    for thread in (COARSE_SIZE + 1, COARSE_SIZE + 2, COARSE_SIZE + 3):
        posts(thread)
    ListTally.objects.filter(level=FINE).update(count=1)

    assert tally_of(board).place_of(2) == Place(below=2 * COARSE_SIZE, skip=2)


def test_a_place_costs_one_query_and_the_total_one(
    board, posts, django_assert_num_queries
):
    posts(5)
    posts(6)

    with django_assert_num_queries(1):
        found = tally_of(board)
        assert found.total == 2
    with django_assert_num_queries(1):
        found.place_of(1)
