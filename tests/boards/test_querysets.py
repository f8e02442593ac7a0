"""Reads of posts and comments: chainable, and the same whoever asks."""

import pytest

from boards import services
from boards.models import Comment, Post, State
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db


def test_alive_is_what_is_visible(board, member):
    posts = [make_post(board, member) for _ in State]
    comments = [make_comment(posts[0], member) for _ in State]
    for state, post, comment in zip(State, posts, comments, strict=True):
        Post.objects.filter(pk=post.pk).update(state=state)
        Comment.objects.filter(pk=comment.pk).update(state=state)

    assert list(Post.objects.alive()) == posts[:1]
    assert list(Comment.objects.alive()) == comments[:1]


def test_posts_of_a_board_and_of_its_category(board, member):
    category = make_category(board)
    inside = make_post(board, member, category=category)
    outside = make_post(board, member)
    make_post(make_board(), member)

    assert set(Post.objects.in_board(board)) == {inside, outside}
    assert list(Post.objects.in_board(board, category)) == [inside]


def test_ordinary_posts_are_no_notices(board, member):
    ordinary = make_post(board, member)
    make_post(board, member, is_notice=True)

    assert list(Post.objects.ordinary()) == [ordinary]


def test_lists_run_from_the_newest_thread_replies_below(board, member):
    old = make_post(board, member)
    new = make_post(board, member)
    reply_1 = make_post(board, member, parent=old)
    reply_2 = make_post(board, member, parent=old)
    below = make_post(board, member, parent=reply_1)

    assert list(Post.objects.in_list_order()) == [new, old, reply_1, below, reply_2]


def test_every_post_knows_who_asked_first(board, member):
    root = make_post(board, member)
    reply = make_post(board, make_member(), parent=root)
    guest = make_post(board, author_name="손님")

    found = {post: post.root_author_id for post in Post.objects.with_root_author()}

    assert found == {root: member.pk, reply: member.pk, guest: None}


def test_comments_run_from_the_oldest_replies_below(member):
    post = make_post()
    first, second = (make_comment(post, member) for _ in range(2))
    reply_1, reply_2 = (make_comment(post, member, parent=first) for _ in range(2))
    below = make_comment(post, member, parent=reply_1)

    in_order = [first, reply_1, below, reply_2, second]
    assert list(Comment.objects.in_order()) == in_order


def test_a_board_of_higher_level_is_listed_for_its_members_alone(member):
    board = make_board(list_level=3)
    post = make_post(board, member)

    assert list(Post.objects.listed_for(None)) == []
    assert list(Post.objects.listed_for(member)) == []
    assert list(Post.objects.listed_for(make_member(level=3))) == [post]


def test_a_list_shows_secret_posts_locked_to_everybody(board, member):
    secret = make_post(board, member, is_secret=True)

    assert list(Post.objects.listed_for(None)) == [secret]
    assert list(Post.objects.readable_by(None)) == []


def test_a_secret_post_is_read_by_its_author_and_managers(board, member):
    secret = make_post(board, member, is_secret=True)
    keeper = make_member()
    services.set_managers(board, [keeper])

    for reader in (member, keeper, make_manager()):
        assert list(Post.objects.readable_by(reader)) == [secret]
    assert list(Post.objects.readable_by(make_member(level=10))) == []


def test_who_asked_in_secret_reads_the_secret_answer(board, member):
    question = make_post(board, member, is_secret=True)
    answer = make_post(board, make_member(), parent=question, is_secret=True)
    further = make_post(board, make_member(), parent=answer, is_secret=True)

    assert set(Post.objects.readable_by(member)) == {question, answer, further}
    assert list(Post.objects.readable_by(answer.author)) == [answer]


def test_a_manager_of_one_board_reads_no_secrets_of_another(board, member):
    make_post(board, member, is_secret=True)
    keeper = make_member()
    services.set_managers(make_board(), [keeper])

    assert list(Post.objects.readable_by(keeper)) == []


def test_an_author_below_the_reading_level_does_not_find_his_post(member):
    board = make_board(read_level=5)
    make_post(board, member)

    assert list(Post.objects.readable_by(member)) == []
    assert Post.objects.listed_for(member).count() == 1


def test_who_manages_all_boards_is_not_asked_board_by_board(manager):
    secret = make_post(make_board(read_level=10, secrecy=2))

    readable = Post.objects.readable_by(manager)

    assert list(readable) == [secret]
    assert " IN (" not in str(readable.query)  # the front page asks it of every board
