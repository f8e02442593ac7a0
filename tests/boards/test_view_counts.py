"""One visitor, one post, one day: one view."""

import datetime
import logging
import time
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError, connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from boards.models import Post, PostView
from boards.services import views
from boards.services.views import flush_views, forget_views, note_views
from boards.tasks import forget_what_has_served as nightly
from tests.factories import make_board, make_post

MONDAY = datetime.date(2026, 3, 2)
TUESDAY = datetime.date(2026, 3, 3)
GONE = 999_999_999


@pytest.fixture(autouse=True)
def no_flusher(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Views wait until the test writes them, unless it is about the flusher."""
    if "flusher" not in request.node.name:
        monkeypatch.setattr(views._queue.flusher, "keep_running", lambda: None)
    yield
    views.forget_views()


def views_of(post: Post) -> int:
    post.refresh_from_db()
    return post.view_count


@pytest.mark.django_db
def test_a_view_counts_when_it_is_flushed() -> None:
    post = make_post()

    note_views([post.pk], "a", MONDAY)
    assert views_of(post) == 0

    assert flush_views() == 1
    assert views_of(post) == 1


@pytest.mark.django_db
def test_the_same_visitor_counts_once_a_day() -> None:
    post = make_post()

    note_views([post.pk], "a", MONDAY)
    note_views([post.pk], "a", MONDAY)
    assert flush_views() == 1
    note_views([post.pk], "a", MONDAY)
    assert flush_views() == 0

    assert views_of(post) == 1


@pytest.mark.django_db
def test_posts_seen_together_count_each_once() -> None:
    post, other = make_post(), make_post()

    note_views([post.pk, other.pk, post.pk], "a", MONDAY)

    assert flush_views() == 2
    assert [views_of(each) for each in (post, other)] == [1, 1]


@pytest.mark.django_db
def test_visitors_posts_and_days_count_apart() -> None:
    board = make_board()
    post, other, untouched = (make_post(board) for _ in range(3))

    for visitor in ("a", "b", "c"):
        note_views([post.pk], visitor, MONDAY)
    note_views([post.pk], "a", TUESDAY)
    note_views([other.pk], "a", MONDAY)

    assert flush_views() == 5
    assert [views_of(each) for each in (post, other, untouched)] == [4, 1, 0]


@pytest.mark.django_db
def test_the_view_of_a_post_that_is_gone_costs_no_other() -> None:
    post = make_post()

    note_views([GONE], "a", MONDAY)
    note_views([post.pk], "a", MONDAY)

    assert flush_views() == 1
    assert views_of(post) == 1
    assert not views._queue.waiting


@pytest.mark.django_db(transaction=True)
def test_the_view_of_a_gone_post_is_no_trouble_at_commit() -> None:
    note_views([GONE], "a", MONDAY)

    assert flush_views() == 0

    assert not PostView.objects.exists()


@pytest.mark.django_db
def test_many_views_go_in_several_batches() -> None:
    post = make_post()
    for number in range(2 * views.BATCH + 1):
        note_views([post.pk], f"{number}", MONDAY)

    assert flush_views() == 2 * views.BATCH + 1

    assert views_of(post) == 2 * views.BATCH + 1


@pytest.mark.django_db
def test_nothing_noted_is_nothing_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert flush_views() == 0


@pytest.mark.django_db
def test_a_failing_database_keeps_the_views(caplog: pytest.LogCaptureFixture) -> None:
    post = make_post()
    note_views([post.pk], "a", MONDAY)
    note_views([post.pk], "b", MONDAY)

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE"):
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), caplog.at_level(logging.ERROR):
        assert flush_views() == 0
    assert "disk full" in caplog.text
    assert [view.visitor for view in views._queue.waiting] == ["a", "b"]
    assert not PostView.objects.exists()

    assert flush_views() == 2
    assert views_of(post) == 2


def test_the_memory_for_waiting_views_is_bounded() -> None:
    for number in range(views.WAITING_VIEWS + 1):
        note_views([number], "a", MONDAY)

    assert len(views._queue.waiting) == views.WAITING_VIEWS
    assert views._queue.waiting[0].post == 1


@pytest.mark.django_db(transaction=True)
def test_the_flusher_writes_by_itself_and_is_started_once() -> None:
    post = make_post()

    note_views([post.pk], "a", MONDAY)
    first = views._queue.flusher._thread
    note_views([post.pk], "b", MONDAY)

    assert first is views._queue.flusher._thread
    assert first is not None
    assert first.daemon
    deadline = time.monotonic() + 20
    while views_of(post) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    views._queue.flusher._stopped.set()
    first.join()
    views._queue.flusher._stopped.clear()
    assert views_of(post) == 2


@pytest.mark.django_db
@time_machine.travel("2026-03-03T00:10+09:00")
def test_at_night_views_before_yesterday_are_forgotten() -> None:
    post = make_post()
    for day in (datetime.date(2026, 3, 1), MONDAY, TUESDAY):
        note_views([post.pk], "a", day)
    flush_views()

    nightly.call_local()

    assert [str(view) for view in PostView.objects.order_by("day")] == [
        f"2026-03-02 {post.pk}",
        f"2026-03-03 {post.pk}",
    ]
    assert views_of(post) == 3


def test_the_nightly_job_comes_once_just_after_midnight_in_seoul() -> None:
    midnight = datetime.datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Seoul"))
    minutes = [midnight + datetime.timedelta(minutes=n) for n in range(24 * 60)]
    due = nightly.task_class().validate_datetime

    times = [
        minute.strftime("%H:%M")
        for minute in minutes
        if due(minute.astimezone(datetime.UTC).replace(tzinfo=None))
    ]

    assert times == ["00:10"]


class TestSums(TestCase):
    """However views come and are flushed, posts hold what the rows say."""

    @settings(deadline=None)
    @given(
        st.lists(
            st.none()  # a flush in between
            | st.tuples(st.integers(0, 2), st.sampled_from("abc"), st.integers(1, 2)),
            max_size=30,
        )
    )
    def test_the_counts_are_the_distinct_views(self, steps: list[Any]) -> None:
        forget_views()  # of the example before, whose posts had the same ids
        board = make_board()
        posts = [make_post(board) for _ in range(2)]
        ids = [posts[0].pk, posts[1].pk, GONE]
        counted = 0
        for step in steps:
            if step is None:
                counted += flush_views()
            else:
                note_views([ids[step[0]]], step[1], datetime.date(2026, 3, step[2]))

        counted += flush_views()

        seen = {step for step in steps if step is not None}
        for place, post in enumerate(posts):
            assert views_of(post) == len([step for step in seen if step[0] == place])
        assert counted == sum(post.view_count for post in posts)
        assert PostView.objects.count() == counted
