"""Forms as people meet them: labels, help, and errors that lead to their field."""

import re

import pytest

from tests.factories import make_board, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_board():
    return make_board(write_level=1, comment_level=1)


def write_page(client, board, **typed) -> str:
    url = f"/boards/{board.slug}/write/"
    response = client.post(url, typed) if typed else client.get(url)
    return response.content.decode()


def test_every_field_of_the_write_page_has_a_label(client, open_board):
    html = write_page(client, open_board)
    form = html[html.index('enctype="multipart/form-data"') :].split("</form>")[0]

    fields = re.findall(
        r'<(?:input|select|textarea)(?![^>]*"hidden")[^>]*id="([^"]+)"', form
    )

    assert {"id_title", "id_body", "id_author_name", "id_guest_password"} <= set(fields)
    assert set(fields) <= set(re.findall(r'<label[^>]*for="([^"]+)"', form))


def test_an_error_leads_to_its_field_and_is_read_with_it(client, open_board):
    html = write_page(client, open_board, title="", body="본문", author_name="손님")

    field = re.search(r'<input[^>]*name="title"[^>]*>', html)
    assert field is not None
    assert 'role="alert"' in html
    assert '<a href="#id_title">제목: 제목을 적어 주세요.</a>' in html
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="id_title_error"' in field[0]
    assert 'id="id_title_error"' in html


def test_what_was_typed_comes_back(client, open_board):
    html = write_page(
        client, open_board, title="", body="긴 글 <b>", author_name="손님"
    )

    assert "긴 글 &lt;b&gt;</textarea>" in html
    assert 'value="손님"' in html


def test_a_guest_finds_name_password_and_comment_fields_below_a_post(
    client, open_board
):
    post = make_post(open_board, author_name="손님", guest_password="1234")

    html = client.get(post.get_absolute_url()).content.decode()

    assert f'action="{post.get_absolute_url()}comments/"' in html
    for name in ("body", "author_name", "guest_password", "submission_id"):
        assert f'name="{name}"' in html
    assert 'js/submission-id.js"' in html


def test_who_may_not_comment_reads_why_and_where_to_log_in(client, member):
    post = make_post(make_board(), member)

    html = client.get(post.get_absolute_url()).content.decode()

    assert "회원만 댓글을 쓸 수 있습니다. 로그인해 주세요." in html
    assert (
        f'<a href="/accounts/login/?next={post.get_absolute_url()}">로그인</a>' in html
    )


def test_deleting_asks_first(client, member, board):
    post = make_post(board, member, title="지울 글")
    client.force_login(member)

    html = client.get(f"{post.get_absolute_url()}delete/").content.decode()

    assert "정말 삭제하시겠습니까?" in html
    assert f'href="{post.get_absolute_url()}"' in html


def test_a_refusal_gives_the_reason_and_the_way_in(client, board):
    response = client.get(f"/boards/{board.slug}/write/")

    assert response.status_code == 403
    assert "로그인해 주세요." in response.content.decode()
