"""오늘, 어제, 최대, 전체."""

import datetime
from operator import itemgetter

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from visitors import recording, services
from visitors.models import DailyVisits, OpeningBalance
from visitors.recording import record_visit
from visitors.services import Counts, counts, maximum_on, set_opening_balance
from web import generations
from web.generations import Generation

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
NOON = "2026-03-02T12:00+09:00"
BEFORE_MIDNIGHT = "2026-03-02T23:59:30+09:00"
AFTER_MIDNIGHT = "2026-03-03T00:00:00+09:00"


@pytest.mark.django_db
def test_a_site_without_visitors_shows_zeros() -> None:
    assert counts() == Counts(today=0, yesterday=0, maximum=0, total=0)


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_each_number_is_that_of_its_days() -> None:
    for day, count in ((28, 7), (1, 5), (2, 3)):
        month = 2 if day == 28 else 3
        DailyVisits.objects.create(date=datetime.date(2026, month, day), count=count)

    assert counts() == Counts(today=3, yesterday=5, maximum=7, total=15)


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_the_maximum_has_the_latest_of_its_days() -> None:
    assert maximum_on() is None

    for day, count in ((25, 7), (26, 7), (27, 3)):
        DailyVisits.objects.create(date=datetime.date(2026, 2, day), count=count)
    record_visit("192.0.2.1", PHONE)
    assert maximum_on() == datetime.date(2026, 2, 26)

    set_opening_balance(total=10, maximum=8)
    assert maximum_on() is None


@pytest.mark.django_db
def test_the_first_visitor_is_seen_at_once() -> None:
    assert counts().today == 0

    record_visit("192.0.2.1", PHONE)

    assert counts() == Counts(today=1, yesterday=0, maximum=1, total=1)


@pytest.mark.django_db
def test_nothing_is_asked_while_nothing_changes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record_visit("192.0.2.1", PHONE)
    counts()

    with django_assert_num_queries(0):
        record_visit("192.0.2.1", PHONE)
        counts()


@pytest.mark.django_db
def test_after_a_new_visitor_one_query_is_enough(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    counts()
    record_visit("192.0.2.1", PHONE)

    with django_assert_num_queries(1):
        counts()


@pytest.mark.django_db
def test_the_day_turns_at_midnight_in_seoul_though_nobody_comes() -> None:
    with time_machine.travel(BEFORE_MIDNIGHT):
        record_visit("192.0.2.1", PHONE)
        record_visit("192.0.2.2", PHONE)
        assert counts() == Counts(today=2, yesterday=0, maximum=2, total=2)

    with time_machine.travel(AFTER_MIDNIGHT):
        assert counts() == Counts(today=0, yesterday=2, maximum=2, total=2)


@pytest.mark.django_db
def test_two_days_later_nobody_came_yesterday() -> None:
    with time_machine.travel(NOON):
        record_visit("192.0.2.1", PHONE)
        counts()

    with time_machine.travel("2026-03-04T09:00+09:00"):
        assert counts() == Counts(today=0, yesterday=0, maximum=1, total=1)


@pytest.mark.django_db
def test_the_opening_balance_is_part_of_total_and_maximum() -> None:
    counts()

    set_opening_balance(total=1000, maximum=80)

    record_visit("192.0.2.1", PHONE)
    assert counts() == Counts(today=1, yesterday=0, maximum=80, total=1001)


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_a_day_beats_the_old_maximum() -> None:
    set_opening_balance(total=10, maximum=4)
    DailyVisits.objects.create(date=datetime.date(2026, 1, 1), count=5)

    assert counts().maximum == 5


@pytest.mark.django_db
def test_the_opening_balance_can_be_set_again() -> None:
    set_opening_balance(total=1000, maximum=80)
    set_opening_balance(total=2000, maximum=90)

    assert counts() == Counts(today=0, yesterday=0, maximum=90, total=2000)


@pytest.mark.django_db
def test_there_is_one_opening_balance() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningBalance.objects.create(pk=2)


@pytest.mark.django_db
def test_a_maximum_above_the_total_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        set_opening_balance(total=1, maximum=2)


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_recount_mends_a_wrong_day() -> None:
    record_visit("192.0.2.1", PHONE)
    DailyVisits.objects.update(count=9)

    assert services.check_visits() == ["2026-03-02: 방문자 9 → 1"]
    assert services.recount_visits() == ["2026-03-02: 방문자 9 → 1"]

    assert counts().today == 1
    assert services.recount_visits() == []


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_recount_brings_back_a_lost_day() -> None:
    record_visit("192.0.2.1", PHONE)
    DailyVisits.objects.all().delete()

    assert services.recount_visits() == ["2026-03-02: 방문자 0 → 1"]

    assert counts().today == 1


@pytest.mark.django_db
def test_checking_changes_nothing() -> None:
    record_visit("192.0.2.1", PHONE)
    DailyVisits.objects.update(count=9)

    services.check_visits()

    assert DailyVisits.objects.get().count == 9


@pytest.mark.django_db
def test_recount_leaves_days_whose_visits_are_gone() -> None:
    DailyVisits.objects.create(date=datetime.date(2020, 1, 1), count=42)

    assert services.recount_visits() == []

    assert DailyVisits.objects.get().count == 42


class TestSums(TestCase):
    """Whoever comes in whatever order: the days add up to the total."""

    def setup_example(self) -> None:
        super().setup_example()
        recording._secret_of.cache_clear()
        recording.forget()
        generations.raise_now(Generation.VISITS)

    @settings(deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(min_value=1, max_value=5), st.integers(0, 8)),
            max_size=25,
        )
    )
    def test_the_days_add_up(self, visits: list[tuple[int, int]]) -> None:
        for day, host in sorted(visits, key=itemgetter(0)):
            with time_machine.travel(f"2026-03-0{day}T12:00+09:00"):
                record_visit(f"192.0.2.{host}", PHONE)

        with time_machine.travel("2026-03-05T20:00+09:00"):
            shown = counts()

        days = {day: len({h for d, h in visits if d == day}) for day in range(1, 6)}
        assert shown.total == sum(days.values()) == len(set(visits))
        assert shown.maximum == max(days.values())
        assert (shown.today, shown.yesterday) == (days[5], days[4])
        assert services.check_visits() == []
