"""The filled site: true in its counts, built as the services build it, and lifelike."""

import random
import re
import statistics
from collections import Counter
from io import StringIO

import pytest
from django.core.management.base import OutputWrapper
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from accounts.names import NICKNAME_MAX, is_reserved, nickname_key, validate_nickname
from boards.dressing import dress
from boards.models import Board, Comment, Post
from boards.permissions import can_write
from boards.services.posts import excerpt_of, render_body
from boards.threads import STEP
from guard.sanitise import clean_text, text_to_html
from portal.counting import check_counts
from portal.filling import filling
from portal.filling.filling import YEARS, fill_site
from portal.filling.places import NOTICES
from portal.filling.progress import Progress
from portal.filling.speech import MEDIAN, Speech
from portal.filling.words import read_lexicon

# In one process: it is filled once for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("fill")]

POSTS, COMMENTS = 600, 3000


def at_once(connection, func, robust=False):
    """What waits for the commit, which never comes here."""
    func()


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A site that is filled once, in several batches, and taken back at the end."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(filling, "BATCH", 250)
        patch.setattr(BaseDatabaseWrapper, "on_commit", at_once)
        progress = Progress(OutputWrapper(StringIO()))
        yield fill_site(POSTS, COMMENTS, seed="시험", force=False, progress=progress)
        transaction.set_rollback(True)


def test_there_is_as_much_as_was_asked_for(filled):
    assert (filled.posts, filled.comments) == (POSTS, COMMENTS)
    assert Post.objects.count() == POSTS
    assert Comment.objects.count() == COMMENTS
    assert Member.objects.count() == filled.members == 30
    assert Board.objects.filter(post_count__gt=0).count() > 10


def test_recount_finds_nothing(filled):
    assert check_counts() == []


def test_bodies_are_what_the_service_would_have_made(filled):
    posts = list(Post.objects.all())

    assert {post.body_format for post in posts} == {"text", "html"}
    assert any("<a " in post.body_html for post in posts)
    for post in posts:
        assert clean_text(post.title) == post.title
        assert clean_text(post.body) == post.body
        assert render_body(post.body, post.body_format) == post.body_html
        assert excerpt_of(post.body_html) == post.excerpt


def test_comments_are_what_the_service_would_have_made(filled):
    for body, html in Comment.objects.values_list("body", "body_html"):
        assert clean_text(body) == body
        assert dress(text_to_html(body)) == html


def test_whatever_is_said_comes_out_as_the_service_makes_it():
    speech = Speech(read_lexicon(), random.Random(5))

    for _number in range(500):
        body = speech.body(speech.theme())
        assert render_body(body.text, body.format) == body.html
        assert excerpt_of(body.html) == body.excerpt


def test_posts_and_comments_are_in_the_order_of_time(filled):
    for rows in (Post.objects, Comment.objects):
        moments = list(rows.order_by("id").values_list("created_at", flat=True))

        assert moments == sorted(moments)
        assert moments[-1] <= timezone.now()
        assert (moments[-1] - moments[0]).days > 365 * (YEARS - 2)


def test_replies_stand_below_what_they_answer(filled):
    replies = list(Post.objects.exclude(parent=None).select_related("parent"))

    assert len(replies) > POSTS // 50
    for reply in replies:
        parent = reply.parent
        assert (reply.board_id, reply.thread) == (parent.board_id, parent.thread)
        assert reply.reply_path[:-STEP] == parent.reply_path
        assert reply.depth == parent.depth + 1 == len(reply.reply_path) // STEP
        assert (reply.title, reply.is_secret) == (parent.title, parent.is_secret)
        assert reply.category_id == parent.category_id
        assert reply.created_at > parent.created_at
        assert not parent.is_notice


