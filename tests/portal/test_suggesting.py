"""What is suggested under the search box, and to whom."""

import json
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from accounts.services import erase_member
from accounts.suspending import suspend
from guard.throttle import SCOPES
from tests.factories import make_board, make_manager, make_member
from tests.watching import watching

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def popular(monkeypatch) -> None:
    words = ("자전거 길", "길고양이", "봄 자전거")
    monkeypatch.setattr("portal.suggesting.popular_words", lambda: words)


def ask(client, q: str) -> dict[str, list[str]]:
    """Return the words that are suggested, by kind."""
    response = client.get("/search/suggest/", {"q": q})
    assert response.status_code == 200
    return {
        kind["name"]: [each["text"] for each in kind["suggestions"]]
        for kind in response.json()["kinds"]
    }


def links(client, q: str) -> list[str]:
    response = client.get("/search/suggest/", {"q": q})
    return [
        unquote_plus(each["url"])
        for kind in response.json()["kinds"]
        for each in kind["suggestions"]
    ]


@pytest.mark.parametrize("query", ["ㅈㅇ", "자유", "장", "자유게", "게시", "ㄱㅅㅍ"])
def test_boards_are_suggested(client, query):
    board = make_board(name="자유 게시판")
    make_board(name="질문답변")

    assert ask(client, query) == {"게시판": ["자유 게시판"]}
    assert links(client, query) == [board.get_absolute_url()]


def test_a_closed_board_is_suggested_to_those_alone_who_may_list_it(client):
    make_board(name="비밀 모임", list_level=5)
    high = Client()
    high.force_login(make_member(level=5))

    assert ask(client, "비밀") == {}
    client.force_login(make_member())
    assert ask(client, "ㅂㅁ") == {}
    assert ask(high, "ㅂㅁ") == {"게시판": ["비밀 모임"]}


def test_a_guest_is_not_told_who_the_members_are(client):
    make_member(nickname="홍길동")

    assert ask(client, "홍길동") == {}


@pytest.mark.parametrize("query", ["홍ㄱ", "호", "ㅎㄱㄷ"])
def test_a_member_finds_members(client, query):
    gone, out = make_member(nickname="홍길손"), make_member(nickname="홍길석")
    make_member(nickname="홍길동")
    erase_member(gone)
    suspend(out, until=None, reason="광고", by=make_manager())
    client.force_login(make_member(nickname="봄"))

    assert ask(client, query) == {"회원": ["홍길동"]}


@pytest.mark.parametrize(
    ("nickname", "asked"),
    [
        ("홍길동", "홍길동"),
        ("홍 길동", '"홍 길동"'),
        ("AI동맹", '"AI동맹"'),
        ("봄_날", '"봄_날"'),
        ('봄"날', '"봄 날"'),
        ("OR", '"OR"'),
        ("-달", '"-달"'),
    ],
)
def test_a_member_leads_to_what_he_wrote(client, nickname, asked):
    make_member(nickname=nickname)
    client.force_login(make_member(nickname="지기"))

    assert links(client, nickname) == [f"/search/?field=author&q={asked}"]


def test_a_name_without_a_letter_is_not_suggested(client):
    make_member(nickname="🌳🌳")
    client.force_login(make_member())

    assert ask(client, "🌳") == {}


def test_popular_words_are_suggested_by_any_of_their_words(client):
    assert ask(client, "자전") == {"인기검색어": ["자전거 길", "봄 자전거"]}
    assert links(client, "ㄱㄱㅇ") == ["/search/?q=길고양이"]


def test_five_of_a_kind_those_that_begin_so_first(client):
    for number in range(7):
        make_board(name=f"우리 마을 {number}")
    make_board(name="마을")

    assert ask(client, "마을") == {
        "게시판": ["마을", *(f"우리 마을 {number}" for number in range(4))]
    }


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "%",
        "_",
        "!?",
        "\u200b",
        '"',
        "🙂",
        "ㅏ",
        "가" * 300,
        "a" * 5000,
    ],
)
def test_odd_words_suggest_nothing(client, query):
    make_board(name="가나다")
    client.force_login(make_member(nickname="홍길동"))

    assert ask(client, query) == {}


def test_how_many_there_are_is_said(client):
    make_board(name="자유")

    answer = client.get("/search/suggest/", {"q": "자"}).json()

    assert (answer["name"], answer["status"]) == ("추천", "추천 3개")
    assert client.get("/search/suggest/").json()["status"] == ""


def test_a_browser_keeps_a_guests_answer_for_a_minute_and_no_members(client):
    own = Client()
    own.force_login(make_member())

    assert client.get("/search/suggest/?q=a")["Cache-Control"] == "private, max-age=60"
    assert own.get("/search/suggest/?q=a")["Cache-Control"] == "private, no-store"
    assert "Cookie" in client.get("/search/suggest/?q=a")["Vary"]


@pytest.mark.parametrize("count", [1, 30])
def test_it_takes_few_queries(client, count):
    for number in range(count):
        make_member(nickname=f"홍길{number}")
        make_board(name=f"홍길 {number}")
    guest = Client()
    client.force_login(make_member(nickname="봄"))
    ask(client, "홍")  # the boards are kept from here on

    with watching() as of_guest:
        ask(guest, "홍")
    with watching() as of_member:
        ask(client, "홍")

    assert len(of_guest) == 0
    assert len(of_member) <= 6  # session and member included


def test_who_overdoes_it_gets_nothing_without_a_word(client, monkeypatch):
    monkeypatch.setitem(SCOPES, "suggest", (2, 60))
    for _time in range(2):
        ask(client, "자전")
    client.get("/search/suggest/?q=")  # asks for nothing, and counts for nothing

    response = client.get("/search/suggest/", {"q": "자전"})

    assert response.status_code == 429
    assert json.loads(response.content)["kinds"] == []
    assert response["Cache-Control"] == "no-store"
    assert int(response["Retry-After"]) > 0
