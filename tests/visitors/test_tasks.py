"""The nightly job runs just after midnight in Seoul."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from visitors.models import DailySalt
from visitors.recording import record_visit
from visitors.tasks import forget_old_visits

SEOUL = ZoneInfo("Asia/Seoul")


def test_the_job_comes_once_a_day_just_after_midnight() -> None:
    midnight = datetime.datetime(2026, 3, 2, tzinfo=SEOUL)
    minutes = [midnight + datetime.timedelta(minutes=n) for n in range(24 * 60)]
    due = forget_old_visits.task_class().validate_datetime

    times = [
        minute.strftime("%H:%M")
        for minute in minutes
        if due(minute.astimezone(datetime.UTC).replace(tzinfo=None))
    ]

    assert times == ["00:05"]


@pytest.mark.django_db
def test_the_job_takes_the_salt_of_yesterday() -> None:
    with time_machine.travel("2026-03-02T12:00+09:00"):
        record_visit("192.0.2.1", "Mozilla/5.0 (iPhone)")

    with time_machine.travel("2026-03-03T00:05+09:00"):
        forget_old_visits.call_local()

    assert not DailySalt.objects.exists()
