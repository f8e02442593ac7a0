"""The recount command and the nightly jobs."""

import io
import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from boards.models import Board
from portal import tasks
from portal.counting import CountsDiffer
from tests.factories import make_manager, make_post
from visitors.models import DailyVisits, Visit

pytestmark = pytest.mark.django_db


def spoil_counts() -> Board:
    """Leave one board and one day with a wrong count."""
    board = make_post().board
    Board.objects.update(post_count=7)
    Visit.objects.create(date=timezone.localdate(), visitor="a" * 32)
    DailyVisits.objects.create(date=timezone.localdate(), count=5)
    return board


def run(**options) -> str:
    out = io.StringIO()
    call_command("recount", stdout=out, **options)
    return out.getvalue()


def test_counts_that_are_right_stay_as_they_are():
    make_post()

    assert run(check=True) == "모든 집계가 맞습니다.\n"
    assert run() == "모든 집계가 맞습니다.\n"


def test_a_check_reports_and_changes_nothing():
    board = spoil_counts()

    with pytest.raises(
        CommandError, match=r"집계 2건이 다릅니다\. `manage\.py recount"
    ):
        run(check=True)

    board.refresh_from_db()
    assert board.post_count == 7
    assert DailyVisits.objects.get().count == 5


def test_a_recount_mends_every_count():
    board = spoil_counts()

    said = run()

    board.refresh_from_db()
    assert board.post_count == 1
    assert DailyVisits.objects.get().count == 1
    assert f"{timezone.localdate()}: 방문자 5 → 1" in said
    assert f"게시판 {board.slug}: 글 수 7 → 1" in said
    assert "집계 2건을 바로잡았습니다." in said
    assert run() == "모든 집계가 맞습니다.\n"


def test_a_check_that_differs_ends_with_1():
    spoil_counts()

    with pytest.raises(CommandError) as failed:
        run(check=True)

    assert failed.value.returncode == 1


def test_the_nightly_check_logs_what_differs(caplog):
    spoil_counts()

    with (
        caplog.at_level(logging.ERROR, logger="portal.tasks"),
        pytest.raises(CountsDiffer),
    ):
        tasks.check_counts.call_local()

    assert len(caplog.messages) == 2
    assert "방문자" in caplog.messages[1]


def test_the_manager_sees_in_the_morning_that_counts_differ(client):
    spoil_counts()
    tasks.check_counts()
    client.force_login(make_manager())

    page = client.get("/admin/").text

    assert "check_counts" in page
    assert "집계가 실제와 다릅니다. 서버에서 manage.py recount를 실행하면" in page


def test_a_recount_tells_how_far_it_is():
    make_post()
    err = io.StringIO()

    call_command("recount", check=True, stdout=io.StringIO(), stderr=err)

    assert re.fullmatch(r"100% \((\d+)/\1\), 남은 시간 0초\n", err.getvalue())


def test_the_nightly_check_is_silent_when_all_is_well(caplog):
    make_post()

    tasks.check_counts.call_local()

    assert not caplog.messages


def test_sessions_that_ran_out_are_cleared_at_night():
    now = timezone.now()
    for key, hours in (("old", -1), ("new", 1)):
        ends = now + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)

    tasks.clear_sessions.call_local()

    assert [session.session_key for session in Session.objects.all()] == ["new"]
