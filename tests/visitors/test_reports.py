"""The statistics: any days, the parts as much as the whole."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from tests.factories import make_member
from visitors import recording
from visitors.models import DailyVisits, Visit, VisitTotal
from visitors.recording import record_visit
from visitors.reports import REPORTS, Period, by_day, whole
from visitors.totals import REST, Kind, sum_finished_days
from visitors.words import record_word

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
ROBOT = "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)"
MONDAY = datetime.date(2026, 3, 2)
MARCH = Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))


@pytest.fixture
def office(client: Client, manager: Member) -> Client:
    client.force_login(manager)
    return client


def address_of(slug: str) -> str:
    return reverse("admin:visitors_dailyvisits_report", args=[slug])


def rows_of(slug: str, period: Period = MARCH) -> list[tuple[str, int]]:
    return [(str(row.name), row.count) for row in REPORTS[slug].rows(period)]


def two_days() -> None:
    """Four visitors on Monday, one and a robot on Tuesday, which is not over."""
    with time_machine.travel("2026-03-02T09:30+09:00"):
        for number in range(3):
            record_visit(f"192.0.2.{number}", PHONE, referrer="https://naver.com/")
        record_visit("192.0.2.9", PHONE, path="/new/")
        record_word("골목", "a")
    with time_machine.travel("2026-03-03T00:05+09:00"):
        sum_finished_days()
    with time_machine.travel("2026-03-03T21:00+09:00"):
        record_visit("192.0.2.1", PHONE, referrer="https://daum.net/")
        record_visit("192.0.2.2", ROBOT)


@pytest.mark.django_db
def test_sums_of_finished_days_and_visits_of_today_make_one_report() -> None:
    two_days()

    assert rows_of("domains") == [("naver.com", 3), ("daum.net", 1), ("직접 들어옴", 1)]
    assert rows_of("entries") == [("알 수 없음", 4), ("/new/", 1)]
    assert rows_of("robots") == [("네이버 Yeti", 1)]
    assert rows_of("words") == [("골목", 1)]
    assert rows_of("systems") == [("iOS", 5)]
    assert dict(rows_of("hours"))["09시"] == 4
    assert dict(rows_of("hours"))["21시"] == 1
    assert len(rows_of("hours")) == 24
    assert rows_of("weekdays")[:3] == [("월요일", 4), ("화요일", 1), ("수요일", 0)]
    assert rows_of("days")[:3] == [
        ("2026-03-01", 0),
        ("2026-03-02", 4),
        ("2026-03-03", 1),
    ]
    assert rows_of("months") == [("2026-03", 5)]
    assert rows_of("years") == [("2026", 5)]
    assert (whole(MARCH).people, whole(MARCH).robots) == (5, 1)
    assert whole(MARCH).addresses == 6


@pytest.mark.django_db
def test_only_the_days_asked_for_count() -> None:
    two_days()

    assert rows_of("domains", Period(MONDAY, MONDAY)) == [
        ("naver.com", 3),
        ("직접 들어옴", 1),
    ]
    assert rows_of("domains", MARCH.before()) == []


@pytest.mark.django_db
def test_the_rest_stands_last() -> None:
    DailyVisits.objects.create(date=MONDAY, count=9, is_summed=True)
    for name, count in ((REST, 5), ("a.example", 3), ("b.example", 1)):
        VisitTotal.objects.create(date=MONDAY, kind=Kind.DOMAIN, name=name, count=count)

    assert [name for name, _count in rows_of("domains")] == [
        *("a.example", "b.example", "그 밖")
    ]


def test_a_period_before_has_as_many_days() -> None:
    before = Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31)).before()

    assert (before.start, before.end) == (
        datetime.date(2026, 1, 29),
        datetime.date(2026, 2, 28),
    )
    assert before.days == 31


_DAYS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans(), st.booleans()),
    max_size=30,
)


class TestPartsAndWhole(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(_DAYS)
    def test_every_report_adds_up_to_the_days(
        self, visits: list[tuple[int, int, bool, bool]]
    ) -> None:
        recording.forget()
        with time_machine.travel("2026-03-02T12:00+09:00") as clock:
            for shift, number, is_robot, is_summed_after in sorted(visits):
                day = datetime.timedelta(days=shift)
                clock.move_to(
                    datetime.datetime(2026, 3, 2, 3, tzinfo=datetime.UTC) + day
                )
                recording._secret_of.cache_clear()
                record_visit(f"192.0.2.{number}", ROBOT if is_robot else PHONE)
                if is_summed_after:
                    sum_finished_days()

        people = whole(MARCH).people
        for slug in set(REPORTS) - {"robots", "words"}:
            assert sum(count for _name, count in rows_of(slug)) == people, slug
        assert sum(count for _name, count in rows_of("robots")) == whole(MARCH).robots
        assert sum(day.people for _date, day in by_day(MARCH)) == people
        assert whole(MARCH).addresses == Visit.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_is_a_page_with_a_table(office: Client, slug: str) -> None:
    two_days()

    page = office.get(address_of(slug), {"start": "2026-03-01", "end": "2026-03-31"})

    assert page.status_code == 200
    assert "<table>" in page.text
    assert f'aria-current="page">{REPORTS[slug].title}</a>' in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_is_a_file(office: Client, slug: str) -> None:
    two_days()
    days = {"start": "2026-03-01", "end": "2026-03-31", "format": "csv"}

    answer = office.get(address_of(slug), days)

    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(rows_of(slug))
    assert lines[0].startswith(str(REPORTS[slug].title))


@pytest.mark.django_db
def test_a_file_holds_no_formula(office: Client) -> None:
    with time_machine.travel("2026-03-02T12:00+09:00"):
        record_visit("192.0.2.1", PHONE)
        record_word('=HYPERLINK("http://evil.example")', "a")

    days = {"start": "2026-03-01", "end": "2026-03-31", "format": "csv"}
    text = office.get(address_of("words"), days).content.decode("utf-8-sig")

    assert "\n\"'=hyperlink" in text.replace("\r", "")


@pytest.mark.django_db
def test_what_visitors_send_is_shown_as_words(office: Client) -> None:
    with time_machine.travel("2026-03-02T12:00+09:00"):
        record_visit(
            "192.0.2.1",
            "Mozilla/5.0 <script>alert(1)</script>",
            referrer="https://example.com/<script>alert(1)</script>",
            path="/<script>alert(1)</script>",
        )
        record_word("<script>alert(1)</script>", "a")

    days = {"start": "2026-03-01", "end": "2026-03-31"}
    pages = [office.get(address_of(slug), days) for slug in REPORTS]
    pages.append(office.get(reverse("admin:visitors_visit_changelist")))

    assert not [page for page in pages if "<script>alert" in page.text]
    assert any("&lt;script&gt;alert" in page.text for page in pages)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"start": "2026-03-31", "end": "2026-03-01"}, "두 날을 바꿔 적어 주세요"),
        ({"start": "어제"}, "2026-03-01처럼 적어 주세요"),
        ({"start": "2026-02-30"}, "2026-03-01처럼 적어 주세요"),
        ({"start": "0001-01-01", "end": "9999-12-31"}, "기간을 줄여 주세요"),
        ({"start": "0001-01-01"}, "기간을 줄여 주세요"),
        ({"start": "0001-01-01", "end": "0001-01-02"}, "1970년보다 앞선 날"),
        ({"end": "0001-01-01"}, "1970년보다 앞선 날"),
    ],
)
def test_days_that_make_no_sense_are_told(
    office: Client, days: dict[str, str], words: str
) -> None:
    page = office.get(address_of("days"), days)

    assert page.status_code == 200
    assert words in page.text


@pytest.mark.django_db
def test_without_days_the_last_thirty_are_shown(office: Client) -> None:
    page = office.get(address_of("days"))

    assert len(page.context["rows"]) == 30
    assert page.context["rows"][-1].name == f"{timezone.localdate()}"


@pytest.mark.django_db
def test_a_page_of_ten_years_shows_the_last_days_and_the_file_all(
    office: Client,
) -> None:
    years = {"start": "2016-01-01", "end": "2025-12-31"}

    page = office.get(address_of("days"), years)
    file = office.get(address_of("days"), {**years, "format": "csv"})

    assert len(page.context["rows"]) == 400
    assert page.context["rows"][-1].name == "2025-12-31"
    assert "표에는 400줄까지만 보입니다." in page.text
    assert len(file.content.splitlines()) == 1 + 3653


@pytest.mark.django_db
def test_growth_is_told_against_the_days_before(office: Client) -> None:
    DailyVisits.objects.create(date=MONDAY, count=30, is_summed=True)
    yesterday = MONDAY - datetime.timedelta(days=1)
    DailyVisits.objects.create(date=yesterday, count=20, is_summed=True)

    days = {"start": f"{MONDAY}", "end": f"{MONDAY}"}
    assert "+50.0 %" in office.get(address_of("days"), days).text


@pytest.mark.django_db
def test_an_unknown_report_is_not_found(office: Client) -> None:
    assert office.get(address_of("nothing")).status_code == 404


@pytest.mark.django_db
def test_only_who_runs_the_site_reads_them(client: Client) -> None:
    client.force_login(make_member(is_staff=True))

    assert client.get(address_of("days")).status_code == 403
    client.logout()
    assert client.get(address_of("days")).status_code == 302


@pytest.mark.django_db
def test_a_report_asks_as_much_for_a_day_as_for_ten_years(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    two_days()
    DailyVisits.objects.update(is_summed=True)
    report = REPORTS["domains"]

    with django_assert_num_queries(2):
        report.rows(Period(MONDAY, MONDAY))
    with django_assert_num_queries(2):
        report.rows(Period(datetime.date(2016, 3, 2), MONDAY))


@pytest.mark.django_db
def test_the_log_is_searched_by_where_from_and_where_to(office: Client) -> None:
    record_visit("192.0.2.1", PHONE, referrer="https://cafe.example/1", path="/new/")
    record_visit("192.0.2.2", PHONE, referrer="https://blog.example/2", path="/")
    log = reverse("admin:visitors_visit_changelist")

    assert "blog.example/2" not in office.get(log, {"q": "cafe"}).text
    assert "blog.example/2" not in office.get(log, {"q": "/new/"}).text
    assert re.search(r"[0-9a-f]{32}", office.get(log).text) is None


@pytest.mark.django_db
def test_nobody_adds_changes_or_deletes_a_visit(office: Client) -> None:
    record_visit("192.0.2.1", PHONE)
    visit = Visit.objects.get()

    for action, args in (("add", []), ("change", [visit.pk]), ("delete", [visit.pk])):
        url = reverse(f"admin:visitors_visit_{action}", args=args)
        assert office.post(url, {"post": "yes"}).status_code == 403
