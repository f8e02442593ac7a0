"""How the demo is planned, and what a run does to a site that is not empty."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Member
from boards.models import Board, Comment, Post
from boards.services import create_post
from portal.counting import check_counts
from portal.demo import filling
from portal.demo.filling import CannotFill, fill_site
from portal.demo.plan import Plan, make_plan
from portal.demo.texts import read_subjects
from portal.demo.wording import worded
from portal.starter import ensure_starter_site
from tests.factories import make_board, make_member
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_plan(monkeypatch):
    """The first thirty posts of the plan, without pictures, and what is said there."""

    def first_of_it(now):
        plan = make_plan(now)
        body = plan.posts[0].body  # of one that shows no picture
        posts = [replace(p, picture=None, body=body) for p in plan.posts[:30]]
        comments = [comment for comment in plan.comments if comment.post <= 30]
        return Plan(posts, comments, plan.visits)

    monkeypatch.setattr(filling, "make_plan", first_of_it)
    return first_of_it(timezone.localtime())


def test_the_same_moment_gives_the_same_plan():
    now = timezone.localtime()

    assert make_plan(now) == make_plan(now)


@pytest.mark.parametrize("day", range(1, 40, 3))
@pytest.mark.parametrize("hour", [0, 12])
def test_on_any_day_there_is_enough_to_say(day, hour):
    now = timezone.localtime().replace(hour=hour, minute=9) + timedelta(days=day)

    plan = make_plan(now)

    assert (len(plan.posts), len(plan.comments)) == (300, 1500)
    assert max(post.created_at for post in plan.posts) <= now
    assert max(comment.created_at for comment in plan.comments) <= now


def test_every_title_has_a_thing_and_every_answer_a_question():
    for subject in read_subjects():
        assert not subject.entries or "답글" not in subject.entries[0].options
        for entry in subject.entries:
            assert entry.thing
            assert entry.paragraphs, entry.title


def test_a_slot_gets_the_particle_that_fits():
    words = {"것": "두부집"}

    assert worded("{것:은} 멀다", words) == "두부집은 멀다"
    assert worded("{것:을} 찾다", {"것": "무"}) == "무를 찾다"


def test_a_run_that_was_interrupted_goes_on(small_plan):
    def stop_at(word):
        def say(line):
            if line.startswith(word):
                raise KeyboardInterrupt

        return say

    for word in ("글 20/", "댓글 "):
        with pytest.raises(KeyboardInterrupt):
            fill_site(say=stop_at(word))

    fill_site()

    assert Post.objects.count() == 30
    assert Comment.objects.count() == len(small_plan.comments)
    assert DailyVisits.objects.count() == 90
    assert check_counts() == []


def with_other_texts(monkeypatch):
    """A newer version says other things below the same posts."""
    older = filling.make_plan

    def newer(now):
        plan = older(now)
        return replace(
            plan, comments=[replace(c, text="다른 말") for c in plan.comments]
        )

    monkeypatch.setattr(filling, "make_plan", newer)


def test_a_newer_version_adds_nothing_to_what_an_older_one_filled(
    small_plan, monkeypatch
):
    fill_site()
    with_other_texts(monkeypatch)

    assert not fill_site()
    assert Comment.objects.count() == len(small_plan.comments)


def test_a_newer_version_does_not_mix_its_texts_with_half_of_the_older_ones(
    small_plan, monkeypatch
):
    def stop(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_site(say=stop)
    with_other_texts(monkeypatch)

    with pytest.raises(CannotFill, match="새 버전"):
        fill_site()


def test_what_a_manager_removed_does_not_come_back(small_plan):
    fill_site()
    gone = Comment.objects.filter(replies=None).order_by("created_at").first()
    gone.delete()

    assert not fill_site()


def test_a_site_with_posts_of_its_own_is_left_alone(small_plan):
    ensure_starter_site()
    create_post(Board.objects.get(slug="free"), None, title="우리 글", body="글")

    with pytest.raises(CommandError, match="FORCE=1"):
        call_command("demo", stdout=StringIO())
    assert Post.objects.count() == 1

    call_command("demo", "--force", stdout=StringIO())
    assert Post.objects.count() == 31


def test_a_site_without_the_boards_is_left_alone(small_plan):
    make_board(slug="other")

    with pytest.raises(CannotFill, match="free"):
        fill_site()


def test_a_name_that_is_taken_stops_it_before_anything_is_written(small_plan):
    make_member(nickname="책갈피")

    with pytest.raises(CannotFill, match="책갈피"):
        fill_site()
    assert Member.objects.count() == 1
    assert not Post.objects.exists()


def test_days_that_are_counted_here_keep_their_numbers(small_plan):
    yesterday = timezone.localdate() - timedelta(days=1)
    DailyVisits.objects.create(date=yesterday, count=7)

    filled = fill_site()

    assert filled.days == 89
    assert DailyVisits.objects.get(date=yesterday).count == 7
    assert not DailyVisits.objects.filter(date=timezone.localdate()).exists()


def test_the_command_says_how_far_it_is(small_plan):
    out = StringIO()

    call_command("demo", stdout=out)

    assert "글 20/30 …" in out.getvalue()
    assert "회원 12명, 글 30개" in out.getvalue()
    assert "로그인할 수 없습니다" in out.getvalue()
