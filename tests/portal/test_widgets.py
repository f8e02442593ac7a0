"""Widgets: what the reader may read, the same price for any number."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boards.models import Post
from boards.services import delete_post, save_board
from portal import widgets
from portal.widgets import newest_comments, popular_posts
from tests.factories import make_board, make_comment, make_member, make_post
from visitors.models import DailyVisits
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db


def viewed(post: Post, views: int) -> Post:
    Post.objects.filter(pk=post.pk).update(view_count=views)
    return post


def titles(member=None, **fields) -> list[str]:
    return [
        row.title for row in popular_posts(member, **{"count": 5, "days": 7, **fields})
    ]


def render(text: str, member=None) -> str:
    request = RequestFactory().get("/")
    request.user = member or AnonymousUser()
    template = engines["django"].from_string("{% load widgets %}" + text)
    return " ".join(template.render({}, request).split())


def test_popular_posts_are_those_viewed_most_lately(board):
    viewed(make_post(board, title="조금"), 3)
    viewed(make_post(board, title="많이"), 30)
    old = timezone.now() - datetime.timedelta(days=8)
    viewed(make_post(board, title="옛날", created_at=old), 300)

    assert titles() == ["많이", "조금"]
    assert titles(days=9) == ["옛날", "많이", "조금"]
    assert titles(count=1) == ["많이"]


def shown(*titles: str, member=None) -> list[bool]:
    """Tell of each title whether a widget shows it."""
    text = render("{% popular_posts %}", member)
    return [title in text for title in titles]


@pytest.mark.django_db(transaction=True)
def test_what_guests_read_is_kept_until_a_post_changes(
    board, django_assert_num_queries: DjangoAssertNumQueries
):
    post = make_post(board, title="먼저")
    assert shown("먼저", "나중") == [True, False]

    with django_assert_num_queries(0):
        assert shown("먼저", "나중") == [True, False]
    make_post(board, title="나중")
    assert shown("먼저", "나중") == [True, True]
    delete_post(post, by=None)
    assert shown("먼저", "나중") == [False, True]


@pytest.mark.django_db(transaction=True)
def test_a_board_that_closes_takes_its_posts_from_guests_at_once(board):
    make_post(board, title="열린 글")
    assert shown("열린 글") == [True]

    board.read_level = 5
    save_board(board)

    assert shown("열린 글") == [False]
    assert shown("열린 글", member=make_member(level=5)) == [True]


def test_what_a_member_may_read_is_not_kept_for_guests(board):
    make_comment(make_post(make_board(read_level=5), title="닫힌 글"), body="닫힌 말")
    both = "{% popular_posts %}{% newest_comments %}"

    for member in (make_member(level=5), None, make_member(level=5), make_member()):
        text = render(both, member)
        may_read = member is not None and member.level == 5
        assert ("닫힌 글" in text, "닫힌 말" in text) == (may_read, may_read)


def test_posts_one_may_not_read_are_not_popular(board):
    viewed(make_post(make_board(read_level=5), title="닫힌 글"), 9)
    viewed(make_post(make_board(is_in_search=False), title="빠진 글"), 9)
    viewed(make_post(board, make_member(), title="비밀글", is_secret=True), 9)
    gone = make_post(board, title="지운 글")
    delete_post(gone, by=None)

    assert titles() == []
    assert titles(make_member(level=5)) == ["닫힌 글"]


@pytest.mark.parametrize(("count", "shown"), [(0, 1), (-5, 1), (10**9, 30)])
def test_a_number_out_of_bounds_is_brought_within(board, count, shown):
    for _ in range(31):
        make_post(board)

    assert len(popular_posts(None, count=count, days=0)) == shown
    assert len(popular_posts(None, count=count, days=10**9)) == shown


@pytest.mark.parametrize("slip", ["'많이'", "unknown", "None", "'3'"])
def test_a_slip_of_a_theme_breaks_no_page(board, slip):
    for _ in range(6):
        make_comment(make_post(board))
    shown = 3 if slip == "'3'" else 5

    text = render(f"{{% popular_posts count={slip} days={slip} %}}")
    assert text.count("<li") == shown
    assert render(f"{{% newest_comments count={slip} %}}").count("<li") == shown
    days = 3 if slip == "'3'" else 30
    assert f"지난 {days}일" in render(f"{{% visitor_sparkline days={slip} %}}")


def test_a_widget_shown_twice_shows_the_same_and_changes_nothing(board):
    make_comment(viewed(make_post(board, title="두 번"), 7))
    text = "{% popular_posts %}{% newest_comments %}{% visitor_counter %}"

    assert render(text) == render(text)
    assert Post.objects.get().view_count == 7
    assert not DailyVisits.objects.exists()


def test_only_the_newest_posts_are_weighed(board, monkeypatch):
    viewed(make_post(board, title="먼저"), 99)
    for _ in range(3):
        make_post(board)
    monkeypatch.setattr(widgets, "POSTS_WEIGHED", 3)

    assert "먼저" not in titles()


def test_new_comments_stand_newest_first(board):
    post = make_post(board, title="글")
    make_comment(post, author_name="손", body="처음")
    last = make_comment(post, make_member(nickname="새봄"), body="나중 <b>" + "가" * 99)

    lines = newest_comments(None, count=5)

    assert [line.author_name for line in lines] == ["새봄", "손"]
    assert lines[0].url == last.get_absolute_url()
    assert len(lines[0].excerpt) == widgets.EXCERPT_LENGTH
    assert lines[0].excerpt.startswith("나중 <b>")
    assert "<b>" not in render("{% newest_comments %}")


def test_comments_one_may_not_read_are_not_listed(board):
    writer = make_member()
    make_comment(make_post(board), writer, body="비밀", is_secret=True)
    make_comment(make_post(make_board(read_level=5)), writer, body="닫힌")
    make_comment(make_post(board, writer, is_secret=True), writer, body="비밀글의")

    assert newest_comments(None, count=5) == []
    assert [
        line.excerpt for line in newest_comments(make_member(level=5), count=5)
    ] == ["닫힌"]


def test_the_price_is_the_same_for_one_and_for_thirty(
    board, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(30):
        make_comment(viewed(make_post(board), number))
    render("{% popular_posts %}{% newest_comments %}")  # warm

    for count in (1, 30):
        with django_assert_num_queries(1):
            popular_posts(None, count=count, days=7)
        with django_assert_num_queries(1):
            newest_comments(None, count=count)


def test_the_counter_has_four_numbers_and_the_day_of_the_highest():
    DailyVisits.objects.create(date=datetime.date(2026, 3, 2), count=1234)
    text = render("{% visitor_counter %}")

    assert "오늘</dt> <dd>0</dd>" in text
    assert '<time datetime="2026-03-02" title="2026-03-02">1,234</time>' in text


@time_machine.travel("2026-03-31T12:00+09:00")
def test_the_line_has_a_point_for_each_day():
    DailyVisits.objects.create(date=datetime.date(2026, 3, 30), count=7)

    text = render("{% visitor_sparkline days=10 %}")

    assert "지난 10일 방문자 7명, 가장 많은 날 7명" in text
    assert text.count(",") == 10 + 1
    assert "points=" in render("{% visitor_sparkline days=0 %}")


@time_machine.travel("2026-03-31T12:00+09:00")
def test_the_line_is_read_once_until_somebody_comes(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    generations.raise_now(Generation.VISITS)
    with django_assert_num_queries(1):
        first = render("{% visitor_sparkline days=10 %}")
        assert render("{% visitor_sparkline days=10 %}") == first

    DailyVisits.objects.create(date=datetime.date(2026, 3, 31), count=4)
    generations.raise_now(Generation.VISITS)

    with django_assert_num_queries(1):
        assert "방문자 4명" in render("{% visitor_sparkline days=10 %}")


def aside_of(client: Client) -> str:
    return client.get("/").text.partition("<aside")[2].partition("</aside>")[0]


def test_the_front_page_has_both_lists_below_the_log_in_box(client, board):
    post = make_post(board, title="많이 본 글")
    comment = make_comment(post, make_member(nickname="새봄"), body="반가워요")
    hidden = make_post(make_board(read_level=5), title="닫힌 글")
    make_comment(hidden, make_member(), body="닫힌 댓글")

    aside = aside_of(client)

    assert (
        aside.index('name="password"') < aside.index("인기글") < aside.index("새 댓글")
    )
    assert f'href="{post.get_absolute_url()}"' in aside
    assert f'href="{comment.get_absolute_url()}"' in aside
    assert "닫힌" not in aside
    client.force_login(make_member(level=5))
    aside = aside_of(client)
    assert "닫힌 글" in aside
    assert "닫힌 댓글" in aside


def test_the_lists_of_an_empty_site_say_so(client):
    assert aside_of(client).count("아직 없습니다.") == 2


def test_without_a_request_a_widget_shows_what_a_guest_sees(board):
    make_post(board, title="모두의 글")
    template = engines["django"].from_string("{% load widgets %}{% popular_posts %}")

    assert "모두의 글" in template.render({})
