"""One address, one day in Seoul, is one visitor."""

import logging
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from visitors import presence, recording, services, waiting
from visitors.models import DailySalt, DailyVisits, Presence, Visit
from visitors.recording import record_visit
from visitors.services import counts
from visitors.totals import sum_finished_days

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
ROBOT = "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)"
NOON = "2026-03-02T12:00+09:00"

pytestmark = pytest.mark.django_db


def forget_what_is_known() -> None:
    recording.forget()
    recording._secret_of.cache_clear()


def test_the_same_address_counts_once_a_day() -> None:
    first = record_visit("192.0.2.1", PHONE)
    again = record_visit("192.0.2.1", "Mozilla/5.0 (another browser)")

    assert first == again
    assert counts().today == 1


def test_what_another_process_has_counted_is_not_counted_again() -> None:
    first = record_visit("192.0.2.1", PHONE)
    forget_what_is_known()

    assert record_visit("192.0.2.1", PHONE) == first

    assert counts().today == 1


def test_the_same_address_counts_again_the_next_day() -> None:
    with time_machine.travel("2026-03-02T23:59:59+09:00"):
        first = record_visit("192.0.2.1", PHONE)
    with time_machine.travel("2026-03-03T00:00:01+09:00"):
        second = record_visit("192.0.2.1", PHONE)

        assert first != second
        assert counts() == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_two_addresses_of_one_visitor(one: str, other: str) -> None:
    assert record_visit(one, PHONE) == record_visit(other, PHONE)
    assert counts().today == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.1", "192.0.2.2"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8"),
    ],
)
def test_two_addresses_of_two_visitors(one: str, other: str) -> None:
    assert record_visit(one, PHONE) != record_visit(other, PHONE)
    assert counts().today == 2


@pytest.mark.parametrize("address", ["", "unix:", "999.1.1.1", "192.0.2.1, 10.0.0.1"])
def test_what_is_no_address_is_nobody(address: str) -> None:
    assert record_visit(address, PHONE) is None
    assert counts().today == 0


def numbers_of_today() -> tuple[int, int]:
    """Return people and robots of the only day."""
    return DailyVisits.objects.values_list("count", "robots").get()


def test_robots_are_counted_apart() -> None:
    robot = record_visit("192.0.2.1", ROBOT)
    record_visit("192.0.2.2", PHONE)
    forget_what_is_known()
    record_visit("192.0.2.1", ROBOT)

    assert robot is not None
    assert robot.is_robot
    assert numbers_of_today() == (1, 1)
    assert counts().today == 1


def test_the_address_of_a_robot_becomes_a_persons() -> None:
    record_visit("192.0.2.1", ROBOT, path="/robot/")
    person = record_visit("192.0.2.1", PHONE, path="/person/")
    forget_what_is_known()
    record_visit("192.0.2.1", ROBOT)
    record_visit("192.0.2.1", PHONE)

    visit = Visit.objects.get()
    assert person == (visit.visitor, False)
    assert (visit.is_robot, visit.entry) == (False, "/person/")
    assert numbers_of_today() == (1, 0)


def test_a_thousand_requests_of_a_robot_are_one_robot_and_one_write(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record_visit("192.0.2.1", ROBOT)

    with django_assert_num_queries(0):
        for _ in range(1000):
            record_visit("192.0.2.1", ROBOT)

    assert numbers_of_today() == (0, 1)


def test_what_a_process_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording._met, "limit", 3)

    for number in range(5):
        record_visit(f"192.0.2.{number}", PHONE)

    assert len(recording._met) == 3


def test_how_one_came_is_kept_of_the_first_page() -> None:
    with time_machine.travel(NOON):
        record_visit(
            "192.0.2.1",
            PHONE,
            referrer="https://Search.Naver.com/search.naver?query=secret",
            path="/boards/free/1/",
        )
        record_visit("192.0.2.1", PHONE, referrer="https://later.example/", path="/")

    visit = Visit.objects.get()
    assert visit.referrer == "search.naver.com/search.naver"
    assert visit.entry == "/boards/free/1/"
    assert (visit.system, visit.device) == ("iOS", "휴대전화")
    assert timezone.localtime(visit.at).hour == 12


def test_a_user_agent_of_ten_kilobytes_is_counted() -> None:
    assert record_visit("192.0.2.1", PHONE + "x" * 10_000) is not None
    assert record_visit("192.0.2.2", "\x80\xff;(" * 3_000) is not None
    assert DailyVisits.objects.get().count == 2


def test_a_path_longer_than_the_column_is_cut() -> None:
    record_visit("192.0.2.1", PHONE, path="/" + "가" * 1000)

    assert len(Visit.objects.get().entry) == recording.PATH_LENGTH


def test_a_clock_that_jumps_back_counts_by_the_day_it_shows() -> None:
    with time_machine.travel("2026-03-03T00:00:10+09:00"):
        record_visit("192.0.2.1", PHONE)
        sum_finished_days()
    with time_machine.travel("2026-03-02T23:59:58+09:00"):
        record_visit("192.0.2.1", PHONE)
    with time_machine.travel("2026-03-03T00:00:12+09:00"):
        record_visit("192.0.2.1", PHONE)

        assert counts() == (1, 1, 1, 2)
        assert services.check_visits() == []


