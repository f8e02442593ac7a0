"""Moments as pages write them, against strftime."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from web import moments

FORMATS = {
    moments.machine_minute: "%Y-%m-%dT%H:%M%z",
    moments.machine_second: "%Y-%m-%dT%H:%M:%S%z",
    moments.short_minute: "%y-%m-%d %H:%M",
    moments.short_day: "%y-%m-%d",
    moments.time_of_day: "%H:%M",
}


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 2, 9, 5, 7, tzinfo=ZoneInfo("Asia/Seoul")),
        datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(1999, 1, 1, tzinfo=ZoneInfo("America/New_York")),
        datetime(1958, 7, 1, 12, tzinfo=ZoneInfo("Asia/Seoul")),
    ],
)
def test_a_moment_is_written_as_strftime_does(write, moment):
    assert write(moment) == moment.strftime(FORMATS[write])
