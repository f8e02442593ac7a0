"""The demo: as much as promised, true in its counts, readable, and never twice."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post
from portal.counting import check_counts
from portal.demo.filling import fill_site
from uploads.models import StoredPicture
from visitors.models import DailyVisits

# In one process: to fill it takes half a minute.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The whole demo, filled once and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill_site()
        transaction.set_rollback(True)


def test_there_is_as_much_as_promised(demo):
    assert Member.objects.count() == demo.members == 12
    assert Post.objects.count() == demo.posts == 300
    assert Comment.objects.count() == demo.comments == 1500
    assert DailyVisits.objects.count() == demo.days == 90
    assert StoredPicture.objects.exclude(sized_at=None).count() == 40
    assert Post.objects.exclude(thumbnail="").count() == 40
    assert Post.objects.values("board").distinct().count() == 5


def test_recount_finds_nothing_and_a_second_run_adds_nothing(demo):
    assert check_counts() == []
    assert not fill_site()
    assert Post.objects.count() == 300
    assert Comment.objects.count() == 1500


def test_no_title_and_no_body_comes_twice(demo):
    assert Post.objects.values("title").distinct().count() == 300
    assert Post.objects.values("body").distinct().count() == 300


def test_no_comment_comes_often_or_twice_below_a_post(demo):
    times = Counter(Comment.objects.values_list("body", flat=True))
    below = Counter(Comment.objects.values_list("post", "body"))

    assert max(times.values()) <= 3
    assert max(below.values()) == 1


def test_every_text_reads_like_a_person_s(demo):
    texts = [
        *Post.objects.values_list("title", flat=True),
        *Post.objects.values_list("body", flat=True),
        *Comment.objects.values_list("body", flat=True),
    ]
    wrong = re.compile(
        r"테스트|샘플|sample|lorem|[을이은과]\([를가는와]\)|[{}|]|\d{2,3}-\d{3,4}-\d{4}",
        re.IGNORECASE,
    )

    assert [text for text in texts if wrong.search(text)] == []


def test_everything_is_of_the_last_ninety_days_and_in_order(demo):
    now = timezone.now()
    posts = list(Post.objects.select_related("parent", "author").order_by("id"))

    assert [p.created_at for p in posts] == sorted(p.created_at for p in posts)
    assert now - timedelta(days=91) < posts[0].created_at
    assert timezone.localdate(posts[-1].created_at) == timezone.localdate()
    assert posts[-1].created_at <= now
    for post in posts:
        assert post.author.date_joined < post.created_at
        assert post.parent is None or post.parent.created_at < post.created_at


def test_comments_come_after_what_they_answer(demo):
    depths = Counter()
    for comment in Comment.objects.select_related("post", "parent"):
        depths[comment.depth] += 1
        above = comment.parent or comment.post
        assert above.created_at < comment.created_at <= timezone.now()
        if comment.parent:
            assert comment.parent.post_id == comment.post_id
            assert comment.parent.author_id != comment.author_id

    assert set(depths) == {0, 1, 2, 3}
    assert depths[1] > 300


def test_nobody_can_log_in_as_a_neighbour(demo):
    assert not any(member.has_usable_password() for member in Member.objects.all())
    assert not Member.objects.filter(is_staff=True).exists()
    assert Member.objects.values("level").distinct().count() >= 5


def test_there_is_something_of_everything(demo):
    posts = Post.objects.all()

    assert posts.filter(is_notice=True).exists()
    assert posts.filter(is_secret=True).count() == 3
    assert posts.exclude(parent=None).count() > 10
    assert posts.filter(body_format="html", body_html__contains="<table>").exists()
    assert posts.filter(link_count=1).exists()
    assert posts.filter(file_count=1, thumbnail="").exists()
    assert posts.filter(body_html__contains="<img").exists()
    assert posts.exclude(category=None).count() > 150


def test_a_visitor_can_read_it(demo):
    client = Client()
    busiest = Post.objects.filter(is_secret=False).order_by("-comment_count").first()

    assert client.get("/").status_code == 200
    page = client.get(busiest.get_absolute_url())

    assert page.status_code == 200
    assert busiest.title in page.content.decode()
