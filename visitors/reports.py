"""The statistics: how many came, whence, with what and when, over any days.

Finished days are read from their sums, the rest from the visits themselves, so ten
years cost little and today is in it.
"""

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from visitors.models import DailyVisits, VisitTotal
from visitors.totals import REST, Kind, counts_of
from web.periods import Period

_WEEKDAYS = tuple(
    gettext_noop(day)
    for day in ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일")
)


@dataclass(frozen=True)
class Day:
    """The numbers of some days: people, robots, and the pages each opened."""

    people: int = 0
    robots: int = 0
    views: int = 0
    robot_views: int = 0

    @property
    def addresses(self) -> int:
        """What gnuboard counts: every address, robot or not."""
        return self.people + self.robots

    def __add__(self, other: "Day") -> "Day":
        return Day(
            self.people + other.people,
            self.robots + other.robots,
            self.views + other.views,
            self.robot_views + other.robot_views,
        )


@dataclass(frozen=True)
class Row:
    """One line of a report; `share` is percent of all lines' people."""

    name: str
    day: Day
    share: float

    @property
    def count(self) -> int:
        return self.day.people


@dataclass(frozen=True)
class Report:
    """One kind of statistics. `read` returns its lines for some days, in order."""

    slug: str
    title: str | Promise
    read: Callable[[Period], list[tuple[str, Day]]]
    is_series: bool = False  # ordered in time, drawn as columns
    has_days: bool = False  # of whole days, so robots and pages are known too

    def rows(self, period: Period) -> list[Row]:
        """Return the lines; what nobody gave stands under a word that says so."""
        found = self.read(period)
        whole = sum(day.people for _name, day in found)
        return [
            Row(name, day, round(100 * day.people / whole, 1) if whole else 0.0)
            for name, day in found
        ]


def whole(period: Period) -> Day:
    """Return the numbers of all days of the period together."""
    sums = _days(period).aggregate(**{name: Sum(name, default=0) for name in _COLUMNS})
    return Day(*(sums[name] for name in _COLUMNS))


def first_day() -> datetime.date:
    """Return the first day that was counted, today when none was."""
    day = DailyVisits.objects.order_by("date").values_list("date", flat=True).first()
    return day or timezone.localdate()


_COLUMNS = ("count", "robots", "views", "robot_views")


def _days(period: Period) -> QuerySet[DailyVisits]:
    return DailyVisits.objects.filter(date__range=(period.start, period.end))


def by_day(period: Period) -> list[tuple[datetime.date, Day]]:
    """Return every day of the period, those without visitors too, the first first."""
    rows = _days(period).values_list("date", *_COLUMNS)
    known = {day: Day(*numbers) for day, *numbers in rows}
    return [(day, known.get(day, Day())) for day in period.dates()]


def _grouped(
    period: Period, name_of: Callable[[datetime.date], str]
) -> list[tuple[str, Day]]:
    groups: dict[str, Day] = {}
    for date, day in by_day(period):
        name = name_of(date)
        groups[name] = groups.get(name, Day()) + day
    return list(groups.items())


def _read_days(period: Period) -> list[tuple[str, Day]]:
    return _grouped(period, lambda date: f"{date}")


def _read_months(period: Period) -> list[tuple[str, Day]]:
    return _grouped(period, lambda date: f"{date:%Y-%m}")


def _read_years(period: Period) -> list[tuple[str, Day]]:
    return _grouped(period, lambda date: f"{date:%Y}")


def _read_weekdays(period: Period) -> list[tuple[str, Day]]:
    groups = dict(_grouped(period, lambda date: _WEEKDAYS[date.weekday()]))
    return [(_(name), groups.get(name, Day())) for name in _WEEKDAYS]


def _read_hours(period: Period) -> list[tuple[str, Day]]:
    counts = _sums(Kind.HOUR, period)
    hours = [(f"{hour:02}", counts.pop(f"{hour:02}", 0)) for hour in range(24)]
    unknown = counts.total()
    rows = [
        (_("%(hour)s시") % {"hour": hour}, Day(people=count)) for hour, count in hours
    ]
    return [*rows, (_("알 수 없음"), Day(people=unknown))] if unknown else rows


def _reader(kind: Kind, nobody: str) -> Callable[[Period], list[tuple[str, Day]]]:
    """Return what reads a kind, the most frequent first; `nobody` names what is empty."""

    def read(period: Period) -> list[tuple[str, Day]]:
        words = {"": _(nobody), REST: _("그 밖")}
        counts = _sums(kind, period)
        last = {"": 1, REST: 2}  # of the same number, and the rest always at the end
        order = sorted(
            counts.items(),
            key=lambda item: (item[0] == REST, -item[1], last.get(item[0], 0), item[0]),
        )
        return [(words.get(name, _(name)), Day(people=n)) for name, n in order]

    return read


def _sums(kind: str, period: Period) -> Counter[str]:
    """Return how many visitors of the period have which name."""
    unsummed = list(
        _days(period).filter(is_summed=False).values_list("date", flat=True)
    )
    totals = VisitTotal.objects.filter(
        kind=kind, date__range=(period.start, period.end)
    ).exclude(date__in=unsummed)
    sums = totals.values("name").annotate(n=Sum("count")).values_list("name", "n")
    counts = Counter(dict(sums.order_by()))
    for day in unsummed:
        counts.update(counts_of(kind, day))
    return counts


_UNKNOWN = gettext_noop("알 수 없음")
REPORTS = {
    report.slug: report
    for report in (
        Report(
            "domains",
            gettext_lazy("도메인"),
            _reader(Kind.DOMAIN, gettext_noop("직접 들어옴")),
        ),
        Report("browsers", gettext_lazy("브라우저"), _reader(Kind.BROWSER, _UNKNOWN)),
        Report("systems", gettext_lazy("운영체제"), _reader(Kind.SYSTEM, _UNKNOWN)),
        Report("devices", gettext_lazy("접속기기"), _reader(Kind.DEVICE, _UNKNOWN)),
        Report("hours", gettext_lazy("시간"), _read_hours, is_series=True),
        Report(
            "weekdays",
            gettext_lazy("요일"),
            _read_weekdays,
            is_series=True,
            has_days=True,
        ),
        Report("days", gettext_lazy("일"), _read_days, is_series=True, has_days=True),
        Report(
            "months", gettext_lazy("월"), _read_months, is_series=True, has_days=True
        ),
        Report("years", gettext_lazy("년"), _read_years, is_series=True, has_days=True),
        Report("words", gettext_lazy("검색어"), _reader(Kind.WORD, _UNKNOWN)),
        Report("entries", gettext_lazy("처음 연 화면"), _reader(Kind.ENTRY, _UNKNOWN)),
        Report("robots", gettext_lazy("로봇"), _reader(Kind.ROBOT, _UNKNOWN)),
    )
}
