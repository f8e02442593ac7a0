"""Days in Seoul."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import DateTimeField, Value
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from siteconfig.models import SiteSettings
from web.periods import Period, SeoulDay, usual_periods

SEOUL = ZoneInfo("Asia/Seoul")
moments = st.datetimes(
    datetime.datetime(1989, 1, 1),
    datetime.datetime(2100, 1, 1),
    timezones=st.just(SEOUL),
)


class TestSeoulDay(TestCase):
    @settings(max_examples=100, deadline=None)
    @given(moments)
    def test_the_database_knows_the_day_in_seoul(
        self, moment: datetime.datetime
    ) -> None:
        row = SiteSettings.objects.get_or_create(pk=1)[0]
        value = Value(moment, output_field=DateTimeField())

        day = SiteSettings.objects.filter(pk=row.pk).values_list(
            SeoulDay(value), flat=True
        )

        assert day.get() == moment.date()


@pytest.mark.parametrize(
    "moment", ["2026-03-01T00:00:00+09:00", "2026-03-31T23:59:59.999999+09:00"]
)
def test_a_period_holds_its_first_and_its_last_moment(moment: str) -> None:
    period = Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))

    start, end = period.moments()

    assert start <= datetime.datetime.fromisoformat(moment) < end
    assert [*period.dates()][0::30] == [period.start, period.end]


def test_the_last_of_the_usual_periods_begins_on_the_first_day() -> None:
    first = datetime.date(2019, 7, 1)

    assert usual_periods(first)[-1][1].start == first
