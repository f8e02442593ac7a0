"""Days from one to another that a report is about, and the form that asks for them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import TruncDate
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

USUAL_DAYS = 30
MOST_YEARS = 100
FIRST_YEAR = 1970


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both in it."""

    start: datetime.date
    end: datetime.date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def dates(self) -> Iterator[datetime.date]:
        """Yield every day, the first first."""
        for number in range(self.days):
            yield self.start + datetime.timedelta(number)

    def before(self) -> "Period":
        """Return as many days just before."""
        end = self.start - datetime.timedelta(days=1)
        return Period(end - datetime.timedelta(days=self.days - 1), end)

    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Return when it begins, and when the day after it does, in Seoul."""
        after = self.end + datetime.timedelta(days=1)
        return _midnight(self.start), _midnight(after)


class SeoulDay(TruncDate):
    """The day of a moment, in a query.

    On SQLite Django's own calls Python for every row: half a second for 100,000.
    Seoul's clock has been nine hours ahead all the year since 1989.
    """

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        sql, params = compiler.compile(self.lhs)
        return f"DATE({sql}, '+9 hours')", params


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _date_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("2026-03-01처럼 적어 주세요.")},
    )


class PeriodForm(forms.Form):
    """From a day to a day; without them the last USUAL_DAYS."""

    start = _date_field(gettext_lazy("처음 날"))
    end = _date_field(gettext_lazy("마지막 날"))

    def clean(self) -> dict[str, Any]:
        """Fill in the days that were left out; see that they are days of a site."""
        cleaned = super().clean() or {}
        end = cleaned["end"] = cleaned.get("end") or timezone.localdate()
        if end.year < FIRST_YEAR:
            raise ValidationError(
                _("%(year)d년보다 앞선 날은 볼 수 없습니다. 날을 다시 골라 주세요."),
                params={"year": FIRST_YEAR},
            )
        start = cleaned["start"] = cleaned.get("start") or last_days(end).start
        if start > end:
            raise ValidationError(
                _("처음 날이 마지막 날보다 뒤입니다. 두 날을 바꿔 적어 주세요.")
            )
        if end.year - start.year > MOST_YEARS:
            raise ValidationError(
                _("한 번에 %(years)d년까지 볼 수 있습니다. 기간을 줄여 주세요."),
                params={"years": MOST_YEARS},
            )
        return cleaned

    def period(self) -> Period:
        """Return the days asked for; the usual ones when the form makes no sense."""
        if not self.is_valid():
            return last_days(timezone.localdate())
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])


def last_days(end: datetime.date) -> Period:
    """Return the USUAL_DAYS that end with this one."""
    return Period(end - datetime.timedelta(days=USUAL_DAYS - 1), end)


def usual_periods(first_day: datetime.date) -> list[tuple[str, Period]]:
    """Return the periods one asks for most, by their names; the last from `first_day`."""
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    month = today.replace(day=1)
    last_month = (month - day).replace(day=1)
    return [
        (_("오늘"), Period(today, today)),
        (_("어제"), Period(today - day, today - day)),
        (_("지난 7일"), Period(today - 6 * day, today)),
        (_("지난 30일"), last_days(today)),
        (_("이번 달"), Period(month, today)),
        (_("지난달"), Period(last_month, month - day)),
        (_("올해"), Period(today.replace(month=1, day=1), today)),
        (_("처음부터"), Period(first_day, today)),
    ]
