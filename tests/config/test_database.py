"""How the processes reach the database."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.sqlite3 import base
from django.db.models import Max

from visitors.models import Visit


@pytest.mark.postgresql
def test_every_thread_of_a_process_finds_a_connection_of_its_own():
    pool = settings.DATABASES["default"]["OPTIONS"]["pool"]

    assert pool["max_size"] > settings.WEB_THREADS  # and one for who writes the views


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "written",
    [
        *("2026-11-30 01:02:03.000004", "2026-11-30 01:02:03", "2026-11-30T01:02"),
        *(
            "2026-11-30 01:02:03+09:00",
            "2026-11-30",
            "2026-1-3 4:05",
            "today",
            "",
            None,
        ),
        datetime(2026, 11, 30, 1, 2, 3),
        datetime(2026, 11, 30, 1, 2, 3, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Seoul"), None])
def test_moments_are_read_as_django_reads_them(
    written: Any, zone: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    connection = connections["default"]
    monkeypatch.setitem(vars(connection), "timezone", zone)
    settings.USE_TZ = zone is not None

    def read(operations: Any) -> Any:
        try:
            return operations.convert_datetimefield_value(written, None, connection)
        except (AttributeError, ValueError) as error:
            return str(error)

    found, expected = read(connection.ops), read(base.DatabaseOperations(connection))

    assert found == expected
    assert getattr(found, "tzinfo", zone) == getattr(expected, "tzinfo", zone)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_columns_are_read_as_what_their_fields_are():
    at = datetime(2026, 11, 30, 1, 2, 3, 4, tzinfo=UTC)
    sent = Visit(date=date(2026, 11, 30), visitor="a", is_robot=True, at=at)
    sent.save()
    row = (sent.date, True, at)
    names = ("date", "is_robot", "at")

    (whole,) = Visit.objects.all()
    (values,) = Visit.objects.values_list(*names)
    (largest,) = Visit.objects.values("visitor").values_list(*map(Max, names))

    assert row == values == largest == (whole.date, whole.is_robot, whole.at)
    assert {type(each[1]) for each in (values, largest)} == {bool}
    with connections["default"].cursor() as cursor:  # as they are, converted by nobody
        cursor.execute("SELECT date, is_robot, at FROM visitors_visit")
        assert cursor.fetchone() == ("2026-11-30", 1, "2026-11-30 01:02:03.000004")
