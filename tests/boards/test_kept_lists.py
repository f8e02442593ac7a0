"""Pages of lists that are kept for all: how soon they learn of a change."""

import time

import pytest
from django.db import transaction

from boards import kept_lists, services
from boards.kept_lists import kept_list_page
from boards.models import Post
from boards.services.boards import save_board
from tests.factories import make_board, make_category, make_comment, make_post
from web.pages import FRESH_COOKIE

pytestmark = pytest.mark.django_db


def titles(board, category=None, number: int = 1) -> list[str]:
    return [row.title for row in kept_list_page(board, category, number).rows]


def test_a_list_is_read_once_for_all(board, django_assert_num_queries):
    make_post(board, title="봄")
    kept_list_page(board, None, 1)

    with django_assert_num_queries(0):
        assert titles(board) == ["봄"]


def test_what_is_written_edited_or_removed_is_there_at_once(board):
    first = make_post(board, title="봄")
    assert titles(board) == ["봄"]
    second = make_post(board, title="여름")
    assert titles(board) == ["여름", "봄"]
    services.edit_post(first, title="꽃", body="꽃이 폈다")
    assert titles(board) == ["여름", "꽃"]
    services.delete_post(second, by=None)
    assert titles(board) == ["꽃"]
    make_comment(first)
    assert kept_list_page(board, None, 1).rows[0].comment_count == 1


def test_boards_categories_and_pages_are_kept_apart():
    board, other = make_board(posts_per_page=1), make_board()
    category = make_category(board)
    for title in ("봄", "여름"):
        make_post(board, title=title, category=category if title == "봄" else None)
    make_post(other, title="바다")

    for _again in range(2):
        assert titles(board) == ["여름"]
        assert titles(board, number=2) == ["봄"]
        assert titles(board, category) == ["봄"]
        assert titles(other) == ["바다"]


def test_a_changed_board_is_read_anew(board):
    for _each in range(3):
        make_post(board)
    assert len(titles(board)) == 3

    board.posts_per_page = 2
    save_board(board)

    assert len(titles(board)) == 2


def test_views_may_be_some_seconds_old_but_not_for_who_has_just_sent_something(
    board, client, monkeypatch
):
    make_post(board)
    client.get(board.get_absolute_url())
    Post.objects.update(view_count=7_654)

    seconds_old = client.get(board.get_absolute_url()).text
    client.cookies[FRESH_COOKIE] = "1"
    as_it_is = client.get(board.get_absolute_url()).text
    del client.cookies[FRESH_COOKIE]
    later = time.monotonic() + kept_lists.KEPT_SECONDS
    monkeypatch.setattr(kept_lists.time, "monotonic", lambda: later)

    assert "7,654" not in seconds_old
    assert "7,654" in as_it_is
    assert "7,654" in client.get(board.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_stays_in_no_list(board):
    make_post(board, title="봄")
    assert titles(board) == ["봄"]

    with transaction.atomic():
        make_post(board, title="여름")
        inside = titles(board)
        transaction.set_rollback(True)

    assert (inside, titles(board)) == (["여름", "봄"], ["봄"])


def test_without_numbers_nothing_is_kept(board, monkeypatch):
    make_post(board, title="봄")
    titles(board)
    Post.objects.update(title="여름")

    monkeypatch.setattr(kept_lists, "number_of", lambda name: None)

    assert titles(board) == ["여름"]
