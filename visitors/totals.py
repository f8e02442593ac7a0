"""Sums the visits of finished days, so that they can be dropped and still be read.

What a day is summed to is bounded: MOST_NAMES names of each kind, and the rest of
the day together as REST, so that the parts always add up to the whole.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from visitors.models import DailyVisits, SearchWord, Visit, VisitTotal
from visitors.referrers import domain_of

MOST_NAMES = 100
REST = "*"  # the name of all that found no place of their own

Kind = VisitTotal.Kind
_COLUMNS = {
    Kind.DOMAIN: "referrer",
    Kind.BROWSER: "browser",
    Kind.SYSTEM: "system",
    Kind.DEVICE: "device",
    Kind.ENTRY: "entry",
}


def counts_of(kind: str, day: datetime.date) -> Counter[str]:
    """Return how many visitors of a day have which name, read from its visits.

    Visits noted before these things were have an empty name.
    """
    if kind == Kind.WORD:
        words = SearchWord.objects.filter(date=day).values("word")
        return Counter(dict(words.annotate(n=Count("pk")).values_list("word", "n")))
    visits = Visit.objects.filter(date=day, is_robot=kind == Kind.ROBOT).order_by()
    if kind == Kind.HOUR:
        times = visits.values_list("at", flat=True).iterator()
        return Counter(_hour(at) for at in times)
    column = "browser" if kind == Kind.ROBOT else _COLUMNS[VisitTotal.Kind(kind)]
    rows = visits.values(column).annotate(n=Count("pk")).values_list(column, "n")
    counts: Counter[str] = Counter()
    for name, number in rows:
        counts[domain_of(name) if kind == Kind.DOMAIN else name] += number
    return counts


def _hour(at: datetime.datetime | None) -> str:
    return "" if at is None else f"{timezone.localtime(at).hour:02}"


def bounded(counts: Counter[str]) -> Counter[str]:
    """Return the most frequent names, and the rest together as REST."""
    top = Counter(dict(counts.most_common(MOST_NAMES)))
    rest = counts.total() - top.total()
    if rest:
        top[REST] += rest
    return top


def sum_finished_days() -> int:
    """Sum each day before today whose visits moved since; return how many days."""
    days = list(_unsummed_days())
    for day in days:
        _sum(day)
    return len(days)


def _unsummed_days() -> Iterator[datetime.date]:
    today = timezone.localdate()
    unsummed = DailyVisits.objects.filter(is_summed=False, date__lt=today)
    yield from unsummed.order_by("date").values_list("date", flat=True)


@transaction.atomic
def _sum(day: datetime.date) -> None:
    # Locked: a visit that is late waits, and asks for the day to be summed again.
    row = DailyVisits.objects.select_for_update().get(date=day)
    if Visit.objects.filter(date=day).exists():
        VisitTotal.objects.filter(date=day).exclude(kind=Kind.WORD).delete()
        kinds = [kind for kind in Kind if kind != Kind.WORD]
        VisitTotal.objects.bulk_create(_totals(day, kinds))
    if SearchWord.objects.filter(date=day).exists():
        VisitTotal.objects.filter(date=day, kind=Kind.WORD).delete()
        VisitTotal.objects.bulk_create(_totals(day, [Kind.WORD]))
    row.is_summed = True
    row.save(update_fields=["is_summed"])


def _totals(day: datetime.date, kinds: Iterable[str]) -> list[VisitTotal]:
    return [
        VisitTotal(date=day, kind=kind, name=name, count=number)
        for kind in kinds
        for name, number in bounded(counts_of(kind, day)).items()
    ]
