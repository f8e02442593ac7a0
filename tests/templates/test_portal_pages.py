"""Front page, new posts and search results as they are read."""

import pytest

from boards import services
from boards.models import Board, BoardGroup
from tests.factories import make_board, make_post
from tests.templates.reading import lines_of

pytestmark = pytest.mark.django_db


def page(client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_front_page_shows_each_board_with_its_newest(client, member):
    make_post(make_board(name="자유게시판"), member, title="설악산 후기")
    make_board(name="질문답변")

    lines = lines_of(page(client, "/"))

    assert "설악산 후기" in lines
    assert lines.index("자유게시판") < lines.index("설악산 후기")
    assert "자유게시판 더보기" in lines
    assert "게시물이 없습니다." in lines


def test_a_site_without_boards_says_so(client):
    assert "아직 게시판이 없습니다." in lines_of(page(client, "/"))


def test_new_posts_name_their_board(client, member):
    board = make_board(name="자유게시판")
    make_post(board, member, title="설악산 후기")

    html = page(client, "/new/")

    assert f'href="{board.get_absolute_url()}">자유게시판</a>' in html
    assert "설악산 후기" in lines_of(html)


def test_no_new_posts_is_said(client):
    assert "게시물이 없습니다." in lines_of(page(client, "/new/"))


def test_a_hit_is_marked_in_title_and_text(client, member):
    make_post(make_board(), member, title="백업 방법", body="매일 백업 합니다")

    html = page(client, "/search/?q=백업")

    assert "<mark>백업</mark> 방법" in html
    assert "매일 <mark>백업</mark> 합니다" in html
    assert "백업 전체검색 결과" in lines_of(html)
    assert "글 1건" in " ".join(lines_of(html))


def test_no_hit_says_what_to_try(client):
    lines = lines_of(page(client, "/search/?q=없는말"))

    assert "띄어쓰기를 바꾸거나 더 짧은 낱말로 찾아 보세요." in lines


def test_search_without_words_asks_for_them(client):
    assert "찾고 싶은 낱말을 위 칸에 적어 주세요." in lines_of(page(client, "/search/"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>'])
def test_titles_and_names_are_shown_as_they_were_typed(client, text):
    board = services.save_board(
        Board(
            slug="rough",
            name=text,
            group=services.save_group(BoardGroup(slug="gg", name="g")),
        )
    )
    post = make_post(board, title=text, author_name="<b>손님", guest_password="1234")

    for path in ("/", "/new/", board.get_absolute_url(), post.get_absolute_url()):
        html = page(client, path)
        assert text not in html
        assert "<b>손님" not in html
