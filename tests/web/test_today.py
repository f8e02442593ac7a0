"""Today's date, reckoned once a day."""

import datetime

import time_machine

from web.today import today


def test_it_is_the_date_in_seoul_to_the_second():
    for moment, day in [
        ("2026-03-02T14:59:59+00:00", 2),
        ("2026-03-02T15:00:00+00:00", 3),
        ("2026-03-03T14:59:59+00:00", 3),
        ("2026-03-01T15:00:00+00:00", 2),  # a clock that was put back
    ]:
        with time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False):
            assert today() == datetime.date(2026, 3, day)
