"""글,댓글 현황: every row on its day in Seoul, finished days from their sums."""

import datetime

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from boards import services
from boards.models import Board, Comment, Post, WritingTotal
from boards.services.writing import add_written, check_written, sum_written_days
from boards.tasks import sum_finished_days
from boards.writing import Written, first_day, written_by_board, written_by_day
from tests.factories import (
    make_board,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from web.periods import Period

NOON = "2026-03-05T12:00+09:00"
TODAY = datetime.date(2026, 3, 5)
YESTERDAY = datetime.date(2026, 3, 4)
MARCH = Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
YEARS = Period(datetime.date(2016, 1, 1), datetime.date(2026, 12, 31))

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@time_machine.travel(NOON)
def test_a_day_begins_at_midnight_in_seoul() -> None:
    make_post(created_at=at("2026-03-03T23:59:59+09:00"))
    make_post(created_at=at("2026-03-04T00:00:00+09:00"))
    make_comment(created_at=at("2026-03-04T23:59:59+09:00"))

    before = written_by_day(MARCH)
    sum_written_days()

    assert before == written_by_day(MARCH)
    assert before[datetime.date(2026, 3, 3)] == Written(posts=1)
    assert before[YESTERDAY] == Written(posts=1, comments=1)
    assert before[TODAY] == Written(posts=1)  # the comment's post


@time_machine.travel(NOON)
def test_what_was_deleted_or_hidden_later_was_written_all_the_same() -> None:
    post = make_post()
    comment = make_comment(post)
    hidden = make_post(post.board)
    manager = make_manager()

    services.delete_comment(comment, by=manager)
    services.delete_post(post, by=manager)
    services.hide_post(hidden, by=manager)

    assert written_by_day(MARCH) == {TODAY: Written(posts=2, comments=1)}


@time_machine.travel(NOON)
def test_sums_are_read_instead_of_the_rows_of_finished_days() -> None:
    board = make_board()
    WritingTotal.objects.create(date=YESTERDAY, board=board, posts=40, comments=2)
    make_post(board, created_at=at("2026-03-04T12:00+09:00"))
    make_post(board)

    assert written_by_day(MARCH) == {YESTERDAY: Written(40, 2), TODAY: Written(1)}
    assert written_by_board(MARCH) == {board.pk: Written(41, 2)}


@time_machine.travel(NOON)
def test_days_after_the_last_sum_are_read_from_the_rows() -> None:
    board = make_board()
    early = datetime.date(2026, 2, 20)
    WritingTotal.objects.create(date=early, board=board, posts=3)
    make_post(board, created_at=at("2026-02-24T12:00+09:00"))

    assert written_by_day(YEARS) == {
        early: Written(3),
        datetime.date(2026, 2, 24): Written(1),
    }


@time_machine.travel(NOON)
def test_only_the_board_and_the_days_asked_for_count() -> None:
    first, second = make_board(), make_board()
    make_comment(make_post(first))
    make_post(second, created_at=at("2026-03-04T12:00+09:00"))
    make_post(second, created_at=at("2026-02-04T12:00+09:00"))
    sum_written_days()

    assert written_by_day(MARCH, first) == {TODAY: Written(1, 1)}
    assert written_by_day(MARCH, second) == {YESTERDAY: Written(1)}
    assert written_by_board(Period(YESTERDAY, YESTERDAY)) == {second.pk: Written(1)}
    assert written_by_day(Period(TODAY + datetime.timedelta(1), MARCH.end)) == {}


@time_machine.travel(NOON)
def test_the_night_finds_what_moved_and_what_came_with_an_old_date() -> None:
    old, new = make_board(), make_board()
    post = make_post(old, created_at=at("2026-03-03T12:00+09:00"))
    make_post(old, created_at=at("2026-03-04T12:00+09:00"))
    sum_written_days()
    services.move_posts([post], new)
    make_post(old, created_at=at("2019-07-01T12:00+09:00"))

    assert check_written() == [
        f"2019-07-01 게시판 {old.slug}: 글 0개, 댓글 0개 → 글 1개, 댓글 0개",
        f"2026-03-03 게시판 {old.slug}: 글 1개, 댓글 0개 → 글 0개, 댓글 0개",
        f"2026-03-03 게시판 {new.slug}: 글 0개, 댓글 0개 → 글 1개, 댓글 0개",
    ]
    sum_finished_days.call_local()

    assert check_written() == []
    assert written_by_board(YEARS) == {old.pk: Written(2), new.pk: Written(1)}
    assert not WritingTotal.objects.filter(posts=0, comments=0).exists()


@time_machine.travel(NOON)
def test_what_is_added_with_its_sums_is_summed() -> None:
    board = make_board()
    make_post(board, created_at=at("2026-03-02T12:00+09:00"))
    sum_written_days()
    post = make_post(board, created_at=at("2026-03-02T12:00+09:00"))
    make_comment(post, created_at=at("2026-03-04T12:00+09:00"))

    add_written(
        {
            (datetime.date(2026, 3, 2), board.pk): Written(posts=1),
            (YESTERDAY, board.pk): Written(comments=1),
        }
    )

    assert check_written() == []
    assert written_by_day(MARCH)[datetime.date(2026, 3, 2)] == Written(posts=2)


@time_machine.travel(NOON)
def test_days_that_are_not_summed_yet_are_not_wrong() -> None:
    make_post(created_at=at("2019-07-01T12:00+09:00"))
    make_post()

    assert check_written() == []
    assert sum_written_days() == []
    assert [row.date for row in WritingTotal.objects.all()] == [
        datetime.date(2019, 7, 1)
    ]


@time_machine.travel(NOON)
def test_a_check_changes_nothing() -> None:
    board = make_board()
    WritingTotal.objects.create(date=YESTERDAY, board=board, posts=7)

    assert len(check_written()) == 1
    assert WritingTotal.objects.get().posts == 7
    assert len(sum_written_days()) == 1
    assert not WritingTotal.objects.exists()


@time_machine.travel(NOON)
def test_the_first_day_is_that_of_the_oldest_row_or_sum() -> None:
    assert first_day() == TODAY

    post = make_post(created_at=at("2020-05-02T00:30+09:00"))
    assert first_day() == datetime.date(2020, 5, 2)
    make_comment(post, created_at=at("2020-04-30T12:00+09:00"))
    assert first_day() == datetime.date(2020, 4, 30)
    WritingTotal.objects.create(
        date=datetime.date(2018, 1, 1), board=post.board, posts=1
    )
    assert first_day() == datetime.date(2018, 1, 1)


@time_machine.travel(NOON)
def test_ten_years_ask_as_much_as_a_day(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_comment()

    for period in (MARCH, YEARS):
        with django_assert_num_queries(4):
            written_by_day(period)


_WRITTEN = st.lists(
    st.tuples(st.integers(0, 60 * 24), st.booleans(), st.booleans()), max_size=20
)


class TestPartsAndWhole(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(_WRITTEN)
    def test_days_and_boards_add_up_to_the_rows(
        self, hours: list[tuple[int, bool, bool]]
    ) -> None:
        with time_machine.travel("2026-01-01T00:00+09:00"):
            boards: list[Board] = [make_board(), make_board()]
            author = make_member()
            posts: list[Post] = [make_post(board, author) for board in boards]
        for number, (hour, is_second, is_summed) in enumerate(hours):
            moment = at("2026-01-01T00:00+09:00") + datetime.timedelta(hours=hour)
            with time_machine.travel(NOON):
                if number % 2:
                    make_comment(posts[is_second], author, created_at=moment)
                else:
                    make_post(boards[is_second], author, created_at=moment)
                if is_summed:
                    sum_written_days()
        with time_machine.travel(NOON):
            sum_written_days()
            days = sum(written_by_day(YEARS).values(), Written())
            places = sum(written_by_board(YEARS).values(), Written())

        assert days == places == Written(Post.objects.count(), Comment.objects.count())
