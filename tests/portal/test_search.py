"""The search of the whole site."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards import services
from search import services as index
from search.errors import IndexBroken
from search.indexes import Index
from search.query import CHARACTERS_MAX
from tests.factories import (
    make_board,
    make_comment,
    make_group,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db

# What may be asked for with each select; what stands first is chosen unasked.
SELECTED = [
    ("place", ""),
    ("place", "group:town"),
    ("place", "board:alley"),
    ("period", ""),
    ("period", "week"),
    ("period", "year"),
    ("field", "title_body"),
    ("field", "title"),
    ("field", "author"),
]
LABELLED = [("place", "게시판"), ("period", "기간"), ("field", "검색 대상")]


def titles(response) -> list[str]:
    return [hit.row.title for hit in response.context.get("hits", [])]


def totals(response) -> list[int]:
    """Return how many posts and comments the index names."""
    return [tab["total"] for tab in response.context["tabs"]]


def search(client, words: str, **asked: object):
    cache.clear()  # nobody is slowed here
    return client.get("/search/", {"q": words, **asked})


def test_words_are_marked_in_title_and_text(client):
    make_post(title="봄 <나들이>", body="긴 이야기 " * 30 + "나들이 좋았다")

    hit = search(client, "나들이").context["hits"][0]

    assert hit.title_html == "봄 &lt;<mark>나들이</mark>&gt;"
    assert "<mark>나들이</mark> 좋았다" in hit.excerpt_html
    assert hit.excerpt_html.startswith("…")


def test_without_words_it_asks_for_them(client):
    assert "찾을 말을 적어 주세요." in search(client, " ").text
    assert client.get("/search/").status_code == 200


def test_the_box_of_every_page_takes_as_much_as_a_search_may_have(client):
    (box,) = re.findall(
        r'<input[^>]*id="site_search_q"[^>]*>', client.get("/").content.decode()
    )

    assert f'maxlength="{CHARACTERS_MAX}"' in box


def test_without_a_hit_it_says_what_to_try(client):
    response = search(client, "없는말")

    assert response.context["hits"] == []
    assert "없는말" in response.text
    assert "찾는 글이 없습니다." in response.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("골목 빵집", ["둘 다", "빵집"]),
        ("골목 OR 시장", ["둘 다", "시장", "빵집"]),
        ('"골목 빵집"', ["둘 다"]),
        ("빵집 -골목", ["빵집만"]),
        ("목", ["둘 다", "빵집"]),
        ("bread", ["빵집만"]),
    ],
)
def test_words_are_joined_as_one_says(client, board, words, found):
    author = make_member()
    for title, body in (
        ("빵집", "우리 골목에 빵집이 생겼다"),
        ("시장", "오늘은 시장에"),
        ("빵집만", "빵집 이야기, Breads"),
        ("둘 다", "그 골목 빵집에서"),
    ):
        make_post(board, author, title=title, body=body)

    assert sorted(titles(search(client, words))) == sorted(found)


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("title_body", ["글", "감자"]),
        ("title", ["감자"]),
        ("body", ["글"]),
        ("author", ["이야기"]),
        ("nonsense", ["글", "감자"]),
    ],
)
def test_it_looks_where_it_was_told_to(client, board, field, found):
    other = make_member()
    make_post(board, make_member(nickname="감자밭"), title="이야기", body="말")
    make_post(board, other, title="감자", body="말")
    make_post(board, other, title="글", body="감자")

    assert titles(search(client, "감자", field=field)) == found


def test_comments_are_found_beside_posts(client, board):
    post = make_post(board, title="시장에서", body="오늘")
    comment = make_comment(post, body="감자 값이 올랐네요 <어머>")

    posts = search(client, "감자")
    comments = search(client, "감자", type="comments")

    assert titles(posts) == []
    assert "댓글\n" in posts.text
    assert "1건" in posts.text
    (hit,) = comments.context["hits"]
    assert hit.url == comment.get_absolute_url()
    assert "<mark>감자</mark> 값이 올랐네요 &lt;어머&gt;" in comments.text


def test_a_title_is_not_looked_for_in_comments(client, board):
    make_comment(make_post(board), body="감자")

    response = search(client, "감자", field="title", type="comments")

    assert response.context["hits"] == []
    assert [tab["name"] for tab in response.context["tabs"]] == ["글"]


class TestPlaces:
    def test_one_board_or_one_group(self, client):
        author = make_member()
        group = make_group(name="모임")
        first, second, third = (
            make_board(group=group),
            make_board(group=group),
            (make_board()),
        )
        for title, board in (("하나", first), ("둘", second), ("셋", third)):
            make_post(board, author, title=title, body="감자")

        assert titles(search(client, "감자")) == ["셋", "둘", "하나"]
        whole = f"group:{group.slug}"
        assert titles(search(client, "감자", place=whole)) == ["둘", "하나"]
        assert titles(search(client, "감자", place=f"board:{first.slug}")) == ["하나"]
        assert titles(search(client, "감자", place="board:nowhere")) == [
            "셋",
            "둘",
            "하나",
        ]

    def test_a_closed_board_can_neither_be_chosen_nor_found_out(self, client):
        closed = make_board(read_level=9, name="닫힌 곳")
        make_post(closed, make_member(), body="감자")

        response = search(client, "감자", place=f"board:{closed.slug}")

        assert titles(response) == []
        assert "닫힌 곳" not in response.text

    def test_what_is_asked_stays_in_the_links(self, client, board, monkeypatch):
        monkeypatch.setattr("portal.search_views.PER_PAGE", 1)
        author = make_member()
        for number in range(3):
            make_post(board, author, title=f"감자 {number}")

        place = f"board:{board.slug}"
        page = search(client, "감자", field="title", place=place, page=2)

        assert titles(page) == ["감자 1"]
        assert page.context["query"] == (
            f"q=%EA%B0%90%EC%9E%90&field=title&place=board%3A{board.slug}&"
        )


def test_a_period_leaves_out_what_is_older(client, board):
    author = make_member()
    with time_machine.travel("2026-03-01T23:59+09:00"):
        make_post(board, author, title="어제", body="감자")
    with time_machine.travel("2026-03-02T00:01+09:00"):
        make_post(board, author, title="오늘", body="감자")
        day = search(client, "감자", period="day")
        week = search(client, "감자", period="week")
    with time_machine.travel("2026-03-08T12:00+09:00"):
        next_week = search(client, "감자", period="week")
        whole = search(client, "감자", period="nonsense")

    assert titles(day) == ["오늘"]
    assert titles(week) == ["오늘", "어제"]
    assert titles(next_week) == ["오늘"]
    assert titles(whole) == ["오늘", "어제"]
    assert day.context["query"].endswith("&period=day&")


class TestReaders:
    def test_who_finds_what(self, client):
        author, root_author, stranger = make_member(), make_member(), make_member()
        board = make_board()
        root = make_post(board, root_author, title="물음")
        make_post(
            board, author, title="비밀 답", body="감자", parent=root, is_secret=True
        )
        make_board()  # so that most are open, and the index leaves the closed one out
        make_post(make_board(read_level=5), author, title="높은 곳", body="감자")
        make_post(board, author, title="열린 글", body="감자")
        open_, secret, high = "열린 글", "비밀 답", "높은 곳"

        for member, found in (
            (None, [open_]),
            (stranger, [open_]),
            (author, [open_, secret]),
            (root_author, [open_, secret]),
            (make_member(level=5), [open_, high]),
            (make_manager(), [open_, high, secret]),
        ):
            client.logout()
            if member:
                client.force_login(member)
            response = search(client, "감자")
            assert titles(response) == found, member
            assert totals(response) == [len(found), 0], member

    def test_secret_comments(self, client, board):
        writer, stranger = make_member(), make_member()
        post = make_post(board)
        make_comment(post, writer, body="감자", is_secret=True)

        for member, count in (
            (None, 0),
            (stranger, 0),
            (writer, 1),
            (post.author, 1),
            (make_manager(), 1),
        ):
            client.logout()
            if member:
                client.force_login(member)
            response = search(client, "감자", type="comments")
            assert len(response.context["hits"]) == count, member
            assert totals(response) == [0, count], member

    def test_an_index_gone_wrong_shows_nothing_that_is_closed(self, client, board):
        post = make_post(board, make_member(), title="감자")
        type(post).objects.filter(pk=post.pk).update(is_secret=True)

        response = search(client, "감자")

        assert response.context["hits"] == []

    def test_a_hidden_post_is_gone_and_back(self, client, board):
        post = make_post(board, title="감자")
        services.hide_post(post, by=make_manager())
        assert titles(search(client, "감자")) == []

        services.restore_post(post)
        assert titles(search(client, "감자")) == ["감자"]


def selected(text: str, name: str) -> list[str]:
    """Return which values of a select are chosen."""
    select = text.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    return re.findall(r'<option value="([^"]*)" selected>', select)


class TestForm:
    @pytest.mark.parametrize(("name", "value"), SELECTED)
    def test_what_was_chosen_stays_chosen(self, client, name, value):
        make_board(slug="alley", group=make_group(slug="town"))
        chosen = {"place": "", "period": "", "field": "title_body", name: value}

        text = client.get("/search/", {name: value}).text

        assert {each: selected(text, each) for each in chosen} == {
            each: [value] for each, value in chosen.items()
        }

    @pytest.mark.parametrize(("name", "label"), LABELLED)
    def test_each_select_has_its_label(self, client, name, label):
        text = client.get("/search/").text

        assert f'for="id_{name}">{label}</label>' in text
        assert f'<select name="{name}" id="id_{name}">' in text

    def test_what_people_typed_is_shown_as_text(self, client):
        make_board(name='<b>"판', group=make_group(name='<b>"모임'))

        text = search(client, '<b>"말').text

        assert "<b>" not in text
        assert ">&lt;b&gt;&quot;판</option>" in text
        assert '<optgroup label="&lt;b&gt;&quot;모임">' in text
        assert ">&lt;b&gt;&quot;모임 전체</option>" in text
        assert 'value="&lt;b&gt;&quot;말"' in text

    def test_its_box_takes_as_much_as_may_be_looked_for(self, client):
        text = client.get("/search/").text

        (longest,) = re.findall(r'id="id_q"[^>]*\smaxlength="(\d+)"', text)
        assert "너무 깁니다" not in search(client, "가" * int(longest)).text
        assert "너무 깁니다" in search(client, "가" * (int(longest) + 1)).text

    def test_each_reader_is_offered_the_boards_he_may_find_on(self, client):
        make_board(name="모두의 곳")
        make_board(name="회원의 곳", read_level=2, group=make_group(name="회원 모임"))
        member = make_member()

        for reader in (None, member, None):  # whose selects are kept by then
            client.logout()
            if reader:
                client.force_login(reader)
            text = client.get("/search/").text.partition("<main")[2]
            assert "모두의 곳</option>" in text
            assert ("회원의 곳" in text) == bool(reader)
            assert ("회원 모임" in text) == bool(reader)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("가" * 5000, "너무 깁니다"),
        (" ".join(f"낱말{number}" for number in range(200)), "너무 깁니다"),
        ("🙂", "찾을 낱말이 없습니다"),
        ("!?.,", "찾을 낱말이 없습니다"),
        ("-감자", "찾을 낱말이 없습니다"),
        ("\x00", "찾을 말을 적어 주세요"),
    ],
)
def test_what_cannot_be_looked_for_is_said(client, words, reason):
    make_post(title="글", body="글")

    response = search(client, words)

    assert response.status_code == 200
    assert reason in response.text
    assert "찾는 글이 없습니다" not in response.text


@pytest.mark.parametrize(
    "words",
    ['"', "*", "NEAR(", ":*", "감자 :*", "&|!", "ㄱ", "' OR 1=1", "OR", "%", "_a", "("],
)
def test_odd_words_give_a_sane_page(client, words):
    make_post(title="글", body="글")

    response = search(client, words)

    assert response.status_code == 200
    assert titles(response) == []


@pytest.mark.parametrize("kind", ["posts", "comments"])
def test_it_stops_at_the_limit_and_says_so(client, board, monkeypatch, kind):
    monkeypatch.setattr("boards.searching.SEARCH_LIMIT", 3)
    author = make_member()
    for number in range(5):
        make_comment(make_post(board, author, title=f"감자 {number}"), body="감자")

    response = search(client, "감자", type=kind)

    assert len(response.context["hits"]) == 3
    assert "3건 이상" in response.text
    assert "가장 새로운 3건까지만" in response.text


@pytest.mark.parametrize("kind", ["posts", "comments"])
def test_it_asks_as_much_for_many_as_for_one(client, board, kind):
    author = make_member()
    client.force_login(author)
    search(client, "감자", type=kind)  # what is kept is read

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert search(client, "감자", type=kind).context["hits"]
        return len(captured)

    make_comment(make_post(board, author, body="감자"), author, body="감자")
    one = queries()
    for _more in range(20):
        make_comment(make_post(board, author, body="감자"), author, body="감자")

    assert queries() == one
    assert one <= 10


@pytest.mark.parametrize("address", ["/search/?q=감자", "/boards/{slug}/?q=감자"])
class TestWithoutAnIndex:
    def test_an_index_that_is_not_whole_never_says_nothing_was_found(
        self, client, board, address
    ):
        make_post(board, title="감자")
        index.mark_stale(Index.POSTS)

        response = client.get(address.format(slug=board.slug))

        assert response.status_code == 503
        assert "검색을 준비하고 있어" in response.text
        assert "찾는 글이 없습니다" not in response.text

    def test_a_broken_one_neither(self, client, board, address, monkeypatch):
        def fail(*_args, **_named):
            raise IndexBroken(Index.POSTS)

        monkeypatch.setattr("boards.searching.find", fail)

        response = client.get(address.format(slug=board.slug))

        assert response.status_code == 503
        assert "검색을 준비하고 있어" in response.text
        assert not index.is_current(Index.POSTS)  # so that a job builds it anew


def test_searching_without_end_is_slowed(client):
    for _time in range(30):
        client.get("/search/", {"q": "말"})

    response = client.get("/search/", {"q": "말"})

    assert response.status_code == 429
    assert "Retry-After" in response
