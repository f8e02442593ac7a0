"""The visitor counter: its four numbers, and what mends them."""

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from visitors.models import DailySalt, DailyVisits, OpeningBalance, SearchWord, Visit
from web.generations import Generation, keep, raise_on_commit
from web.today import today

VISIT_LOG_DAYS = 180


class Counts(NamedTuple):
    """오늘, 어제, 최대, 전체."""

    today: int
    yesterday: int
    maximum: int
    total: int


def counts() -> Counts:
    """Return the four numbers, true in every process, the opening balance included."""
    return counts_and_maximum_on()[0]


def maximum_on() -> datetime.date | None:
    """Return the day of 최대, the latest of several.

    None when nobody came yet, or when it was where the site stood before it moved in.
    """
    return counts_and_maximum_on()[1]


def counts_and_maximum_on() -> tuple[Counts, datetime.date | None]:
    """Return `counts` and `maximum_on`, as every page shows them."""
    days, day = _days_until_today()
    opening = keep(Generation.SITE, "visitors:opening", opening_balance)
    counts = days._replace(
        maximum=max(days.maximum, opening.maximum), total=days.total + opening.total
    )
    return counts, day if days.maximum and days.maximum == counts.maximum else None


def _days_until_today() -> tuple[Counts, datetime.date | None]:
    day = today()
    return keep(Generation.VISITS, f"visitors:{day}", lambda: _count_days(day))


def _count_days(today: datetime.date) -> tuple[Counts, datetime.date | None]:
    """Return the numbers and the day of the highest, in one query."""
    yesterday = today - datetime.timedelta(days=1)
    highest = DailyVisits.objects.order_by("-count").values("count")[:1]
    numbers = DailyVisits.objects.aggregate(
        today=Sum("count", filter=Q(date=today), default=0),
        yesterday=Sum("count", filter=Q(date=yesterday), default=0),
        maximum=Max("count", default=0),
        total=Sum("count", default=0),
        day=Max("date", filter=Q(count=Subquery(highest))),
    )
    day = numbers.pop("day")
    return Counts(**numbers), day


def opening_balance() -> OpeningBalance:
    """Return the one row, zeros until somebody sets it."""
    return OpeningBalance.objects.first() or OpeningBalance()


@transaction.atomic
def set_opening_balance(*, total: int, maximum: int) -> None:
    """Say what had been counted before the site moved in."""
    values = {"total": total, "maximum": maximum}
    OpeningBalance.objects.update_or_create(pk=1, defaults=values)
    raise_on_commit(Generation.SITE)


@transaction.atomic
def fill_days(visitors: Mapping[datetime.date, int]) -> int:
    """Write down past days that were counted elsewhere; return how many were new.

    A day that has a number here keeps it; today and later are left alone.
    """
    today = timezone.localdate()
    known = set(DailyVisits.objects.values_list("date", flat=True))
    new = [
        DailyVisits(date=day, count=count, is_summed=True)
        for day, count in visitors.items()
        if day < today and day not in known
    ]
    DailyVisits.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        raise_on_commit(Generation.VISITS)
    return len(new)


def recount_visits() -> list[str]:
    """Mend each day whose visits are still kept; return a line for every difference.

    In Korean. A day is locked only when it seems wrong, and then looked at once more.
    """
    lines = [line for day in _days_that_seem_wrong() for line in _look_at(day, True)]
    if lines:
        raise_on_commit(Generation.VISITS)
    return lines


def check_visits() -> list[str]:
    """Return what `recount_visits` would mend, changing nothing."""
    return [line for day in _days_that_seem_wrong() for line in _look_at(day, False)]


def _counted(visits: QuerySet[Visit]) -> dict[datetime.date, tuple[int, int]]:
    """Return how many people and robots came on each day, as the visits say."""
    by_day = (
        visits.order_by()
        .values("date")
        .annotate(
            people=Count("pk", filter=Q(is_robot=False)),
            machines=Count("pk", filter=Q(is_robot=True)),
        )
    )
    rows = by_day.values_list("date", "people", "machines")
    return {day: (people, robots) for day, people, robots in rows}


def _days_that_seem_wrong() -> list[datetime.date]:
    counted = _counted(Visit.objects.all())
    rows = DailyVisits.objects.values_list("date", "count", "robots")
    stored = {day: (count, robots) for day, count, robots in rows}
    return sorted(
        day for day, numbers in counted.items() if stored.get(day, (0, 0)) != numbers
    )


@transaction.atomic
def _look_at(day: datetime.date, mend: bool) -> list[str]:
    # Locked first, so that no visit comes between the day's number and its rows.
    rows = DailyVisits.objects.select_for_update().filter(date=day)
    stored = rows.values_list("count", "robots").first() or (0, 0)
    counted = _counted(Visit.objects.filter(date=day)).get(day, (0, 0))
    if mend and stored != counted:
        people, robots = counted
        values = {"count": people, "robots": robots, "is_summed": False}
        DailyVisits.objects.update_or_create(date=day, defaults=values)
    return [
        _("%(date)s: %(who)s %(old)d → %(new)d")
        % {"date": day, "who": who, "old": old, "new": new}
        for who, old, new in zip((_("방문자"), _("로봇")), stored, counted, strict=True)
        if old != new
    ]


@transaction.atomic
def forget_old_visits() -> None:
    """Drop the salts of earlier days, and visits older than VISIT_LOG_DAYS.

    A day whose visits are not summed yet keeps them until they are.
    """
    today = timezone.localdate()
    DailySalt.objects.filter(date__lt=today).delete()
    oldest = today - datetime.timedelta(days=VISIT_LOG_DAYS)
    unsummed = DailyVisits.objects.filter(date__lt=oldest, is_summed=False)
    old = Visit.objects.filter(date__lt=oldest)
    old.exclude(date__in=unsummed.values("date")).delete()
    words = SearchWord.objects.filter(date__lt=oldest)
    words.exclude(date__in=unsummed.values("date")).delete()
