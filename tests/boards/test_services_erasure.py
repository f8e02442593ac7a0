"""What goes from the boards when a member leaves, and addresses that grow old."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from boards import services
from boards.models import Comment, Post
from boards.permissions import can_manage
from boards.services import erasure
from boards.services.erasure import cut_old_addresses
from tests.factories import make_comment, make_member, make_post
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db


def test_a_member_who_leaves_takes_name_and_address_along(board):
    leaver = make_member()
    post = make_post(board, leaver, ip="203.0.113.7", body="남는 글")
    comment = make_comment(post, leaver, ip="203.0.113.7", body="남는 댓글")
    Post.objects.update(ip_network="203.0.113.0/24")
    Comment.objects.update(ip_network="203.0.113.0/24")

    services.erase_author(leaver)

    for thing, body in ((post, "남는 글"), (comment, "남는 댓글")):
        thing.refresh_from_db()
        assert (thing.author_name, thing.ip, thing.ip_network) == ("", None, "")
        assert (thing.author, thing.body) == (leaver, body)


def test_the_others_keep_their_names(board):
    post = make_post(board, make_member(nickname="남는이"), ip="203.0.113.7")
    comment = make_comment(post, author_name="손님", ip="203.0.113.7")

    services.erase_author(make_member())

    post.refresh_from_db()
    comment.refresh_from_db()
    assert (post.author_name, post.ip) == ("남는이", "203.0.113.7")
    assert (comment.author_name, comment.ip) == ("손님", "203.0.113.7")


def test_whoever_leaves_manages_nothing_any_more(board):
    leaver = make_member()
    services.set_managers(board, [leaver])
    services.set_managers(board.group, [leaver])
    assert can_manage(leaver, board)

    services.erase_author(leaver)

    assert not can_manage(leaver, board)
    assert not board.managers.exists()
    assert not board.group.managers.exists()


def test_ready_pages_grow_old_when_a_member_leaves():
    before = generations.current(Generation.POSTS)

    services.erase_author(make_member())

    assert generations.current(Generation.POSTS) > before


def test_addresses_are_cut_once_they_are_old_enough(board, member, settings):
    settings.IP_KEEP_DAYS = 30
    now = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    limit = now - timedelta(days=30)
    moments = (limit - timedelta(seconds=1), limit)
    posts = [
        make_post(board, member, ip="203.0.113.7", created_at=moment)
        for moment in moments
    ]
    comments = [
        make_comment(posts[0], member, ip="2001:db8:12:3456::1", created_at=moment)
        for moment in moments
    ]

    with time_machine.travel(now, tick=False):
        assert cut_old_addresses() == 2
        assert cut_old_addresses() == 0

    for old, new in (posts, comments):
        old.refresh_from_db()
        new.refresh_from_db()
        assert old.ip is None
        assert (new.ip is not None, new.ip_network) == (True, "")
    assert posts[0].ip_network == "203.0.113.0/24"
    assert comments[0].ip_network == "2001:db8:12::/48"


def test_more_addresses_than_one_batch_are_all_cut(board, member, monkeypatch):
    monkeypatch.setattr(erasure, "_BATCH", 2)
    long_ago = timezone.now() - timedelta(days=1000)
    for number in range(5):
        make_post(board, member, ip=f"203.0.113.{number}", created_at=long_ago)

    assert cut_old_addresses() == 5

    assert not Post.objects.exclude(ip=None).exists()


def test_who_gave_no_address_stays_without_one(board, member):
    make_post(board, member, created_at=timezone.now() - timedelta(days=1000))

    assert cut_old_addresses() == 0

    assert Post.objects.get().ip_network == ""
