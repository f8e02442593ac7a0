"""The search index follows every write, in its own transaction."""

import datetime

import pytest
from django.db import transaction

from boards import services
from boards.documents import days_between
from boards.models import Board, Post
from search import services as search
from search.indexes import Field, Index
from search.query import parse
from tests.boards.index_truth import differences
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db


def found(index: Index, word: str, *where: str) -> list[int]:
    groups = [[facet] for facet in where]
    return search.find(index, parse(word), fields=list(Field), where=groups, limit=100)


@pytest.fixture
def thread(board: Board) -> list[Post]:
    """A post with a reply, each with an open and a secret comment."""
    root = make_post(board, title="뿌리", body="감자")
    reply = make_post(board, title="가지", body="고구마", parent=root)
    for post in (root, reply):
        first = make_comment(post, body="양파")
        make_comment(post, body="마늘", parent=first, is_secret=True)
    return [root, reply]


WORDS = ["뿌리", "가지", "감자", "고구마", "양파", "마늘", "당근"]


class TestPosts:
    def test_what_is_written_is_found(self, thread):
        assert found(Index.POSTS, "감자") == [thread[0].pk]
        assert differences(WORDS) == []

    def test_an_edited_post_is_found_by_its_new_words_alone(self, thread):
        services.edit_post(thread[0], title="뿌리", body="당근")

        assert found(Index.POSTS, "감자") == []
        assert found(Index.POSTS, "당근") == [thread[0].pk]
        assert differences(WORDS) == []

    def test_what_is_out_of_sight_is_not_found_nor_what_was_said_below(self, thread):
        services.hide_post(thread[0], by=make_manager())

        assert found(Index.POSTS, "감자") == []
        assert len(found(Index.COMMENTS, "양파")) == 1
        assert differences(WORDS) == []

        services.restore_post(thread[0])

        assert found(Index.POSTS, "감자") == [thread[0].pk]
        assert len(found(Index.COMMENTS, "양파")) == 2
        assert differences(WORDS) == []

    def test_a_secret_post_hides_its_comments_too(self, thread):
        post, board = thread[0], thread[0].board
        services.edit_post(post, title="뿌리", body="감자", is_secret=True)

        assert found(Index.POSTS, "감자", f"o{board.pk}") == []
        assert found(Index.POSTS, "감자", f"m{board.pk}") == [post.pk]
        assert found(Index.POSTS, "감자", f"u{post.author_id}_{board.pk}") == [post.pk]
        assert len(found(Index.COMMENTS, "양파", f"o{board.pk}")) == 1
        assert differences(WORDS) == []

    def test_a_secret_reply_is_found_by_whoever_began_the_thread(self, board):
        root = make_post(board)
        reply = make_post(board, parent=root, body="고구마", is_secret=True)

        facet = f"u{root.author_id}_{board.pk}"
        assert found(Index.POSTS, "고구마", facet) == [reply.pk]

    def test_a_moved_thread_is_found_on_its_new_board(self, thread):
        new = make_board()
        services.move_posts(thread[:1], new)

        assert len(found(Index.POSTS, "감자 | 고구마", f"o{new.pk}")) == 2
        assert len(found(Index.COMMENTS, "양파", f"o{new.pk}")) == 2
        assert found(Index.POSTS, "감자 | 고구마", f"o{thread[0].board_id}") == []
        assert differences(WORDS) == []

    def test_a_reply_that_leaves_its_thread_is_no_longer_its_beginners(self, board):
        root = make_post(board)
        reply = make_post(board, parent=root, body="고구마", is_secret=True)
        services.move_posts([reply], make_board())

        assert differences(["고구마"]) == []

    def test_another_category(self, board):
        first, second = make_category(board), make_category(board)
        post = make_post(board, body="감자", category=first)

        services.recategorise_posts([post], second)

        assert found(Index.POSTS, "감자", f"c{first.pk}") == []
        assert found(Index.POSTS, "감자", f"c{second.pk}") == [post.pk]

    def test_a_category_that_goes_keeps_no_post_from_being_found(self, board):
        category = make_category(board)
        post = make_post(board, body="감자", category=category)
        services.delete_category(category)
        post.refresh_from_db()

        services.edit_post(post, title="뿌리", body="당근")

        assert found(Index.POSTS, "감자") == []
        assert found(Index.POSTS, "당근") == [post.pk]

    def test_nothing_of_a_write_that_failed_is_found(self, board):
        with transaction.atomic():
            make_post(board, body="감자")
            transaction.set_rollback(True)

        assert found(Index.POSTS, "감자") == []


class TestComments:
    def test_edited_hidden_and_restored(self, thread):
        comment = make_comment(thread[0], body="당근")
        services.edit_comment(comment, body="양파")
        assert found(Index.COMMENTS, "당근") == []
        assert differences(WORDS) == []

        services.hide_comment(comment, by=make_manager())
        assert comment.pk not in found(Index.COMMENTS, "양파")
        assert differences(WORDS) == []

        services.restore_comment(comment)
        assert comment.pk in found(Index.COMMENTS, "양파")
        assert differences(WORDS) == []

    def test_a_secret_one_is_found_by_those_it_is_meant_for(self, board):
        post = make_post(board)
        first = make_comment(post)
        answer = make_comment(post, body="마늘", parent=first, is_secret=True)

        for person in (post.author_id, first.author_id, answer.author_id):
            facet = f"u{person}_{board.pk}"
            assert found(Index.COMMENTS, "마늘", facet) == [answer.pk]
        assert found(Index.COMMENTS, "마늘", f"o{board.pk}") == []

    def test_below_a_secret_post_it_is_found_by_no_more_than_the_post(self, board):
        post = make_post(board, is_secret=True)
        make_comment(post, body="양파")
        make_comment(post, body="마늘", is_secret=True)

        stranger = make_comment(post, body="당근", is_secret=True).author_id
        assert found(Index.COMMENTS, "당근", f"u{stranger}_{board.pk}") == []
        assert len(found(Index.COMMENTS, "양파", f"u{post.author_id}_{board.pk}")) == 1


def test_whoever_leaves_is_not_found_by_name(board):
    leaver = make_member(nickname="떠나는이")
    post = make_post(board, leaver, body="감자")
    comment = make_comment(post, leaver, body="양파")

    services.erase_author(leaver)

    assert found(Index.POSTS, "떠나는이") == found(Index.COMMENTS, "떠나는이") == []
    assert found(Index.POSTS, "감자") == [post.pk]
    assert found(Index.COMMENTS, "양파") == [comment.pk]


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2026-03-05", "2026-03-05", ["d20260305"]),
        ("2026-02-27", "2026-03-01", ["d20260227", "d20260228", "d20260301"]),
        ("2026-02-01", "2026-03-01", ["m202602", "d20260301"]),
        ("2024-12-31", "2026-01-01", ["d20241231", "y2025", "d20260101"]),
        ("2026-03-05", "2026-03-04", []),
    ],
)
def test_days_have_the_fewest_names(first, last, names):
    days = (datetime.date.fromisoformat(day) for day in (first, last))

    assert days_between(*days) == names


def test_every_day_of_some_years_is_named_once():
    first, last = datetime.date(2024, 2, 10), datetime.date(2027, 7, 3)
    names = days_between(first, last)

    def is_named(day: datetime.date) -> int:
        return sum(
            name in names for name in (f"y{day:%Y}", f"m{day:%Y%m}", f"d{day:%Y%m%d}")
        )

    begin = datetime.date(2024, 1, 1)
    for number in range(365 * 4):
        day = begin + datetime.timedelta(days=number)
        assert is_named(day) == (first <= day <= last)
