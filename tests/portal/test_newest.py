"""The newest posts of the site, also where hardly any of them is open to the reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import newest
from portal.newest import newest_posts
from tests.factories import make_board, make_member, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "LOOKED_AT", 4)


def found(member=None, least: int = 2) -> list[str]:
    posts = newest_posts(member, least).order_by("-id")
    return list(posts.values_list("title", flat=True))


def write(board, *titles: str, **fields) -> None:
    for title in titles:
        make_post(board, title=title, **fields)


def test_a_small_site_shows_all_of_its_posts(board):
    write(board, "가", "나", "다")

    assert found() == ["다", "나", "가"]


def test_of_a_large_site_only_the_newest_are_looked_at(board):
    write(board, "가", "나", "다", "라", "마", "바")

    assert found() == ["바", "마", "라", "다"]


def test_what_is_closed_counts_among_those_looked_at(board):
    write(board, "가", "나", "다")
    write(make_board(read_level=10), "닫힌 글 1", "닫힌 글 2")

    assert found() == ["다", "나"]
    assert found(least=3) == ["다", "나", "가"]  # one too few among those


def test_where_nearly_all_is_closed_the_newest_of_each_board_are_shown(board):
    other, unsought = make_board(), make_board(is_in_search=False)
    write(board, "가", "나", "다")
    write(other, "라")
    write(other, "비밀", is_secret=True)
    write(unsought, "찾지 않는 글")
    write(make_board(read_level=10), *(f"닫힌 글 {number}" for number in range(4)))

    assert found(least=3) == ["라", "다", "나"]
    assert found(make_member(level=10), least=3)[0] == "닫힌 글 3"


def test_an_open_site_asks_no_board_by_itself(board):
    write(board, "가", "나", "다", "라", "마", "바")
    newest_posts(None, 2)

    with CaptureQueriesContext(connection) as queries:
        newest_posts(None, 2)

    assert len(queries) == 2


def test_new_posts_and_the_feed_never_walk_far(client, board):
    write(board, "오래된 글")
    write(make_board(read_level=10), *(f"닫힌 글 {number}" for number in range(5)))

    for address in ("/new/", "/feed/"):
        text = client.get(address).text
        assert "오래된 글" in text
        assert "닫힌 글" not in text
