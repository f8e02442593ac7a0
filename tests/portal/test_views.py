"""Front page, new posts and site search."""

import pytest

from boards import services
from portal.searching import MAX_HITS, marked
from tests.factories import make_board, make_member, make_post

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_the_latest_of_each_board(client):
    boards = [make_board() for _number in range(3)]
    for number in range(8):
        make_post(boards[0], title=f"글 {number}")
    make_post(boards[1], title="하나뿐")

    latest = client.get("/").context["latest"]

    assert [block.board for block in latest] == boards
    assert [row.title for row in latest[0].rows] == [f"글 {n}" for n in range(7, 1, -1)]
    assert [len(block.rows) for block in latest] == [6, 1, 0]


def test_the_front_page_of_a_site_without_boards_opens(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert response.context["latest"] == []


@pytest.mark.parametrize("page", ["/", "/new/", "/search/?q=찾는"])
def test_what_a_reader_may_not_read_is_nowhere(client, page):
    author = make_member()
    make_post(make_board(), author, title="찾는 비밀", is_secret=True)
    make_post(make_board(read_level=9), author, title="찾는 높은 글")
    make_post(make_board(list_level=9), author, title="찾는 닫힌 글")
    services.delete_post(make_post(author=author, title="찾는 지운 글"), by=author)
    make_post(make_board(), author, title="찾는 열린 글")

    as_guest = client.get(page).text
    client.force_login(author)
    as_author = client.get(page).text

    assert "열린 글" in as_guest
    for hidden in ("비밀", "높은 글", "닫힌 글", "지운 글"):
        assert f"{hidden}</" not in as_guest
    assert "비밀" in as_author


@pytest.mark.parametrize("page", ["/", "/new/", "/search/?q=찾는"])
def test_a_board_kept_out_of_search_stays_on_its_own_page(client, page):
    make_post(make_board(is_in_search=False), title="찾는 조용한 글")

    assert "조용한 글" not in client.get(page).text


def test_new_posts_run_over_all_boards_and_pages(client):
    boards = [make_board(), make_board()]
    author = make_member()
    for number in range(25):
        make_post(boards[number % 2], author, title=f"글 {number}")

    first = client.get("/new/").context["page"]
    second = client.get("/new/", {"page": 2}).context["page"]

    assert [row.title for row in first.rows] == [f"글 {n}" for n in range(24, 4, -1)]
    assert [row.title for row in second.rows] == [f"글 {n}" for n in range(4, -1, -1)]


def test_a_search_marks_the_words_in_title_and_text(client):
    make_post(title="봄 <나들이>", body="긴 이야기 " * 30 + "나들이 좋았다")

    response = client.get("/search/", {"q": "나들이"})

    hit = response.context["results"][0]
    assert hit.title_html == "봄 &lt;<mark>나들이</mark>&gt;"
    assert "<mark>나들이</mark> 좋았다" in hit.excerpt_html
    assert hit.excerpt_html.startswith("…")


def test_a_search_without_words_asks_for_them(client, db):
    assert "찾을 말을 적어 주세요." in client.get("/search/", {"q": " "}).text
    assert client.get("/search/").status_code == 200


def test_a_search_without_a_hit_says_what_to_try(client, db):
    response = client.get("/search/", {"q": "없는말"})

    assert response.context["results"] == []
    assert "없는말" in response.text


@pytest.mark.parametrize(
    "words", ["가" * 5000, "\x00", "%", "_", "' OR 1=1", "(", "🙂"]
)
def test_odd_words_give_a_sane_page(client, words):
    make_post(title="글", body="글")

    response = client.get("/search/", {"q": words})

    assert response.status_code == 200
    assert not response.context["results"]


def test_a_search_stops_at_the_newest_and_says_so(client):
    board, author = make_board(), make_member()
    for number in range(MAX_HITS + 1):
        make_post(board, author, title=f"흔한 말 {number}")

    response = client.get("/search/", {"q": "흔한"})

    assert len(response.context["results"]) == MAX_HITS
    assert response.context["is_cut"]
    assert f"{MAX_HITS}건" in response.text


def test_searching_without_end_is_slowed(client, db):
    for _time in range(30):
        client.get("/search/", {"q": "말"})

    response = client.get("/search/", {"q": "말"})

    assert response.status_code == 429
    assert "Retry-After" in response


def test_marking_is_blind_to_case_and_safe():
    assert marked("A<b>a", "a") == "<mark>A</mark>&lt;b&gt;<mark>a</mark>"
