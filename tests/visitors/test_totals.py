"""The sums of a day add up to the day, and outlive its visits."""

import datetime
from collections import Counter

import pytest
import time_machine
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from visitors import recording, services, totals
from visitors.models import DailyVisits, SearchWord, Visit, VisitTotal
from visitors.recording import record_visit
from visitors.totals import Kind, bounded, counts_of, sum_finished_days
from visitors.words import record_word

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
PC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)"
DAY = datetime.date(2026, 3, 2)
NOON = "2026-03-02T12:00+09:00"
NEXT_DAY = "2026-03-03T00:05+09:00"


def totals_of(kind: str) -> dict[str, int]:
    rows = VisitTotal.objects.filter(date=DAY, kind=kind)
    return dict(rows.values_list("name", "count"))


@pytest.mark.django_db
def test_a_finished_day_is_summed_by_everything() -> None:
    with time_machine.travel(NOON):
        record_visit("192.0.2.1", PHONE, referrer="https://m.naver.com/x", path="/new/")
        record_visit("192.0.2.2", PC, referrer="https://naver.com/", path="/")
        record_visit("192.0.2.3", ROBOT, path="/")
        record_word("  골목  빵집 ", "a")
        record_word("골목 빵집", "a")
        record_word("골목 빵집", "b")

    with time_machine.travel(NEXT_DAY):
        assert sum_finished_days() == 1
        assert sum_finished_days() == 0

    assert totals_of(Kind.DOMAIN) == {"naver.com": 2}
    assert totals_of(Kind.SYSTEM) == {"iOS": 1, "Windows": 1}
    assert totals_of(Kind.DEVICE) == {"휴대전화": 1, "PC": 1}
    assert totals_of(Kind.HOUR) == {"12": 2}
    assert totals_of(Kind.ENTRY) == {"/new/": 1, "/": 1}
    assert totals_of(Kind.ROBOT) == {"네이버 Yeti": 1}
    assert totals_of(Kind.WORD) == {"골목 빵집": 2}


@pytest.mark.django_db
def test_today_is_not_summed() -> None:
    with time_machine.travel(NOON):
        record_visit("192.0.2.1", PHONE)

        assert sum_finished_days() == 0


@pytest.mark.django_db
def test_a_visit_that_comes_late_has_its_day_summed_again() -> None:
    with time_machine.travel(NOON):
        record_visit("192.0.2.1", PHONE)
    with time_machine.travel(NEXT_DAY):
        sum_finished_days()
    with time_machine.travel("2026-03-02T23:59:59+09:00"):
        record_visit("192.0.2.2", PHONE)
        record_word("늦은 말", "a")
    with time_machine.travel(NEXT_DAY):
        assert sum_finished_days() == 1

    assert totals_of(Kind.DEVICE) == {"휴대전화": 2}
    assert totals_of(Kind.WORD) == {"늦은 말": 1}


@pytest.mark.django_db
def test_sums_outlive_the_visits() -> None:
    with time_machine.travel(NOON):
        record_visit("192.0.2.1", PHONE)
    with time_machine.travel("2027-03-02T00:05+09:00"):
        sum_finished_days()
        services.forget_old_visits()
        DailyVisits.objects.update(is_summed=False)
        sum_finished_days()

    assert not Visit.objects.exists()
    assert totals_of(Kind.DEVICE) == {"휴대전화": 1}


@pytest.mark.django_db
def test_words_go_with_the_visits() -> None:
    with time_machine.travel(NOON):
        record_word("골목", "a")
        DailyVisits.objects.create(date=DAY)
    with time_machine.travel("2027-03-02T00:05+09:00"):
        sum_finished_days()
        services.forget_old_visits()

    assert not SearchWord.objects.exists()
    assert totals_of(Kind.WORD) == {"골목": 1}


def test_names_beyond_the_most_frequent_are_summed_together() -> None:
    counts = Counter({f"{number}.example": number for number in range(1, 401)})

    kept = bounded(counts)

    assert len(kept) == totals.MOST_NAMES + 1
    assert kept.total() == counts.total()
    assert kept[totals.REST] == sum(range(1, 301))


_VISITS = st.lists(
    st.tuples(
        st.integers(1, 30),  # the address
        st.sampled_from([PHONE, PC, ROBOT, ""]),
        st.sampled_from(["", "https://a.example/x", "http://www.a.example", "junk:"]),
        st.sampled_from(["/", "/boards/free/", "/new/"]),
    ),
    max_size=40,
)


class TestPartsAndWhole(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(_VISITS)
    def test_every_sum_of_people_adds_up_to_the_day(
        self, visits: list[tuple[int, str, str, str]]
    ) -> None:
        recording.forget()
        with time_machine.travel(NOON):
            for number, agent, referrer, path in visits:
                address = f"192.0.2.{number}"
                record_visit(address, agent, referrer=referrer, path=path)
        with time_machine.travel(NEXT_DAY):
            sum_finished_days()

        day = DailyVisits.objects.filter(date=DAY).first() or DailyVisits(date=DAY)
        assert day.count + day.robots == len({visit[0] for visit in visits})
        for kind in Kind:
            whole = {Kind.ROBOT: day.robots, Kind.WORD: 0}.get(kind, day.count)
            rows = VisitTotal.objects.filter(kind=kind, date=DAY)
            assert rows.aggregate(n=Sum("count", default=0))["n"] == whole
            assert counts_of(kind, DAY).total() == whole
        assert services.check_visits() == []
