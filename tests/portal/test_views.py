"""Front page, new posts and site search."""

import pytest

from boards import services
from boards.models import Board
from portal.latest import MOST_BLOCKS
from tests.factories import make_board, make_group, make_member, make_post
from uploads.services import PreparedFile

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


def make_many_boards(count, group):
    """Make boards at once; slugs are not reserved, so nobody makes more of them."""
    Board.objects.bulk_create(
        Board(slug=f"many{number}", name=f"많은 게시판 {number}", group=group)
        for number in range(count)
    )
    services.save_group(group)  # tells every process that boards have changed


def test_the_front_of_hundreds_of_boards_leads_on_to_their_groups(client):
    group = make_group(order=1, name="큰 그룹")
    make_post(make_board(), title="첫 게시판의 글")
    make_many_boards(600, group)

    response = client.get("/")

    assert len(response.context["latest"]) == MOST_BLOCKS
    assert response.context["more_groups"] == [group]
    assert f'href="/groups/{group.slug}/"' in response.text
    assert "첫 게시판의 글" in response.text


def test_a_group_of_hundreds_of_boards_links_them_all(client):
    group = make_group()
    make_many_boards(600, group)

    response = client.get(f"/groups/{group.slug}/")

    assert len(response.context["latest"]) == MOST_BLOCKS
    for number in (0, 599):
        assert f'href="/boards/many{number}/"' in response.text


def test_a_picture_leads_its_board_on_the_front(client):
    board = make_board()
    file = PreparedFile("가.webp", b"webp", 4, is_picture=True, width=9, height=6)
    make_post(board, title="그림", uploads=[file])
    for number in range(5):
        make_post(board, title=f"글 {number}")

    block = client.get("/").context["latest"][0]

    assert block.lead.title == "그림"
    assert [row.title for row in block.titles] == ["글 4", "글 3", "글 2", "글 1"]


def test_a_gallery_is_a_strip_of_four_on_the_front(client):
    board = make_board(skin="gallery")
    for number in range(5):
        make_post(board, title=f"글 {number}")

    response = client.get("/")

    assert response.text.count('class="gallery__card"') == 4
    assert response.context["latest"][0].strip[0].title == "글 4"


def test_a_group_shows_the_boards_that_its_reader_may_list(client):
    group = make_group(name="모임")
    make_post(make_board(group=group), title="열린 글")
    make_post(make_board(), title="다른 그룹의 글")
    to_list = make_board(group=group, read_level=5)
    make_post(to_list, title="읽지 못하는 글")
    make_post(make_board(group=group, list_level=5, name="닫힌 곳"), title="닫힌 글")

    page = client.get(f"/groups/{group.slug}/").text

    assert "<title>모임" in " ".join(page.split()).replace("<title> ", "<title>")
    assert "열린 글" in page
    assert f'href="{to_list.get_absolute_url()}"' in page
    for hidden in ("다른 그룹의 글", "읽지 못하는 글", "닫힌 글", "닫힌 곳"):
        assert hidden not in page


def test_a_group_that_shows_its_reader_nothing_is_not_there(client):
    closed, empty = make_group(), make_group()
    make_board(group=closed, list_level=5)

    for slug in (closed.slug, empty.slug, "none"):
        assert client.get(f"/groups/{slug}/").status_code == 404


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
    assert ("비밀" in as_author) == (page != "/")  # all readers share the front page


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


def test_all_boards_stand_by_their_groups(client):
    group = make_group(name="모임")
    make_post(make_board(group=group, name="열린 곳"))
    make_board(group=group, list_level=5, name="닫힌 곳")
    make_board(group=make_group(name="닫힌 모임"), list_level=5)

    html = client.get("/boards/").text

    assert "열린 곳" in html
    assert "글 1개" in html
    assert "닫힌" not in html


def test_who_writes_is_asked_where(client, member):
    group = make_group()
    open_board = make_board(group=group, write_level=1)
    of_members = make_board(group=group, write_level=2)
    closed = make_board(group=group, write_level=9)

    guest_page = client.get("/write/").text
    client.force_login(member)
    member_page = client.get("/write/").text

    for board, of_guest, of_member in [
        (open_board, True, True),
        (of_members, False, True),
        (closed, False, False),
    ]:
        url = f'href="{board.get_absolute_url()}write/"'
        assert (url in guest_page, url in member_page) == (of_guest, of_member)
    assert "/accounts/login/?next=/write/" in guest_page
    assert "글을 쓸 수 있는 게시판이 없습니다" not in member_page


def test_who_can_write_nowhere_is_told(client):
    make_board(write_level=2)

    assert "글을 쓸 수 있는 게시판이 없습니다" in client.get("/write/").text


def footer_of(client):
    return client.get("/pages/none/").text.partition('class="footer"')[2]


def test_the_footer_shows_the_newest_notices(client, django_assert_num_queries):
    board = make_board(slug="notice", name="알림판")
    for number in range(6):
        make_post(board, title=f"소식 {number}")
    make_post(board, title="비밀 소식", is_secret=True)
    first = footer_of(client)

    newest = make_post(board, title="방금 소식")

    assert [f"소식 {number}" in first for number in range(6)] == [False] * 2 + [
        True
    ] * 4
    assert "비밀 소식" not in first
    assert "방금 소식" in footer_of(client)
    with django_assert_num_queries(0):
        footer_of(client)
    services.delete_post(newest, by=None)
    assert "방금 소식" not in footer_of(client)


@pytest.mark.parametrize("fields", [{"read_level": 2}, {"slug": "other"}])
def test_the_footer_shows_no_board_that_guests_may_not_read(client, manager, fields):
    make_post(make_board(**{"slug": "notice", **fields}), title="소식")
    client.force_login(manager)

    assert "소식" not in footer_of(client)
