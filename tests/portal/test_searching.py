"""The hits of the site search, when the index names what it should not."""

import pytest

from boards.models import Comment, Post, State
from portal.searching import comment_hits, post_hits
from search.query import parse
from tests.factories import (
    make_board,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db

QUERY = parse("감자")


@pytest.fixture
def boards():
    """The boards whose posts a member of level 2 does not find, and why not."""
    return {
        "kept out of search": make_board(is_in_search=False),
        "read by higher levels": make_board(read_level=5),
        "listed for higher levels": make_board(list_level=5, read_level=5),
    }


@pytest.mark.parametrize("is_member", [False, True])
def test_nothing_of_a_board_that_is_closed_to_search_is_shown(boards, is_member):
    member = make_member() if is_member else None
    author = make_manager()
    open_post = make_post(make_board(), author, body="감자")
    closed = [make_post(board, author, body="감자") for board in boards.values()]
    posts = [open_post, *closed]
    comments = [make_comment(post, author, body="감자") for post in posts]

    found = post_hits([post.pk for post in posts], QUERY, member)
    said = comment_hits([comment.pk for comment in comments], QUERY, member)

    assert [hit.row.id for hit in found] == [open_post.pk]
    assert [hit.row.id for hit in said] == [open_post.pk]


@pytest.mark.parametrize("state", [State.HIDDEN, State.DELETED, State.HELD])
@pytest.mark.parametrize("reader", ["guest", "author", "manager"])
def test_nothing_that_is_gone_is_shown(board, state, reader):
    author = make_member()
    member = {"guest": None, "author": author, "manager": make_manager()}[reader]
    gone, post = make_post(board, author), make_post(board, author)
    below_gone, comment = make_comment(gone, author), make_comment(post, author)
    Post.objects.filter(pk=gone.pk).update(state=state)
    Comment.objects.filter(pk=comment.pk).update(state=state)

    assert post_hits([gone.pk], QUERY, member) == []
    assert comment_hits([below_gone.pk, comment.pk], QUERY, member) == []


@pytest.mark.parametrize("reader", ["guest", "other", "author", "manager"])
def test_what_is_secret_is_shown_to_those_who_may_read_it(board, reader):
    author = make_member()
    member = {
        "guest": None,
        "other": make_member(),
        "author": author,
        "manager": make_manager(),
    }[reader]
    secret, post = make_post(board, author, is_secret=True), make_post(board, author)
    below = make_comment(secret, author)
    own = make_comment(post, author, is_secret=True)

    found = post_hits([post.pk, secret.pk], QUERY, member)
    said = comment_hits([own.pk, below.pk], QUERY, member)

    may_read = reader in {"author", "manager"}
    assert [hit.row.id for hit in found] == [post.pk] + [secret.pk] * may_read
    assert [hit.row.id for hit in said] == [post.pk, secret.pk] * may_read
