"""Jobs that wait, and jobs that failed."""

import pytest
import time_machine
from django.conf import settings
from huey import SqliteHuey

from portal import jobs, tasks
from portal.models import FailedJob

pytestmark = pytest.mark.django_db


def test_a_job_that_fails_is_remembered_by_name_and_kind() -> None:
    @settings.HUEY.task(name="breaks")
    def breaks() -> None:
        raise LookupError("what a visitor has sent")

    breaks()

    failure = FailedJob.objects.get()
    assert (failure.name, failure.error) == ("breaks", "LookupError")
    assert jobs.failed_jobs() == [failure]


def test_a_job_that_ends_well_is_not_remembered() -> None:
    @settings.HUEY.task(name="works")
    def works() -> None:
        pass

    works()

    assert jobs.failed_jobs() == []


def test_only_the_last_failures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_FAILURES", 3)

    for number in range(5):
        jobs.note_failure(f"job{number}", ValueError())

    assert [failure.name for failure in jobs.failed_jobs()] == ["job4", "job3", "job2"]


def test_names_longer_than_there_is_room_for_lose_their_beginning() -> None:
    jobs.note_failure("a" * 100 + "ending", None)

    failure = FailedJob.objects.get()
    assert len(failure.name) == 100
    assert failure.name.endswith("ending")
    assert failure.error == ""


def test_failures_are_forgotten_after_thirty_days() -> None:
    with time_machine.travel("2026-03-02T12:00+09:00"):
        jobs.note_failure("old", ValueError())
    with time_machine.travel("2026-03-02T12:01+09:00"):
        jobs.note_failure("new", ValueError())

    with time_machine.travel("2026-04-01T12:00:30+09:00"):
        assert [failure.name for failure in jobs.failed_jobs()] == ["new"]
        tasks.forget_old_failures.call_local()

    assert [failure.name for failure in FailedJob.objects.all()] == ["new"]


def test_waiting_jobs_are_counted_in_a_file(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    huey = SqliteHuey("waiting", filename=f"{tmp_path}/jobs.sqlite3")
    monkeypatch.setattr(settings, "HUEY", huey)
    assert jobs.waiting_jobs() == 0

    huey.storage.enqueue(b"one")
    huey.storage.enqueue(b"two")

    assert jobs.waiting_jobs() == 2
