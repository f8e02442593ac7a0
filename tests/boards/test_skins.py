"""The skins of a board's list: those that ship, a theme's own, one that is gone."""

import re
from html import escape
from importlib import import_module

import pytest
from django.apps import apps

from boards import services
from boards.models import Post
from boards.rows import TINTS
from tests.factories import make_board, make_comment, make_manager, make_post
from uploads.services import PreparedFile

pytestmark = pytest.mark.django_db


def test_a_board_whose_skin_is_gone_shows_the_plain_list(client):
    board = make_board(skin="gone")
    make_post(board, title="여전히 보이는 글")

    response = client.get(board.get_absolute_url())

    assert response.status_code == 200
    assert "여전히 보이는 글" in response.text
    assert 'class="post-table"' in response.text


def only_row(client, board):
    return client.get(board.get_absolute_url()).context["page"].rows[0]


def test_a_row_quotes_the_first_words_of_its_text(client, board):
    post = make_post(board, body="<p>첫 줄</p><p>둘째 &amp; 줄</p>", body_format="html")
    assert only_row(client, board).excerpt == "첫 줄 둘째 & 줄"

    services.edit_post(post, title=post.title, body="가 " * 100, body_format="text")
    assert only_row(client, board).excerpt == ("가 " * 60).rstrip()


def test_a_secret_post_is_not_quoted(client, board):
    make_post(board, body="아무도 모르는 말", is_secret=True)

    assert only_row(client, board).excerpt == ""


def test_a_list_open_to_more_than_the_readers_quotes_nothing(client):
    board = make_board(read_level=3)
    make_post(board, body="회원만 읽는 말")

    assert only_row(client, board).excerpt == ""


def test_posts_written_before_get_their_excerpt():
    post = make_post(body="오래된 글")
    Post.objects.update(excerpt="")

    import_module("boards.migrations.0002_post_excerpt").fill(apps, None)

    post.refresh_from_db()
    assert post.excerpt == "오래된 글"


@pytest.fixture(params=["list", "gallery", "webzine"])
def skinned(request):
    return make_board(skin=request.param)


def make_picture():
    return PreparedFile("가.webp", b"webp", 4, is_picture=True, width=900, height=600)


def test_every_skin_shows_posts_notices_replies_and_badges(client, skinned):
    root = make_post(skinned, title="뿌리 글", links=["https://example.com/"])
    make_post(skinned, title="답하는 글", parent=root)
    make_post(skinned, title="알리는 글", is_notice=True)

    page = client.get(skinned.get_absolute_url()).text

    for words in ("뿌리 글", "답하는 글", "알리는 글", "공지", "답글", "새 글", "링크"):
        assert words in page


def test_every_skin_says_that_it_is_empty(client, skinned):
    assert "게시물이 없습니다." in client.get(skinned.get_absolute_url()).text
    assert (
        "찾는 글이 없습니다." in client.get(f"{skinned.get_absolute_url()}?q=말").text
    )


@pytest.mark.parametrize("skin", ["gallery", "webzine"])
def test_a_picture_is_shown_once_and_passed_by_ears(client, skin):
    post = make_post(make_board(skin=skin), uploads=[make_picture()])

    page = client.get(post.board.get_absolute_url()).text

    assert page.count(f'src="/media/{post.thumbnail}"') == 1
    assert f'href="{post.get_absolute_url()}" tabindex="-1" aria-hidden="true"' in page
    assert 'alt=""' in page


def test_a_secret_post_leaks_neither_picture_nor_words(client, skinned):
    post = make_post(
        skinned, body="아무도 모르는 말", uploads=[make_picture()], is_secret=True
    )
    assert post.thumbnail

    for page in (skinned.get_absolute_url(), "/", f"/groups/{skinned.group.slug}/"):
        text = client.get(page).text
        assert post.thumbnail not in text
        assert "모르는 말" not in text


