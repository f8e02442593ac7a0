"""현재접속자: everybody sees who is here; what he looks at only who may read it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_board, make_member, make_post
from visitors import presence
from visitors.presence import Sighting, note_pages
from visitors.recording import record_visit

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
ROBOT = "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_flusher(monkeypatch):
    monkeypatch.setattr(presence._flusher, "keep_running", lambda: None)
    yield
    presence.forget()


def look_at(path, address="192.0.2.77", agent=PHONE, member_id=None):
    visitor = record_visit(address, agent)
    note_pages(Sighting(visitor, address, agent, path, member_id))
    presence.flush()


def text_for(member=None) -> str:
    client = Client()
    if member:
        client.force_login(member)
    return " ".join(client.get("/online/").text.split())


def test_an_empty_site_says_so():
    assert "지금은 아무도 없습니다." in text_for()


def test_members_stand_by_nickname_and_guests_by_a_part_of_their_address():
    look_at("/new/", member_id=make_member(nickname="새봄").pk)
    look_at("/search/", "198.51.100.7")

    text = text_for()

    assert "새봄" in text
    assert "198.51.*.*" in text
    assert "198.51.100" not in text
    assert "지난 10분 동안 다녀간 사람은 2명입니다." in text
    assert '<a href="/new/" >새글</a>' in text
    assert "전체검색" in text


def test_a_post_is_named_to_who_may_read_it(board):
    look_at(make_post(board, title="모두의 글").get_absolute_url())

    assert f"{board.name} › 모두의 글" in text_for()


@pytest.mark.parametrize("levels", [{"read_level": 5}, {"list_level": 5}])
def test_a_post_of_a_closed_board_is_not_named(levels):
    board = make_board(name="닫힌 곳", **levels)
    look_at(make_post(board, title="감춘 글").get_absolute_url())

    text = text_for()

    assert "감춘 글" not in text
    assert ("닫힌 곳" in text) == ("read_level" in levels)
    assert "감춘 글" in text_for(make_member(level=5))


def test_a_secret_post_is_named_to_its_writer_only(board):
    writer = make_member()
    post = make_post(board, writer, title="비밀 이야기", is_secret=True)
    look_at(post.get_absolute_url())

    assert "비밀 이야기" not in text_for()
    assert "비밀 이야기" not in text_for(make_member())
    assert "비밀 이야기" in text_for(writer)


def test_pages_of_ones_own_are_not_told():
    look_at("/accounts/email/", member_id=make_member().pk)

    text = text_for()

    assert "사이트를 둘러보고 있습니다" in text
    assert "/accounts/email/" not in text


@pytest.mark.parametrize("path", ["/nowhere/<b>", "/boards/none/", "/boards/none/9/"])
def test_addresses_that_lead_nowhere_do_no_harm(path):
    look_at(path)

    text = text_for()

    assert "사이트를 둘러보고 있습니다" in text
    assert "<b>" not in text


def test_robots_stand_apart_by_their_name():
    look_at("/", agent=ROBOT)

    text = text_for()

    assert "네이버 Yeti" in text
    assert "다녀간 사람은 0명입니다." in text


def test_the_page_asks_as_much_for_one_as_for_thirty(
    board, django_assert_num_queries: DjangoAssertNumQueries
):
    look_at(make_post(board).get_absolute_url())
    text_for()  # warm
    with django_assert_num_queries(2):
        text_for()
    for number in range(30):
        look_at(make_post(board).get_absolute_url(), f"192.0.2.{number}")
    text_for()

    with django_assert_num_queries(2):
        text_for()


def test_the_number_stands_in_the_top_bar():
    look_at("/new/")

    assert '접속자 <span class="header__count">1</span>' in text_for()


def test_a_page_names_the_member_it_was_made_for(client):
    member = make_member()
    assert "Madang-Member" not in client.get("/")

    client.force_login(member)
    response = client.get("/")

    assert response["Madang-Member"] == str(member.pk)
    assert "Madang-Hidden" not in response


def test_who_hides_says_so_in_his_profile(client):
    member = make_member()
    client.force_login(member)

    client.post("/accounts/", {"nickname": member.nickname, "hides_presence": "on"})
    assert client.get("/")["Madang-Hidden"] == "1"

    client.post("/accounts/", {"nickname": member.nickname})
    assert "Madang-Hidden" not in client.get("/")


@pytest.mark.parametrize("path", ["/search/", "/boards/{slug}/"])
def test_a_search_tells_its_words(client, board, path):
    path = path.format(slug=board.slug)

    assert (
        client.get(path, {"q": "골목 빵집"})["Madang-Search"]
        == "%EA%B3%A8%EB%AA%A9%20%EB%B9%B5%EC%A7%91"
    )
    assert "Madang-Search" not in client.get(path)
