"""The visitor counter in the admin."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from visitors.models import DailySalt, DailyVisits, OpeningBalance, Visit
from visitors.services import counts


@pytest.fixture
def office(client: Client, manager: Member) -> Client:
    client.force_login(manager)
    return client


def test_days_are_read_with_separators_and_by_month(office: Client) -> None:
    DailyVisits.objects.create(date=datetime.date(2026, 3, 2), count=1234567)
    DailyVisits.objects.create(date=datetime.date(2026, 4, 2), count=89)

    url = reverse("admin:visitors_dailyvisits_changelist")
    page = office.get(url, {"date__year": 2026, "date__month": 3}).content.decode()

    assert "1,234,567" in page
    assert ">89<" not in page
    assert "일별 방문자" in page


def test_nobody_adds_changes_or_deletes_a_day(office: Client) -> None:
    day = DailyVisits.objects.create(date=datetime.date(2026, 3, 2), count=5)

    for action, args in (("add", []), ("delete", [day.pk])):
        url = reverse(f"admin:visitors_dailyvisits_{action}", args=args)
        assert office.post(url, {"post": "yes"}).status_code == 403
    url = reverse("admin:visitors_dailyvisits_change", args=[day.pk])
    assert office.post(url, {"count": "9"}).status_code == 403

    assert DailyVisits.objects.get().count == 5


def test_the_opening_balance_is_one_form(office: Client) -> None:
    start = reverse("admin:visitors_openingbalance_changelist")

    page = office.get(start, follow=True)

    assert page.status_code == 200
    assert "지금의 전체에 더해집니다" in page.content.decode()


def test_the_opening_balance_set_in_the_admin_is_shown_at_once(office: Client) -> None:
    counts()
    url = reverse("admin:visitors_openingbalance_change", args=[1])

    office.post(url, {"total": "5000", "maximum": "70"})
    office.post(url, {"total": "6000", "maximum": "80"})

    assert (counts().maximum, counts().total) == (80, 6000)
    assert OpeningBalance.objects.count() == 1


def test_a_maximum_above_the_total_is_explained(office: Client) -> None:
    url = reverse("admin:visitors_openingbalance_change", args=[1])

    page = office.post(url, {"total": "10", "maximum": "70"})

    assert "최대는 전체보다 클 수 없습니다" in page.content.decode()
    assert not OpeningBalance.objects.exists()


def test_there_is_no_second_opening_balance(office: Client) -> None:
    add = reverse("admin:visitors_openingbalance_add")
    delete = reverse("admin:visitors_openingbalance_delete", args=[1])
    change = reverse("admin:visitors_openingbalance_change", args=[2])

    assert office.get(add).status_code == 403
    assert office.get(delete).status_code in {302, 403}
    assert office.get(change).status_code == 302


@pytest.mark.parametrize("model", [DailySalt, DailyVisits, OpeningBalance, Visit])
def test_rows_are_named_without_a_secret(model: type) -> None:
    row = model() if model is OpeningBalance else model(date=datetime.date(2026, 3, 2))

    assert str(row) in {"2026-03-02", "방문자 시작값"}
