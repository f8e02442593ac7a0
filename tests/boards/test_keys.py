"""Passwords of guests' posts and comments, remembered in the session."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from boards import keys
from boards.models import Post
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db

GUEST = {"author_name": "손님", "guest_password": "abcd"}


@pytest.fixture
def request_(rf):
    request = rf.get("/")
    request.session = SessionStore()
    return request


def test_a_key_opens_what_it_was_shown_for_and_nothing_else(request_):
    post, other = make_post(**GUEST), make_post(**GUEST)
    assert not keys.has_key(request_, post)

    assert keys.try_password(request_, post, "abcd")

    assert keys.has_key(request_, post)
    assert not keys.has_key(request_, other)
    assert request_.session.modified


def test_a_wrong_password_opens_nothing(request_):
    post = make_post(**GUEST)

    for wrong in ("", "abc", "ABCD", post.guest_password):
        assert not keys.try_password(request_, post, wrong)

    assert not keys.has_key(request_, post)


def test_a_members_post_has_no_password_that_fits(request_, member):
    post = make_post(author=member)

    assert not keys.try_password(request_, post, "")
    assert not keys.try_password(request_, post, "abcd")


def test_a_posts_key_does_not_open_the_comment_of_the_same_number(request_):
    post = make_post(**GUEST)
    comment = make_comment(post, **GUEST)
    assert post.pk != comment.pk or keys._name(post) != keys._name(comment)
    comment.pk = post.pk

    keys.try_password(request_, post, "abcd")

    assert not keys.has_key(request_, comment)


def test_the_key_of_the_root_reads_the_whole_thread(request_):
    root = make_post(**GUEST, is_secret=True)
    answer = make_post(root.board, parent=root, is_secret=True)
    below = make_post(root.board, parent=answer)
    other = make_post(root.board)

    keys.try_password(request_, root, "abcd")

    read = [keys.has_reading_key(request_, p) for p in (root, answer, below, other)]
    assert read == [True, True, True, False]
    assert not keys.has_key(request_, answer)


def test_the_key_of_an_answer_reads_that_answer_alone(request_):
    root = make_post()
    answer = make_post(root.board, parent=root, **GUEST)

    keys.try_password(request_, answer, "abcd")

    assert keys.has_reading_key(request_, answer)
    assert not keys.has_reading_key(request_, root)


def test_the_last_fifty_keys_are_remembered(request_):
    board = make_post(**GUEST).board
    posts = [make_post(board, **GUEST) for _ in range(51)]

    for post in posts:
        keys.try_password(request_, post, "abcd")

    known = [keys.has_key(request_, post) for post in posts]
    assert known == [False] + [True] * 50


def test_a_key_shown_again_is_remembered_longer(request_):
    board = make_post(**GUEST).board
    posts = [make_post(board, **GUEST) for _ in range(51)]

    for post in [*posts[:50], posts[0], posts[50]]:
        keys.try_password(request_, post, "abcd")

    known = {post for post in posts if keys.has_key(request_, post)}
    assert Post.objects.filter(pk__in=[p.pk for p in known]).count() == 50
    assert posts[0] in known
    assert posts[1] not in known


def test_who_has_written_a_secret_post_need_not_show_its_password(request_):
    post, open_post = make_post(is_secret=True, **GUEST), make_post(**GUEST)

    for thing in (post, open_post):
        keys.keep_own_key(request_, thing, "abcd")

    assert keys.has_key(request_, post)
    assert not keys.has_key(request_, open_post)


def test_who_repeats_anothers_submission_gets_no_key(request_):
    post = make_post(is_secret=True, **GUEST)

    keys.keep_own_key(request_, post, "wxyz")

    assert not keys.has_key(request_, post)
