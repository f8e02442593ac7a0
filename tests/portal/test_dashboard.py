"""The first page of the admin: today, what waits, the machine."""

import datetime
import os
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.suspending import suspend
from boards.services import set_managers
from guard.bans import save_ban
from guard.models import AddressBan
from portal import dashboard, jobs
from portal.starter import ensure_starter_site
from siteconfig.models import Page
from siteconfig.services import publish_page
from tests.factories import (
    make_board,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

NOON = "2026-03-05T12:00+09:00"
EARLY = datetime.datetime.fromisoformat("2019-01-01T00:00+09:00")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_manager(date_joined=EARLY))
    return client


def page_of(office: Client) -> str:
    answer = office.get("/admin/")
    assert answer.status_code == 200
    return answer.text


def figures() -> dict[str, dashboard.Figure]:
    return {figure.label: figure for figure in dashboard.dashboard()["figures"]}


def facts(page: str) -> dict[str, str]:
    """Return what stands in the lists of the page: term and words."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    plain = [
        [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in pair]
        for pair in pairs
    ]
    return dict(plain)


def test_today_stands_beside_yesterday() -> None:
    DailyVisits.objects.create(date="2026-03-05", count=1200, views=5000, robots=9)
    DailyVisits.objects.create(date="2026-03-04", count=900, views=4000)
    DailyVisits.objects.create(date="2026-02-03", count=77)  # 31 days ago
    with time_machine.travel("2026-03-04T23:59+09:00"):
        author = make_member()
        post = make_post(author=author)
        make_comment(post, author)
    with time_machine.travel(NOON):
        make_comment(post, make_member())

        found = figures()

    numbers = {label: (each.today, each.yesterday) for label, each in found.items()}
    assert numbers == {
        "방문자": (1200, 900),
        "페이지뷰": (5000, 4000),
        "글": (0, 1),
        "댓글": (1, 1),
        "회원가입": (1, 1),
    }
    assert len(found["방문자"].line.split()) == 30
    assert (found["방문자"].whole, found["방문자"].highest) == (2100, 1200)


@time_machine.travel(NOON)
def test_the_lines_are_told_in_words(office: Client) -> None:
    DailyVisits.objects.create(date="2026-03-04", count=1234)

    page = page_of(office)

    assert 'aria-label="지난 30일 동안 모두 1,234, 가장 많은 날 1,234"' in page
    assert "어제 1,234" in page
    assert page.count("<polyline") == 5


def test_what_waits_is_counted_and_linked(office: Client) -> None:
    ensure_starter_site()
    publish_page(
        Page.objects.get(slug="terms"), title="약관", body="글", author=make_member()
    )
    suspend(make_member(), until=None, reason="광고", by=None)
    now = datetime.datetime.now(tz=datetime.UTC)
    hour = datetime.timedelta(hours=1)
    for network, until in (
        ("203.0.113.7", None),
        ("203.0.113.8", now + hour),
        ("203.0.113.9", now - hour),
    ):
        save_ban(AddressBan(network=network, reason="도배", until=until))

    page = page_of(office)

    assert facts(page)["이용 정지 중인 회원"] == "1"
    assert facts(page)["지금 막고 있는 주소"] == "2"
    assert facts(page)["보기 글 그대로인 내용 페이지"] == "2"
    assert facts(page)["크기를 줄일 그림"] == "0"
    assert f'<a href="{reverse("admin:guard_addressban_changelist")}">지금' in page


def test_failed_jobs_are_listed_the_newest_first(office: Client) -> None:
    for number in range(7):
        jobs.note_failure(f"job{number}", ValueError("보낸 말"))

    page = page_of(office)

    assert facts(page)["30일 안에 실패한 작업"] == "7"
    assert facts(page)["기다리는 작업"] == "0"
    assert re.findall(r"<code>(job\d)</code>", page) == [
        f"job{n}" for n in (6, 5, 4, 3, 2)
    ]
    assert "보낸 말" not in page


def test_the_machine_is_told_of(office: Client, settings: LazySettings) -> None:
    page = page_of(office)

    assert re.match(r"[\d.]+\s(MB|GB|TB) / ", facts(page)["디스크의 남은 자리"])
    assert re.match(r"[\d.]+\s(KB|MB)$", facts(page)["데이터베이스 크기"])
    assert facts(page)["마당의 버전"].startswith("0.")
    assert (
        facts(page)["마지막 백업"]
        == "아직 없습니다. 서버에서 make backup을 실행해 주세요."
    )


def test_the_last_backup_stands_with_time_and_size(
    office: Client, settings: LazySettings, tmp_path: Path
) -> None:
    archive = tmp_path / "backups/madang-20260302-040000-000000.tar.gz"
    archive.parent.mkdir()
    archive.write_bytes(b"a" * 2048)
    moment = datetime.datetime.fromisoformat("2026-03-02T04:00+09:00").timestamp()
    os.utime(archive, (moment, moment))
    settings.DATA_DIR = tmp_path

    assert facts(page_of(office))[
        "마지막 백업"
    ] == "2026-03-02 04:00 (2.0\xa0KB)".replace("\xa0", " ")


def breaks(*args: Any, **kwargs: Any) -> Any:
    raise DatabaseError


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("portal.dashboard.room.disk", "디스크의 남은 자리"),
        ("portal.dashboard.room.database_size", "데이터베이스 크기"),
        ("portal.dashboard.room.last_backup", "마지막 백업"),
        ("portal.dashboard.madang_version", "마당의 버전"),
        ("portal.dashboard.jobs.waiting_jobs", "기다리는 작업"),
        ("portal.dashboard.jobs.failed_jobs", "30일 안에 실패한 작업"),
    ],
)
def test_a_part_that_cannot_be_read_is_unknown(
    office: Client, monkeypatch: pytest.MonkeyPatch, name: str, term: str
) -> None:
    monkeypatch.setattr(name, breaks)

    page = page_of(office)

    assert facts(page)[term] == "알 수 없음"
    assert list(facts(page).values()).count("알 수 없음") == 1


def test_figures_and_queues_that_cannot_be_read_hide_nothing_else(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = dashboard.Queue("망가진 것", breaks)
    monkeypatch.setattr(dashboard, "registered_queues", lambda: [queue])
    monkeypatch.setattr(dashboard, "visits_by_day", breaks)
    assert [*figures()] == ["글", "댓글", "회원가입"]
    monkeypatch.setattr(dashboard.writing_reports, "by_day", breaks)

    page = page_of(office)

    assert facts(page)["망가진 것"] == "알 수 없음"
    assert "데이터베이스 크기" in page
    assert "<p>알 수 없음</p>" in page


def test_a_disk_that_is_nearly_full_is_told(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard.room, "disk", lambda: dashboard.room.Disk(1, 10**12))

    assert "얼마 남지 않았습니다" in page_of(office)


def test_managers_of_boards_see_their_boards_alone(client: Client) -> None:
    board, keeper = make_board(), make_member()
    set_managers(board, [keeper])
    client.force_login(keeper)

    page = page_of(client)

    assert "office" not in page
    assert "게시판" in page


def test_the_list_of_an_app_has_no_dashboard(office: Client) -> None:
    assert "office" not in office.get("/admin/boards/").text


def test_warnings_and_the_list_of_apps_stay(office: Client) -> None:
    ensure_starter_site()

    page = page_of(office)

    assert page.index("보기 글이 남아") < page.index('id="office-today"')
    assert page.index('id="office-today"') < page.index('id="content-main"')


def test_the_page_asks_as_much_with_many_posts_as_with_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    post = make_post()
    count = 14 if connection.vendor == "postgresql" else 13  # the database's size
    for _number in range(2):
        with django_assert_num_queries(count):
            dashboard.dashboard()
        for _more in range(20):
            make_comment(make_post(post.board, post.author), post.author)
