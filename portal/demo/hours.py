"""When neighbours write: evenings and weekends most, hardly at night."""

import random
from datetime import datetime, timedelta

# Of each hour of the day, from midnight on.
BY_HOUR = (
    3,
    1,
    0,
    0,
    0,
    1,
    3,
    7,
    9,
    9,
    9,
    9,
    13,
    10,
    8,
    8,
    9,
    10,
    12,
    15,
    19,
    21,
    17,
    9,
)
_TODAY = 3  # posts at least, so that the site looks alive


def moments(
    now: datetime, days: int, count: int, chance: random.Random
) -> list[datetime]:
    """Return `count` different moments of the last `days` days up to now, ascending.

    now: an aware moment; its zone is the one whose evenings are meant.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    chosen: set[datetime] = set()
    likely = [*BY_HOUR[: now.hour], 0.1]  # also just after midnight
    while len(chosen) < _TODAY:
        hour = chance.choices(range(now.hour + 1), likely)[0]
        begin = midnight + timedelta(hours=hour)
        chosen.add(begin + min(timedelta(hours=1), now - begin) * chance.random())
    while len(chosen) < count:
        day = midnight - timedelta(days=chance.randint(1, days - 1))
        if day.weekday() < 5 and chance.random() < 0.25:
            continue
        hour = chance.choices(range(24), BY_HOUR)[0]
        chosen.add(day + timedelta(hours=hour, seconds=chance.randrange(3600)))
    return sorted(chosen)


def a_while_after(earlier: datetime, now: datetime, chance: random.Random) -> datetime:
    """Return a moment after `earlier` and not after now, mostly within a day."""
    gap = timedelta(minutes=chance.uniform(2, 20), hours=30 * chance.random() ** 3)
    moment = earlier + min(gap, (now - earlier) * 0.8)
    if 1 <= moment.hour < 6 and moment + timedelta(hours=6) < now:
        moment += timedelta(hours=6)
    return moment
