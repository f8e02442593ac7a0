"""글,댓글 현황 in the admin: any days, by day, month, year and board."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from boards.models import Board
from portal.writing_reports import REPORTS
from tests.factories import (
    make_board,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db

NOON = "2026-03-05T12:00+09:00"
MARCH = {"start": "2026-03-01", "end": "2026-03-31"}


@pytest.fixture
def office(client: Client) -> Client:
    early = datetime.datetime.fromisoformat("2019-01-01T00:00+09:00")
    client.force_login(make_manager(date_joined=early))
    return client


def address_of(slug: str) -> str:
    return reverse("admin:writing_report", args=[slug])


@pytest.fixture
def board() -> Board:
    """Two boards: a post and a comment yesterday, and a post today by a new member."""
    board = make_board(name="광장")
    with time_machine.travel("2026-03-04T12:00+09:00"):
        author = make_member()
        make_comment(make_post(board, author), author)
    with time_machine.travel(NOON):
        make_post(make_board(name="=골목"), make_member())
    return board


def lines(office: Client, slug: str, **asked: str) -> list[str]:
    query = {**MARCH, **asked, "format": "csv"}
    with time_machine.travel(NOON):
        answer = office.get(address_of(slug), query)
    assert answer["Content-Type"].startswith("text/csv")
    return answer.content.decode("utf-8-sig").splitlines()


def test_every_day_month_and_year_is_a_line(office: Client, board: Board) -> None:
    days = lines(office, "days")

    assert days[0] == "일,글,댓글,회원가입"
    assert days[4:6] == ["2026-03-04,1,1,1", "2026-03-05,1,0,1"]
    assert len(days) == 1 + 31
    assert lines(office, "months") == ["월,글,댓글,회원가입", "2026-03,2,1,2"]
    assert lines(office, "years", start="2025-01-01")[1:] == [
        "2025,0,0,0",
        "2026,2,1,2",
    ]


def test_boards_stand_in_their_order_and_are_no_formulas(
    office: Client, board: Board
) -> None:
    assert lines(office, "boards") == ["게시판,글,댓글", "광장,1,1", "'=골목,1,0"]


def test_one_board_alone_has_no_sign_ups(office: Client, board: Board) -> None:
    assert lines(office, "months", board=board.slug) == ["월,글,댓글", "2026-03,1,1"]
    assert lines(office, "boards", board=board.slug) == ["게시판,글,댓글", "광장,1,1"]


@time_machine.travel(NOON)
@pytest.mark.parametrize("slug", REPORTS)
def test_every_report_is_a_page_with_a_table(
    office: Client, board: Board, slug: str
) -> None:
    page = office.get(address_of(slug), MARCH)

    assert page.status_code == 200
    assert f'aria-current="page">{REPORTS[slug].title}</a>' in page.text
    assert page.text.count('role="img"') == (0 if slug == "boards" else 3)
    assert (page.context["now"].posts, page.context["now"].comments) == (2, 1)


@time_machine.travel(NOON)
def test_the_periods_one_asks_for_keep_the_board(office: Client, board: Board) -> None:
    page = office.get(address_of("days"), {"board": board.slug}).text

    assert f"?start=2026-03-04&amp;end=2026-03-05&amp;board={board.slug}" in page
    assert f'<option value="{board.slug}" selected>광장</option>' in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": "2026-03-31", "end": "2026-03-01"}, "두 날을 바꿔 적어 주세요"),
        ({"start": "2026-02-30"}, "2026-03-01처럼 적어 주세요"),
        ({"start": "0001-01-01", "end": "9999-12-31"}, "기간을 줄여 주세요"),
        ({"board": "nowhere"}, "그런 게시판이 없습니다"),
    ],
)
def test_what_makes_no_sense_is_told(
    office: Client, asked: dict[str, str], words: str
) -> None:
    page = office.get(address_of("days"), asked)

    assert page.status_code == 200
    assert words in page.text
    assert len(page.context["rows"]) == 30


@time_machine.travel(NOON)
def test_many_days_are_drawn_as_months(office: Client, board: Board) -> None:
    page = office.get(address_of("days"), {"start": "2025-01-01", "end": "2026-03-31"})

    assert len(page.context["rows"]) == 365 + 90
    for _name, chart in page.context["charts"]:
        assert len(chart.shapes) == 15
    drawn = [sum(s.value for s in chart.shapes) for _n, chart in page.context["charts"]]
    assert drawn == [2, 1, 2]


def test_an_unknown_report_is_not_found(office: Client) -> None:
    assert office.get(address_of("nothing")).status_code == 404


def test_a_site_without_boards_has_an_empty_table(office: Client) -> None:
    assert lines(office, "boards") == ["게시판,글,댓글"]
    assert office.get(address_of("boards")).status_code == 200


@pytest.mark.parametrize("member", ["board", "nobody"])
def test_only_who_runs_the_site_reads_them(client: Client, member: str) -> None:
    reader: Member = make_member(is_staff=member == "board")
    client.force_login(reader)

    answer = client.get(address_of("days"))

    assert answer.status_code == (403 if reader.is_staff else 302)


def test_the_statistics_of_visitors_lead_here(office: Client) -> None:
    visitors = reverse("admin:visitors_dailyvisits_report", args=["days"])

    assert f'href="{address_of("days")}?start=' in office.get(visitors).text
    assert f'href="{visitors}?start=' in office.get(address_of("days")).text
