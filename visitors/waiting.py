"""Visits that wait in memory and are written once a second, all together.

So a first page costs its reader no write, and ten first pages one turn at the
database.

The unique row of a visit decides; the day's number moves in the same transaction and
only when that row is new, so processes, threads and repeats cannot count twice.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F

from visitors.models import DailyVisits, Visit
from web.flushing import Queue
from web.generations import Generation, raise_on_commit

MOST_WAITING = 50_000
BATCH = 100

_INSERT_VISITS = (
    "INSERT INTO visitors_visit"
    " (date, visitor, is_robot, at, referrer, entry, browser, system, device)"
    " VALUES {rows} ON CONFLICT DO NOTHING RETURNING visitor, is_robot"
)
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


class WaitingVisit(NamedTuple):
    """A first page of a visitor; `details` are the other columns, in their order."""

    day: datetime.date
    key: str
    is_robot: bool
    details: dict[str, Any]


def write_soon(visit: WaitingVisit) -> None:
    """Have a visit written within a second or so."""
    queue.put(visit)


@transaction.atomic
def _write(visits: list[WaitingVisit]) -> int:
    # In one order everywhere, so that processes do not wait for each other in a ring.
    for day in sorted({visit.day for visit in visits}):
        of_day = [visit for visit in visits if visit.day == day]
        _write_day(day, sorted(of_day, key=lambda visit: visit.key))
    return len(visits)


def _write_day(day: datetime.date, visits: Sequence[WaitingVisit]) -> None:
    """Insert what is new, and move the day's numbers by exactly that."""
    rows = ", ".join([_ROW] * len(visits))
    values = [
        value
        for visit in visits
        for value in (day, visit.key, visit.is_robot, *visit.details.values())
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_VISITS.format(rows=rows), values)
        new = Counter((key, bool(robot)) for key, robot in cursor.fetchall())
    robots = sum(is_robot for _key, is_robot in new)
    people = len(new) - robots
    known = [visit for visit in visits if (visit.key, visit.is_robot) not in new]
    turned = _turn_into_people(day, [each for each in known if not each.is_robot])
    _add(day, people=people + turned, robots=robots - turned)


def _turn_into_people(day: datetime.date, visits: Sequence[WaitingVisit]) -> int:
    """Give addresses that robots had to the people who have come; return how many."""
    of_day = Visit.objects.filter(date=day, is_robot=True)
    keys = [visit.key for visit in visits]
    were_robots = set(
        of_day.filter(visitor__in=keys).values_list("visitor", flat=True)
        if keys
        else ()
    )
    return sum(
        of_day.filter(visitor=visit.key).update(is_robot=False, **visit.details)
        for visit in visits
        if visit.key in were_robots
    )


def _add(day: datetime.date, *, people: int, robots: int) -> None:
    """Move the day's numbers; what was summed of it is old then."""
    if not people and not robots:
        return
    changes: dict[str, Any] = {
        "count": F("count") + people,
        "robots": F("robots") + robots,
        "is_summed": False,
    }
    days = DailyVisits.objects.filter(date=day)
    if not days.update(**changes):
        DailyVisits.objects.bulk_create([DailyVisits(date=day)], ignore_conflicts=True)
        days.update(**changes)
    if people:
        raise_on_commit(Generation.VISITS)


queue = Queue("visits", _write, most=MOST_WAITING, batch=BATCH)
