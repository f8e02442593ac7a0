"""The list of a board as visitors see it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from boards import services
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")


def rows(response):
    return [row.title for row in response.context["page"].rows]


def test_an_empty_board_says_so(client, board):
    response = client.get(board.get_absolute_url())

    assert "게시물이 없습니다." in response.text
    assert "전체 0건 1 페이지" in " ".join(response.text.split())


def test_rows_run_from_the_newest_with_falling_numbers(client, board):
    for title in ("가", "나", "다"):
        make_post(board, title=title)

    page = client.get(board.get_absolute_url()).context["page"]

    assert [(row.number, row.title) for row in page.rows] == [
        (3, "다"),
        (2, "나"),
        (1, "가"),
    ]


def test_notices_stand_first_and_only_on_page_one(client):
    board = make_board(posts_per_page=2)
    make_post(board, title="알림", is_notice=True)
    for title in ("가", "나"):
        make_post(board, title=title)

    first = client.get(board.get_absolute_url())
    second = client.get(board.get_absolute_url(), {"page": 2})

    assert [row.title for row in first.context["page"].notices] == ["알림"]
    assert rows(first) == ["나"]
    assert rows(second) == ["가"]
    assert not second.context["page"].notices


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (datetime(2026, 11, 23, 9, 5, tzinfo=SEOUL), "09:05"),
        (datetime(2026, 11, 22, 23, 59, tzinfo=SEOUL), "26-11-22"),
    ],
)
def test_a_date_is_the_time_today_and_has_its_year_before(
    client, board, written, shown
):
    make_post(board, created_at=written)

    with time_machine.travel(datetime(2026, 11, 23, 23, 30, tzinfo=SEOUL), tick=False):
        page = client.get(board.get_absolute_url()).context["page"]

    assert page.rows[0].date_text == shown


def test_a_row_carries_its_badges(client):
    board = make_board(hot_views=1)
    post = make_post(board, is_secret=True, links=["https://example.com/"])
    make_comment(post)
    type(post).objects.filter(pk=post.pk).update(view_count=1, file_count=1)

    response = client.get(board.get_absolute_url())

    row = response.context["page"].rows[0]
    assert row.is_new
    assert row.is_hot
    for word in ("비밀글", "새 글", "인기", "링크", "댓글", "첨부파일"):
        assert word in response.text


def test_an_old_post_is_neither_new_nor_hot(client):
    board = make_board(new_hours=24, hot_views=100)
    with time_machine.travel(datetime(2026, 11, 1, 12, 0, tzinfo=SEOUL)):
        make_post(board)

    with time_machine.travel(datetime(2026, 11, 2, 12, 1, tzinfo=SEOUL)):
        row = client.get(board.get_absolute_url()).context["page"].rows[0]

    assert not row.is_new
    assert not row.is_hot


def test_a_category_shows_its_own_posts(client, board):
    category = make_category(board, name="질문")
    make_post(board, title="있음", category=category)
    make_post(board, title="없음")

    response = client.get(board.get_absolute_url(), {"category": category.pk})

    assert rows(response) == ["있음"]
    assert response.context["page"].total == 1
    assert 'aria-current="' in response.text


def test_another_boards_category_means_no_category(client, board):
    make_post(board, title="글")
    foreign = make_category(make_board())

    response = client.get(board.get_absolute_url(), {"category": foreign.pk})

    assert response.status_code == 200
    assert response.context["category"] is None
    assert rows(response) == ["글"]


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1e3", "", "\x00", "１"])
def test_a_page_that_is_no_number_is_the_first(client, number):
    board = make_board(posts_per_page=1)
    make_post(board, title="가")
    make_post(board, title="나")

    response = client.get(board.get_absolute_url(), {"page": number})

    assert response.status_code == 200
    assert response.context["page"].number == 1


@pytest.mark.parametrize("number", ["2", "3", str(10**12), "9" * 5000])
def test_a_page_past_the_end_is_the_last(client, number):
    board = make_board(posts_per_page=1)
    make_post(board, title="가")
    make_post(board, title="나")

    response = client.get(board.get_absolute_url(), {"page": number})

    assert response.status_code == 200
    assert response.context["page"].number in {1, 2}
    assert len(rows(response)) == 1


@pytest.mark.parametrize(
    ("field", "words", "found"),
    [
        ("title", "사과", ["사과 이야기"]),
        ("body", "사과", ["과일"]),
        ("title_body", "사과", ["과일", "사과 이야기"]),
        ("author", "농부", ["농사"]),
        ("comment", "사과", ["농사"]),
        ("nonsense", "사과", ["과일", "사과 이야기"]),
        ("title", "100%", ["100% 할인"]),
        ("title_body", "-사과 글", ["농사", "100% 할인"]),
        ("title", "_", []),
    ],
)
def test_a_search_looks_where_it_was_told_to(client, board, field, words, found):
    make_post(board, title="사과 이야기", body="글")
    make_post(board, title="과일", body="사과가 익었습니다")
    make_post(board, title="100% 할인", body="글")
    farm = make_post(board, make_member(nickname="농부"), title="농사", body="글")
    make_comment(farm, body="사과도 심었어요")
    make_comment(farm, body="사과는요?")

    response = client.get(board.get_absolute_url(), {"field": field, "q": words})

    assert [re.sub("</?mark>", "", title) for title in rows(response)] == found
    assert response.context["is_search"]


def test_a_search_marks_the_words_in_titles(client, board):
    make_post(board, title="사과 <이야기>", body="글")

    page = client.get(board.get_absolute_url(), {"q": "사과"}).text

    assert "<mark>사과</mark> &lt;이야기&gt;</a>" in page


def test_a_search_never_finds_what_the_reader_may_not_read(client, board):
    author = make_member()
    make_post(board, author, title="글", body="숨은 낱말", is_secret=True)

    as_guest = client.get(board.get_absolute_url(), {"q": "낱말"})
    client.force_login(author)
    as_author = client.get(board.get_absolute_url(), {"q": "낱말"})

    assert rows(as_guest) == []
    assert rows(as_author) == ["글"]


@pytest.mark.parametrize("words", ["가" * 5000, "\x00", "' OR 1=1 --", "%", "🙂", "ㄱ"])
def test_odd_words_give_a_sane_page(client, board, words):
    make_post(board)

    response = client.get(board.get_absolute_url(), {"q": words})

    assert response.status_code == 200


def test_a_search_keeps_its_words_in_the_page_links(client):
    board = make_board(posts_per_page=1)
    for _number in range(3):
        make_post(board, title="같은 말")

    response = client.get(board.get_absolute_url(), {"q": "같은 말", "field": "title"})

    assert response.context["query"] == "field=title&q=%EA%B0%99%EC%9D%80+%EB%A7%90&"
    assert "page=2" in response.text


def test_a_search_ends_at_an_honest_limit(client, monkeypatch):
    for module in ("pager", "searching"):
        monkeypatch.setattr(f"boards.{module}.SEARCH_LIMIT", 3)
    board = make_board(posts_per_page=2)
    for _number in range(5):
        make_post(board, title="흔한 말")

    last = client.get(board.get_absolute_url(), {"q": "흔한 말", "page": 2})
    sorted_ = client.get(board.get_absolute_url(), {"sort": "-views"})

    assert last.context["page"].total == 3
    assert len(rows(last)) == 1
    assert "찾는 말을 더 자세히" in last.text
    assert "3건까지만" in sorted_.text
    assert "찾는 말을 더 자세히" not in sorted_.text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("-views", ["많이", "조금", "안"]),
        ("views", ["안", "조금", "많이"]),
        ("date", ["많이", "안", "조금"]),
        ("-date", ["조금", "안", "많이"]),
        ("-up", ["안", "조금", "많이"]),
        ("nonsense", ["조금", "안", "많이"]),
    ],
)
def test_lists_can_be_sorted(client, board, sort, order):
    for title, views, ups in (("많이", 9, 0), ("안", 0, 5), ("조금", 3, 1)):
        post = make_post(board, title=title)
        type(post).objects.filter(pk=post.pk).update(view_count=views, up_count=ups)

    response = client.get(board.get_absolute_url(), {"sort": sort})

    assert rows(response) == order


NOW = datetime(2026, 11, 23, 0, 30, tzinfo=SEOUL)


@pytest.fixture
def aged(board):
    """A board with posts of several ages; the older, the more they were read."""
    ages = {
        "오늘": 0,
        "어젯밤": 1 / 24,
        "그제": 2,
        "보름": 15,
        "반년": 180,
        "옛날": 500,
    }
    for views, (title, days) in enumerate(ages.items()):
        post = make_post(board, title=title, created_at=NOW - timedelta(days=days))
        type(post).objects.filter(pk=post.pk).update(view_count=views)
    return board


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("day", ["오늘"]),
        ("week", ["오늘", "어젯밤", "그제"]),
        ("month", ["오늘", "어젯밤", "그제", "보름"]),
        ("year", ["오늘", "어젯밤", "그제", "보름", "반년"]),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_a_period_shows_its_posts_in_any_order(client, aged, period, found):
    def titles(**asked):
        return rows(client.get(aged.get_absolute_url(), {"period": period, **asked}))

    assert titles() == found
    assert titles(sort="-views") == titles(sort="date") == found[::-1]
    assert sorted(titles(q="본문")) == sorted(found)


@time_machine.travel(NOW, tick=False)
def test_a_period_of_a_category_shows_that_category_alone(client, board):
    category = make_category(board)
    for number in range(4):
        at = NOW - timedelta(days=number * 3)
        make_post(board, title=f"{number}", created_at=at, category=category)
        make_post(board, title="다른 분류", created_at=at)

    response = client.get(
        board.get_absolute_url(), {"period": "week", "category": category.pk}
    )

    assert rows(response) == ["0", "1", "2"]
    assert [row.number for row in response.context["page"].rows] == [3, 2, 1]


@time_machine.travel(NOW, tick=False)
def test_the_links_and_the_form_of_a_period_keep_it(client):
    board = make_board(posts_per_page=1)
    for _number in range(3):
        make_post(board)

    text = client.get(
        board.get_absolute_url(), {"period": "week", "sort": "-views"}
    ).text

    assert 'href="?sort=-views&amp;period=week&amp;page=2"' in text
    assert 'href="?sort=views&amp;period=week"' in text
    assert '<option value="week" selected>일주일</option>' in text
    assert '<input type="hidden" name="sort" value="-views">' in text


@time_machine.travel(NOW, tick=False)
def test_a_busy_period_says_that_only_its_newest_posts_are_sorted(
    client, aged, monkeypatch
):
    monkeypatch.setattr("boards.pager.PERIOD_LIMIT", 3)

    busy = client.get(aged.get_absolute_url(), {"period": "month", "sort": "-views"})
    quiet = client.get(aged.get_absolute_url(), {"period": "week", "sort": "-views"})

    assert rows(busy) == rows(quiet) == ["그제", "어젯밤", "오늘"]
    assert "최근 3건만" in busy.text
    assert 'href="?sort=-views&amp;period=week"' in busy.text
    assert 'href="?sort=-views&amp;period=year"' not in busy.text
    assert "최근 3건만" not in quiet.text


def test_a_list_that_ends_at_its_limit_offers_periods(client, monkeypatch):
    for module in ("pager", "searching"):
        monkeypatch.setattr(f"boards.{module}.SEARCH_LIMIT", 2)
    board = make_board()
    for _number in range(3):
        make_post(board, title="흔한 말")

    for asked in ({"sort": "-views"}, {"q": "흔한"}):
        text = client.get(board.get_absolute_url(), asked).text
        assert "2건까지만" in text
        assert "기간을 좁혀 보세요" in text
        for period in ("day", "week", "month", "year"):
            assert f'period={period}" rel="nofollow"' in text
    today = client.get(board.get_absolute_url(), {"sort": "-views", "period": "day"})
    assert "2건까지만" in today.text
    assert "기간을 좁혀 보세요" not in today.text


def test_an_empty_period_says_so(client, aged):
    with time_machine.travel(NOW + timedelta(days=30)):
        text = client.get(aged.get_absolute_url(), {"period": "day"}).text

    assert "이 기간에 올라온 글이 없습니다." in text


def test_a_members_period_ends_at_midnight(client, member, board):
    client.force_login(member)
    midnight = NOW.replace(hour=0, minute=0)
    make_post(board, title="자정 전", created_at=midnight - timedelta(minutes=1))
    address = f"{board.get_absolute_url()}?period=day"

    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        before = client.get(address)
    with time_machine.travel(midnight + timedelta(seconds=1), tick=False):
        after = client.get(address)

    assert "자정 전" in before.text
    assert "자정 전" not in after.text


def test_deleted_and_hidden_posts_are_in_nobodys_list(client, board):
    manager = make_manager()
    services.delete_post(make_post(board, title="지움"), by=manager)
    services.hide_post(make_post(board, title="숨김"), by=manager)
    client.force_login(manager)

    response = client.get(board.get_absolute_url())

    assert rows(response) == []
    assert response.context["page"].total == 0


@pytest.mark.parametrize(("level", "offered"), [(1, True), (2, False)])
def test_the_write_button_stands_where_writing_is_allowed(client, level, offered):
    board = make_board(write_level=level)

    response = client.get(board.get_absolute_url())

    assert (f"/boards/{board.slug}/write/" in response.text) is offered


def test_a_closed_list_says_what_opens_it(client, member):
    board = make_board(list_level=5)

    as_guest = client.get(board.get_absolute_url())
    client.force_login(member)
    as_member = client.get(board.get_absolute_url())

    assert as_guest.status_code == as_member.status_code == 403
    assert "로그인해 주세요" in as_guest.text
    assert "5레벨부터 목록을 볼 수 있습니다. 지금은 2레벨입니다." in as_member.text


def test_an_unknown_board_is_a_korean_404_with_a_way_back(client, db):
    response = client.get("/boards/no-such/")

    assert response.status_code == 404
    assert 'href="/"' in response.text


def test_a_list_answers_head_and_refuses_post(client, board):
    assert client.head(board.get_absolute_url()).status_code == 200
    assert client.post(board.get_absolute_url()).status_code == 405
