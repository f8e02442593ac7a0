"""One address, one day in Seoul, is one visitor."""

import logging
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import OperationalError, connection
from django.utils import timezone

from visitors import services
from visitors.models import DailySalt, DailyVisits, Visit
from visitors.services import counts, record_visit

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
NOON = "2026-03-02T12:00+09:00"

pytestmark = pytest.mark.django_db


def forget_what_is_known() -> None:
    services._record_once.cache_clear()
    services._secret_of.cache_clear()


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


def test_a_robot_leaves_the_address_unknown() -> None:
    assert record_visit("192.0.2.1", "Googlebot/2.1") is None
    assert counts().today == 0

    assert record_visit("192.0.2.1", PHONE) is not None
    assert counts().today == 1


def test_no_column_holds_the_address() -> None:
    record_visit("192.0.2.77", PHONE)
    record_visit("2001:db8:aa:bb::77", PHONE)

    models = apps.get_app_config("visitors").get_models()
    rows = [row for model in models for row in model.objects.values_list()]
    cells = [str(cell).lower() for row in rows for cell in row]
    assert len(cells) == 2 * 3 + 2 + 2
    traces = ("192.0.2", "c000024d", "2001:db8", "20010db8", "iphone")
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

        assert services._agree_on_salt(today) == "ab" * 32
        assert DailySalt.objects.count() == 1


def test_yesterdays_salt_is_gone_as_soon_as_there_is_a_new_one() -> None:
    with time_machine.travel("2026-03-02T12:00+09:00"):
        record_visit("192.0.2.1", PHONE)
    with time_machine.travel("2026-03-03T00:00:01+09:00"):
        record_visit("192.0.2.1", PHONE)

    assert [str(salt) for salt in DailySalt.objects.all()] == ["2026-03-03"]


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

        services.forget_old_visits()

    assert Visit.objects.count() == kept
    assert DailyVisits.objects.get().count == 1


def test_a_failed_write_is_logged_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT INTO visitors_visit"):
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), caplog.at_level(logging.ERROR):
        assert record_visit("192.0.2.1", PHONE) is None
    assert "disk full" in caplog.text
    assert counts().today == 0

    assert record_visit("192.0.2.1", PHONE) is not None
    assert counts().today == 1
