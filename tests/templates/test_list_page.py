"""A board's list as it is read: columns, badges with words, numbered pages."""

import re

import pytest
from django.template.loader import render_to_string

from boards.models import Post
from boards.pager import Page
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_member,
    make_post,
)
from tests.templates.reading import lines_of

pytestmark = pytest.mark.django_db


def page(client, board, query: str = "") -> str:
    return client.get(board.get_absolute_url() + query).content.decode()


def test_an_empty_board_says_so(client, board):
    lines = lines_of(page(client, board))

    assert "전체 0건 1 페이지" in lines
    assert "게시물이 없습니다." in lines


def test_a_search_without_a_hit_says_what_to_try(client, board):
    lines = lines_of(page(client, board, "?q=없는말"))

    assert "찾는 글이 없습니다. 낱말을 줄이거나 ‘제목+내용’으로 찾아 보세요." in lines


def test_the_columns_are_those_readers_know(client, board):
    html = page(client, board)

    heads = re.findall(r'<th scope="col">(.*?)</th>', html, re.DOTALL)

    words = [re.sub(r"<[^>]*>|\s", "", head) for head in heads]
    assert words == ["번호", "제목", "글쓴이", "조회", "추천", "날짜"]


def test_the_sorted_column_says_its_direction(client, board):
    assert "내림차순" in page(client, board, "?sort=-views")
    assert "오름차순" in page(client, board, "?sort=views")
    assert "차순" not in page(client, board)


def test_every_badge_has_a_word(client, member):
    board = make_board(hot_views=0)
    post = make_post(board, member, is_secret=True, links=["https://example.com/", ""])
    make_comment(post, member)

    html = page(client, board)

    for word in ("비밀글", "새 글", "인기", "링크"):
        assert f'<span class="sound-word">{word}</span>' in html
    assert "댓글 1개" in re.sub(r"<.*?>", "", html)
    assert "첨부파일" not in html


def test_a_notice_is_called_one_and_bears_no_number(client, manager, board):
    make_post(board, manager, title="이용 규칙", is_notice=True)

    html = page(client, board)

    cell = re.search(r'<td class="post-row__number">(.*?)</td>', html, re.DOTALL)
    assert cell is not None
    assert cell[1].strip() == "공지"


def test_a_reply_is_set_in_and_called_one(client, member, board):
    parent = make_post(board, member)
    make_post(board, member, parent=parent)

    html = page(client, board)

    assert "post-row depth-1" in html
    assert '<span class="sound-word">답글</span>' in html


def test_the_chosen_category_is_marked_and_kept_by_the_search(client, board):
    category = make_category(board, name="질문")

    html = page(client, board, f"?category={category.pk}")

    assert re.search(r'aria-current="true">\s*질문', html)
    assert f'<input type="hidden" name="category" value="{category.pk}">' in html


def test_only_who_may_write_is_offered_to(client, member, board):
    guest_page = page(client, board)
    client.force_login(member)

    write_url = f'href="{board.get_absolute_url()}write/"'
    assert write_url not in guest_page
    assert page(client, board).count(write_url) == 3  # above, below, the phone's bar


def test_a_name_opens_a_menu_that_finds_what_it_wrote(client, manager, board):
    make_post(board, make_member(nickname="홍 길동"), title="길동의 글")

    html = page(client, board)
    client.force_login(manager)

    url = f"{board.get_absolute_url()}?field=author&amp;q=%ED%99%8D+%EA%B8%B8%EB%8F%99"
    assert f'<a href="{url}" rel="nofollow">이 글쓴이의 글</a>' in html
    assert "길동의 글" in page(client, board, "?field=author&q=홍 길동")
    assert "회원 관리" not in html
    assert "회원 관리" in page(client, board)


def test_a_name_that_is_gone_opens_nothing(client, board):
    author = make_member()
    make_post(board, author)
    Post.objects.filter(author=author).update(author_name="")

    html = page(client, board)

    assert "탈퇴한 회원" in html
    assert "이 글쓴이의 글" not in html


def test_only_managers_are_led_to_the_settings(client, member, manager, board):
    settings = f'href="/admin/boards/board/{board.pk}/change/"'
    client.force_login(member)
    member_page = page(client, board)
    client.force_login(manager)

    assert settings not in member_page
    assert settings in page(client, board)


def links_of(number: int, pages: int, query: str = "") -> list[tuple[str, str]]:
    shown = Page(number=number, page_count=pages, total=0, rows=[])
    html = render_to_string("_paging.html", {"page": shown, "query": query})
    links = re.findall(r'href="\?(.*?)".*?>(.*?)</a>', html, re.DOTALL)
    return [(url, re.sub(r"<.*?>|\s", "", word)) for url, word in links]


def test_one_page_has_no_paging():
    assert links_of(1, 1) == []


def test_pages_jump_by_blocks_of_ten():
    links = links_of(13, 40)

    assert links[:2] == [("page=1", "처음"), ("page=10", "이전")]
    assert links[2] == ("page=11", "11페이지")
    assert links[-2:] == [("page=21", "다음"), ("page=40", "맨끝")]
    assert len(links) == 14


def test_pages_keep_what_was_asked_for():
    assert links_of(1, 2, "category=3&")[0] == ("category=3&amp;page=1", "1페이지")
