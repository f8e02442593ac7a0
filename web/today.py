"""Today's date in the site's time zone, for what asks at every page."""

import datetime
import time
from typing import NamedTuple

from django.utils import timezone


class _Day(NamedTuple):
    start: float
    end: float
    date: datetime.date


_day = _Day(0, 0, datetime.date.min)


def today() -> datetime.date:
    """Return what timezone.localdate() does, reckoned once a day."""
    global _day
    day = _day
    if not day.start <= time.time() < day.end:
        day = _day = _day_now()
    return day.date


def _day_now() -> _Day:
    date = timezone.localdate()
    zone = timezone.get_default_timezone()
    start, end = (
        datetime.datetime.combine(each, datetime.time(), tzinfo=zone).timestamp()
        for each in (date, date + datetime.timedelta(days=1))
    )
    return _Day(start, end, date)