def test_a_gallery_loads_its_first_row_at_once_and_the_rest_in_time(client):
    board = make_board(skin="gallery")
    for _number in range(6):
        make_post(board, uploads=[make_picture()])

    page = client.get(board.get_absolute_url()).text

    assert page.count('loading="eager"') == 4
    assert page.count('loading="lazy"') == 2


def test_a_post_without_a_picture_shows_its_title_on_a_tile(client):
    post = make_post(make_board(skin="gallery"), title="그림 없는 글")

    page = client.get(post.board.get_absolute_url()).text

    assert page.count("그림 없는 글") == 2
    assert f"cover__tile--{post.pk % TINTS}" in page


@pytest.fixture
def theme(settings, tmp_path):
    """A site's own theme with a skin of its own."""
    page = tmp_path / "boards" / "skins" / "poster" / "post_list.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '{% extends "boards/post_list.html" %}'
        "{% block rows %}<p>우리만의 모양</p>{% endblock %}",
        encoding="utf-8",
    )
    (page.parent.with_name("Bad name")).mkdir()
    (page.parent.with_name("Bad name") / "post_list.html").touch()
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [tmp_path, *templates["DIRS"]]}]


def test_a_theme_brings_a_skin_of_its_own(client, theme):
    board = make_board(skin="poster")

    page = client.get(board.get_absolute_url()).text

    assert "우리만의 모양" in page
    assert "전체 0건 1 페이지" in " ".join(page.split())


def test_a_manager_can_choose_among_the_skins_there_are(client, theme):
    client.force_login(make_manager())
    board = make_board()

    page = client.get(f"/admin/boards/board/{board.pk}/change/").text

    shown = re.findall(r'<option value="([a-z_]+)"', page.split('name="skin"')[1])
    assert shown[:4] == ["list", "gallery", "webzine", "poster"]
    assert "Bad name" not in page
    board.skin = "poster"
    board.full_clean(exclude=["slug"])


THEME_ROW = """{% load humanize %}<tr><td>{{ row.title|truncatechars:5 }}</td>
<td>{% if row.view_count >= 1000 %}많이{% else %}적게{% endif %} {{ row.view_count }}</td>
<td>{{ row.created_at|date:"Y년" }} {{ row.comment_count|add:1 }}</td></tr>"""


def test_a_theme_may_do_what_it_likes_with_a_row(client, settings, tmp_path, board):
    (tmp_path / "boards").mkdir()
    (tmp_path / "boards" / "_post_row.html").write_text(THEME_ROW, encoding="utf-8")
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [tmp_path, *templates["DIRS"]]}]
    year = make_post(board, title="짧은 제목보다 긴 제목").created_at.year

    for views, word in ((3, "적게"), (1000, "많이"), (7, "적게")):
        Post.objects.update(view_count=views)
        page = client.get(board.get_absolute_url()).text
        assert "<td>짧은 제…</td>" in page
        assert f"<td>{word} {views}</td>" in page
        assert f"<td>{year}년 1</td>" in page


NASTY = '<b>x</b> & "q" \ue000\ue001\uf8ff 50 % %s {0} {{ row }}'


def test_no_title_breaks_out_of_its_row(client, skinned):
    post = make_post(skinned, title=NASTY, author_name='<i>"이름', category=None)
    for title in ("다른 글", NASTY):
        make_post(skinned, title=title)
    make_comment(post, author_name='<i>"댓글', body=NASTY)

    for _ in range(2):
        page = client.get(skinned.get_absolute_url()).text
        assert page.count(f">{escape(NASTY)}<") >= 2
        assert page.count(f">{escape('<i>' + chr(34) + '이름')}<") == 1
        page = client.get(post.get_absolute_url()).text
        assert f"{escape(NASTY)}\n" in page
        assert f"<bdi>{escape('<i>' + chr(34) + '댓글')}</bdi>" in page
        assert "<b>x" not in page
        assert "<i>" not in page
