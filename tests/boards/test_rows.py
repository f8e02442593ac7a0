"""One line of a list of posts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils.timezone import localtime

from boards import services
from boards.directory import directory
from boards.models import Board, Post
from boards.rows import author_label, read_rows, row_of, short_date
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_group,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # noon in Seoul


def test_a_row_says_what_a_list_shows(board, member):
    category = make_category(board)
    post = make_post(
        board,
        member,
        category=category,
        title="제목",
        is_notice=True,
        is_secret=True,
        links=["https://a.kr/"],
    )
    make_comment(post, member)
    Post.objects.update(view_count=7, up_count=3, file_count=2)

    (row,) = read_rows(Post.objects.all())

    assert (row.id, row.title, row.number) == (post.pk, "제목", None)
    assert (row.author_name, row.category_name) == (member.nickname, category.name)
    assert (row.is_notice, row.is_secret, row.depth) == (True, True, 0)
    assert (row.view_count, row.up_count, row.comment_count) == (7, 3, 1)
    assert (row.file_count, row.link_count) == (2, 1)
    assert row.created_at == post.created_at
    assert (row.url, row.board) == (post.get_absolute_url(), board)
    assert (row.board_name, row.board_url) == (board.name, board.get_absolute_url())


def test_a_post_at_hand_and_a_post_read_give_the_same_row(board, member):
    root = make_post(board, member, category=make_category(board))
    post = make_post(board, member, parent=root)

    with time_machine.travel(NOW, tick=False):
        (read,) = read_rows(Post.objects.filter(pk=post.pk))
        assert row_of(Post.objects.get(pk=post.pk)) == read

    assert (read.depth, read.category_name) == (1, "")


def test_rows_of_many_posts_are_one_query(board, django_assert_num_queries):
    for _ in range(3):
        make_post(board, make_member(), category=make_category(board))
    read_rows(Post.objects.all())

    with django_assert_num_queries(1):
        rows = read_rows(Post.objects.all())
        assert len({(row.category_name, row.board_name) for row in rows}) == 3


def test_a_name_is_shown_as_it_was_written(board):
    leaver = make_member()
    make_post(board, leaver)
    services.erase_author(leaver)

    assert author_label("마당지기", None) == author_label("마당지기", 3) == "마당지기"
    assert author_label("", None) == "손님"
    assert read_rows(Post.objects.all())[0].author_name == "탈퇴한 회원"


@pytest.mark.parametrize(
    ("age", "is_new"),
    [
        (timedelta(0), True),
        (timedelta(hours=3) - timedelta(seconds=1), True),
        (timedelta(hours=3), False),
    ],
)
def test_a_post_is_new_for_as_many_hours_as_its_board_says(member, age, is_new):
    make_post(make_board(new_hours=3), member, created_at=NOW - age)

    with time_machine.travel(NOW, tick=False):
        assert read_rows(Post.objects.all())[0].is_new is is_new


@pytest.mark.parametrize(("views", "is_hot"), [(9, False), (10, True), (11, True)])
def test_a_post_is_hot_from_as_many_views_as_its_board_says(member, views, is_hot):
    make_post(make_board(hot_views=10), member)
    Post.objects.update(view_count=views)

    assert read_rows(Post.objects.all())[0].is_hot is is_hot


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW, "12:00"),
        (datetime(2026, 3, 1, 15, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 3, 1, 14, 59, tzinfo=UTC), "26-03-01"),
        (datetime(2025, 12, 31, 15, 0, tzinfo=UTC), "26-01-01"),
        (datetime(2025, 12, 31, 14, 59, tzinfo=UTC), "25-12-31"),
        (datetime(2025, 3, 2, 3, 0, tzinfo=UTC), "25-03-02"),
    ],
)
def test_a_date_is_the_time_today_and_has_its_year_before(moment, text):
    assert short_date(localtime(moment), localtime(NOW).date()) == text


def test_a_row_shows_its_short_date(board, member):
    make_post(board, member, created_at=NOW)

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert read_rows(Post.objects.all())[0].date_text == "26-03-02"


def test_a_post_of_a_board_made_this_moment_by_another_process_has_a_row():
    group = make_group()
    directory()
    Board(slug="just-now", name="방금", group=group).save()  # no service: no news of it
    make_post(Board.objects.get(slug="just-now"))

    (row,) = read_rows(Post.objects.all())

    assert row.board_name == "방금"


@pytest.mark.parametrize(("is_secret", "kept"), [(False, True), (True, False)])
def test_a_secret_row_never_carries_its_picture(board, member, is_secret, kept):
    make_post(board, member, is_secret=is_secret)
    Post.objects.update(thumbnail="pictures/a.webp", thumbnail_widths="320,640")

    (row,) = read_rows(Post.objects.all())

    picture = ("pictures/a.webp", "320,640") if kept else ("", "")
    assert (row.thumbnail, row.thumbnail_widths) == picture
