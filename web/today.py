"""Today's date in the site's time zone, for what asks at every page."""

import datetime
import time

from django.utils import timezone

_Day = tuple[float, float, datetime.date]  # when it begins, when it ends, and its date

_day: _Day = 0, 0, datetime.date.min


def today() -> datetime.date:
    """Return what timezone.localdate() does, reckoned once a day."""
    global _day
    start, end, date = _day
    if not start <= time.time() < end:
        _day = _day_now()
        date = _day[-1]
    return date


def _day_now() -> _Day:
    date = timezone.localdate()
    zone = timezone.get_default_timezone()
    start, end = (
        datetime.datetime.combine(each, datetime.time(), tzinfo=zone).timestamp()
        for each in (date, date + datetime.timedelta(days=1))
    )
    return start, end, date
