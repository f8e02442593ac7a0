"""Writing and editing comments."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards import services
from boards.errors import EditConflict, ParentGone, ThreadFull
from boards.models import Comment, Post
from boards.services.recount import check_all
from boards.threads import MAX_DEPTH
from tests.factories import make_comment, make_manager, make_post
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db

THEN = datetime(2020, 5, 17, 3, 30, tzinfo=UTC)


@pytest.fixture
def post(db):
    return make_post()


def test_a_comment_keeps_everything_it_was_given(post, member):
    comment = services.create_comment(
        post,
        member,
        body="<b>댓글</b>\x00",
        is_secret=True,
        author_name="남의 이름",
        guest_password="abcd",
        ip="203.0.113.7",
        created_at=THEN,
    )

    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.post, comment.author, comment.parent) == (post, member, None)
    assert (comment.author_name, comment.guest_password) == (member.nickname, "")
    assert comment.body == "<b>댓글</b>"
    assert comment.body_html == "<p>&lt;b&gt;댓글&lt;/b&gt;</p>"
    assert (comment.is_secret, comment.ip) == (True, "203.0.113.7")
    assert (comment.created_at, comment.version) == (THEN, 1)


def test_a_comment_of_which_little_is_said_is_public_and_of_now(post, member):
    with time_machine.travel(THEN, tick=False):
        comment = services.create_comment(post, member, body="댓글")

    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.is_secret, comment.ip) == (False, None)
    assert (comment.created_at, comment.edited_at) == (THEN, None)


def test_an_unknown_keyword_is_an_error(post, member):
    with pytest.raises(TypeError):
        services.create_comment(post, member, body="댓글", title="제목")


def test_a_guest_comments_by_name_and_password(post):
    comment = make_comment(post, author_name="손\x00님", guest_password="abcd")

    assert (comment.author, comment.author_name) == (None, "손님")
    assert check_password("abcd", comment.guest_password)


def test_a_guest_without_password_has_none_to_ask_for(post):
    comment = services.create_comment(post, None, body="댓글")

    assert (comment.author_name, comment.guest_password) == ("", "")


def test_comments_are_counted_on_their_post_alone(post, member):
    other = make_post()

    comment = make_comment(post, member)
    make_comment(post, member, parent=comment)

    counts = [Post.objects.get(pk=p.pk).comment_count for p in (post, other)]
    assert counts == [2, 0]
    assert check_all() == []


def test_comments_stand_in_the_order_they_came_replies_below(post, member):
    first = make_comment(post, member)
    second = make_comment(post, member)
    below_1 = make_comment(post, member, parent=first)
    below_2 = make_comment(post, member, parent=first)
    deeper = make_comment(post, member, parent=below_1)

    in_order = list(Comment.objects.filter(post=post).in_order())

    assert in_order == [first, below_1, deeper, below_2, second]
    assert [c.depth for c in in_order] == [0, 1, 2, 1, 0]
    assert [c.thread for c in in_order] == [*[first.pk] * 4, second.pk]
    assert deeper.parent == below_1
    assert [c.reply_path for c in in_order] == ["", "0000", "00000000", "0001", ""]


def test_an_eleventh_level_is_refused(post, member):
    comment = make_comment(post, member)
    for _level in range(MAX_DEPTH):
        comment = make_comment(post, member, parent=comment)

    with pytest.raises(ThreadFull):
        make_comment(post, member, parent=comment)

    assert comment.depth == MAX_DEPTH
    assert check_all() == []


@pytest.mark.parametrize("remove", [services.delete_post, services.hide_post])
def test_a_post_that_is_gone_takes_no_comment(post, member, remove):
    remove(post, by=make_manager())

    with pytest.raises(ParentGone):
        make_comment(post, member)

    assert not Comment.objects.exists()
    assert check_all() == []


@pytest.mark.parametrize("remove", [services.delete_comment, services.hide_comment])
def test_a_comment_that_is_gone_takes_no_reply(post, member, remove):
    parent = make_comment(post, member)
    remove(parent, by=make_manager())

    with pytest.raises(ParentGone):
        make_comment(post, member, parent=parent)

    assert check_all() == []


def test_a_comment_below_one_of_another_post_is_refused(post, member):
    with pytest.raises(ParentGone):
        make_comment(post, member, parent=make_comment())

    assert check_all() == []


def test_an_edit_changes_the_text_and_says_so(post, member):
    comment = make_comment(post, member, is_secret=True)

    with time_machine.travel(THEN, tick=False):
        edited = services.edit_comment(comment, body="고친\x00 <댓글>")

    comment.refresh_from_db()
    assert edited == comment
    assert comment.body == edited.body == "고친 <댓글>"
    assert comment.body_html == "<p>고친 &lt;댓글&gt;</p>"
    assert (comment.version, comment.edited_at) == (2, THEN)
    assert comment.is_secret


@pytest.mark.parametrize("is_secret", [True, False])
def test_an_edit_makes_a_comment_secret_or_public(post, member, is_secret):
    comment = make_comment(post, member, is_secret=not is_secret)

    services.edit_comment(comment, body="댓글", is_secret=is_secret)

    comment.refresh_from_db()
    assert comment.is_secret is is_secret


def test_an_edit_writes_what_it_changed_and_nothing_else(post, member):
    comment = make_comment(post, member)

    with CaptureQueriesContext(connection) as queries:
        services.edit_comment(comment, body="고침")

    (update,) = [q["sql"] for q in queries if q["sql"].startswith("UPDATE")]
    assert set(re.findall(r'"(\w+)" = ', update.split(" WHERE ")[0])) == {
        "body",
        "body_html",
        "is_secret",
        "version",
        "edited_at",
    }


def test_ready_pages_grow_old_when_a_comment_is_edited(post, member):
    comment = make_comment(post, member)
    before = generations.current(Generation.POSTS)

    services.edit_comment(comment, body="댓글", is_secret=True)

    assert generations.current(Generation.POSTS) > before


def test_an_edit_of_an_older_version_is_refused(post, member):
    comment = make_comment(post, member)
    services.edit_comment(comment, body="먼저", version=1)

    with pytest.raises(EditConflict) as conflict:
        services.edit_comment(comment, body="나중", version=1)
    assert conflict.value.version == 2

    comment.refresh_from_db()
    assert comment.body == "먼저"
    assert services.edit_comment(comment, body="다시", version=2).version == 3