def test_no_column_holds_the_address() -> None:
    for visitor, address in (
        (record_visit("192.0.2.77", PHONE), "192.0.2.77"),
        (record_visit("2001:db8:aa:bb::77", PHONE), "2001:db8:aa:bb::77"),
    ):
        assert visitor is not None
        presence.note_pages(presence.Sighting(visitor, address, PHONE, "/"))
    presence.flush()

    models = apps.get_app_config("visitors").get_models()
    rows = {model: list(model.objects.values_list()) for model in models}
    assert all(rows[model] for model in (Visit, DailyVisits, DailySalt, Presence))
    cells = [
        str(cell).lower() for found in rows.values() for row in found for cell in row
    ]
    traces = ("192.0.2", "c000024d", "2001:db8:aa", "00aa:00bb", "20010db8", "iphone")
    assert not [cell for cell in cells for trace in traces if trace in cell]


def test_the_key_hangs_on_the_secret_of_the_site(settings: object) -> None:
    first = record_visit("192.0.2.1", PHONE)
    forget_what_is_known()
    settings.SECRET_KEY = "another"

    assert record_visit("192.0.2.1", PHONE) != first


def test_without_the_salt_nobody_finds_the_key_again() -> None:
    first = record_visit("192.0.2.1", PHONE)
    DailySalt.objects.all().delete()
    forget_what_is_known()

    assert record_visit("192.0.2.1", PHONE) != first


def test_processes_agree_on_the_salt_that_is_there() -> None:
    with time_machine.travel(NOON):
        today = timezone.localdate()
        DailySalt.objects.create(date=today, salt="ab" * 32)

        assert recording._agree_on_salt(today) == "ab" * 32
        assert DailySalt.objects.count() == 1


def test_salts_before_yesterdays_go_as_soon_as_there_is_a_new_one() -> None:
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        with time_machine.travel(f"{day}T00:00:01+09:00"):
            record_visit("192.0.2.1", PHONE)

    salts = DailySalt.objects.order_by("date")
    assert [str(salt) for salt in salts] == ["2026-03-02", "2026-03-03"]


def test_who_is_a_moment_behind_is_not_counted_again() -> None:
    with time_machine.travel("2026-03-02T23:59:59+09:00"):
        first = record_visit("192.0.2.1", PHONE)
    forget_what_is_known()
    with time_machine.travel("2026-03-03T00:00:01+09:00"):
        record_visit("192.0.2.1", PHONE)
    with time_machine.travel("2026-03-02T23:59:59+09:00"):
        assert record_visit("192.0.2.1", PHONE) == first
        assert counts().today == 1


def test_at_night_salts_go_though_nobody_came() -> None:
    with time_machine.travel("2026-03-02T12:00+09:00"):
        record_visit("192.0.2.1", PHONE)
    with time_machine.travel("2026-03-03T00:05+09:00"):
        services.forget_old_visits()

    assert not DailySalt.objects.exists()
    assert Visit.objects.count() == 1


def test_todays_salt_stays() -> None:
    first = record_visit("192.0.2.1", PHONE)

    services.forget_old_visits()
    forget_what_is_known()

    assert record_visit("192.0.2.1", PHONE) == first


@pytest.mark.parametrize(("days_later", "kept"), [(180, 1), (181, 0)])
def test_visits_are_kept_180_days_and_their_number_for_ever(
    days_later: int, kept: int
) -> None:
    with time_machine.travel(NOON) as traveller:
        record_visit("192.0.2.1", PHONE)
        traveller.shift(days_later * 24 * 60 * 60)

        sum_finished_days()
        services.forget_old_visits()

    assert Visit.objects.count() == kept
    assert DailyVisits.objects.get().count == 1


def test_visits_that_are_not_summed_stay() -> None:
    with time_machine.travel(NOON) as traveller:
        record_visit("192.0.2.1", PHONE)
        traveller.shift(200 * 24 * 60 * 60)

        services.forget_old_visits()

    assert Visit.objects.count() == 1


def test_a_failed_write_is_logged_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT INTO visitors_visit"):
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), caplog.at_level(logging.ERROR):
        record_visit("192.0.2.1", PHONE)
        record_visit("192.0.2.2", PHONE)
    assert "disk full" in caplog.text
    assert counts().today == 0

    waiting.queue.flush()
    assert counts().today == 2


def test_visits_of_a_second_are_written_together(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record_visit("192.0.2.1", PHONE)  # so that there is a salt, and a row of the day
    monkeypatch.setattr(waiting.queue.flusher, "keep_running", lambda: None)
    with django_assert_num_queries(0):
        for number in range(1, 60):
            record_visit(f"192.0.2.{number}", PHONE)
            record_visit(f"198.51.100.{number}", ROBOT)
            record_visit(f"198.51.100.{number}", PHONE if number % 2 else ROBOT)
    assert counts().today == 1
    with CaptureQueriesContext(connection) as queries:
        waiting.queue.flush()

    sent = [query["sql"].split()[0] for query in queries]
    assert (sent.count("INSERT"), sent.count("SAVEPOINT")) == (2, 2)
    assert numbers_of_today() == (59 + 30, 29)
    assert services.check_visits() == []


def test_the_flusher_writes_what_waits() -> None:
    visit = waiting.WaitingVisit(
        timezone.localdate(), "ab" * 16, False, recording._details(PHONE, "", "/")
    )
    waiting.queue.waiting.append(visit)
    waiting.queue.flusher.flush()

    assert numbers_of_today() == (1, 0)