def test_comments_stand_below_what_they_answer(filled):
    depths = Counter()
    for comment in Comment.objects.select_related("post", "parent"):
        depths[comment.depth] += 1
        above = comment.parent or comment.post
        assert above.created_at <= comment.created_at
        if comment.parent is None:
            assert (comment.thread, comment.reply_path) == (comment.pk, "")
            continue
        assert (comment.post_id, comment.thread) == (above.post_id, above.thread)
        assert comment.reply_path[:-STEP] == above.reply_path
        assert comment.depth == above.depth + 1

    assert set(depths) == {0, 1, 2, 3, 4}
    assert depths[1] > COMMENTS // 10


def test_few_boards_and_authors_write_most(filled):
    by_board = Counter(Post.objects.values_list("board", flat=True)).most_common()
    authors = Post.objects.exclude(author=None).values_list("author", flat=True)
    by_author = Counter(authors).most_common()

    assert by_board[0][1] > 5 * by_board[len(by_board) // 2][1]
    assert by_author[0][1] > 5 * by_author[len(by_author) // 2][1]


def test_half_of_the_bodies_are_shorter_than_the_median_meant(filled):
    lengths = [len(body) for body in Post.objects.values_list("body", flat=True)]

    assert 0.85 * MEDIAN < statistics.median(lengths) < 1.15 * MEDIAN
    assert min(lengths) < MEDIAN / 4
    assert max(lengths) > 4 * MEDIAN


def test_little_is_read_and_said_of_most_posts_and_much_of_few(filled):
    views, comments = zip(
        *Post.objects.values_list("view_count", "comment_count"), strict=True
    )

    assert comments.count(0) > POSTS // 10
    assert max(comments) > 10 * statistics.mean(comments)
    assert max(views) > 20 * statistics.median(views)


def test_there_is_something_of_everything(filled):
    posts = Post.objects.all()
    notices = Counter(posts.filter(is_notice=True).values_list("board", flat=True))

    assert 0 < max(notices.values()) <= NOTICES
    assert 0 < posts.filter(is_secret=True).count() < POSTS // 20
    assert posts.filter(author=None).exclude(guest_password="").exists()
    assert posts.exclude(category=None).count() > POSTS // 3
    assert posts.filter(ip=None).exclude(ip_network="").count() > POSTS // 2
    assert posts.exclude(ip=None).filter(ip_network="").exists()
    for post in posts.exclude(category=None).select_related("category"):
        assert post.category.board_id == post.board_id


def test_everybody_writes_where_he_may(filled):
    for post in Post.objects.select_related("board", "author"):
        assert can_write(post.author, post.board)


def test_every_text_reads_like_a_person_s(filled):
    texts = [
        *Post.objects.values_list("title", flat=True),
        *Post.objects.values_list("body", flat=True),
        *Comment.objects.values_list("body", flat=True),
    ]
    wrong = re.compile(r"테스트|샘플|lorem|[을이은과]\([를가는와]\)|[{}|&]|%s|  ")

    assert [text for text in texts if wrong.search(text)] == []
    bodies = texts[POSTS : 2 * POSTS]
    assert len(set(bodies)) == POSTS


def test_every_nickname_is_one_that_a_member_may_have():
    nicknames = read_lexicon().nicknames

    assert len({nickname_key(name) for name in nicknames}) == len(nicknames) > 4000
    for name in nicknames:
        validate_nickname(name)
        assert len(name) <= NICKNAME_MAX
        assert not is_reserved(name)


def test_nobody_can_log_in_as_one_of_them(filled):
    assert not any(member.has_usable_password() for member in Member.objects.all())
    assert not Member.objects.filter(is_staff=True).exists()


def test_the_database_knows_how_the_rows_are_spread(filled):
    known = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'boards_post'",
        "postgresql": "SELECT COUNT(*) FROM pg_stats WHERE tablename = 'boards_post'",
    }
    with connection.cursor() as cursor:
        cursor.execute(known[connection.vendor])

        assert cursor.fetchone()[0] > 5


def test_a_visitor_can_read_it(filled):
    client = Client()
    posts = Post.objects.filter(is_secret=False).select_related("board")
    busiest = posts.order_by("-comment_count")[0]

    pages = [
        client.get(url)
        for url in ("/", busiest.board.get_absolute_url(), busiest.get_absolute_url())
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert busiest.title in pages[2].text
