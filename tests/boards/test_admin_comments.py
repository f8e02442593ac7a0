"""Comments in the admin: list, search, filters and the form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards import services
from boards.models import Comment, State
from boards.services.recount import check_all
from tests.boards.admin_pages import (
    address,
    comment_form,
    errors_of,
    logged_in,
)
from tests.factories import make_comment, make_member, make_post

LIST = address(Comment)


@pytest.fixture
def client(manager):
    return logged_in(manager)


def found(client, **asked) -> list[Comment]:
    return list(client.get(LIST, asked).context["cl"].result_list)


def test_the_list_costs_as_many_queries_with_thirty_rows_as_with_one(client, board):
    make_comment(make_post(board))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)

    for _ in range(29):
        make_comment(make_post(board))
    client.get(LIST)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)


@pytest.mark.parametrize("words", ["고마운 말", "지나가던이", "gildong"])
def test_search_looks_into_body_name_and_username(client, words):
    make_comment(body="참 고마운 말씀", author_name="아무개")
    make_comment(author_name="지나가던이")
    make_comment(author=make_member(username="gildong"))

    assert len(found(client, q=words)) == 1


def test_filters_narrow_by_board_state_and_secret(client, board, manager):
    make_comment()
    wanted = make_comment(make_post(board), is_secret=True)
    services.hide_comment(wanted, by=manager)
    make_comment(make_post(board), is_secret=True)

    asked = {"post__board__id__exact": board.pk, "state__exact": State.HIDDEN}

    assert found(client, **asked, is_secret__exact=1) == [wanted]


def test_an_edited_comment_is_shown_clean_below_its_post(client):
    comment = make_comment()
    typed = comment_form(comment, body="고친 댓글 <b>굵게</b>", is_secret="on")

    client.post(address(comment), typed)

    comment.refresh_from_db()
    page = client.get(comment.post.get_absolute_url()).text
    assert "고친 댓글 &lt;b&gt;굵게" in page
    assert (comment.is_secret, comment.version) == (True, 2)


def test_a_conflict_keeps_what_was_typed_and_the_next_save_wins(client):
    comment = make_comment()
    typed = comment_form(comment, body="내가 고친 댓글")
    services.edit_comment(comment, body="남이 고친 댓글")

    refused = client.post(address(comment), typed)

    assert "다른 곳에서 먼저 수정되었습니다" in str(errors_of(refused)["__all__"])
    assert "내가 고친 댓글</textarea>" in refused.text
    client.post(address(comment), {**typed, "opened_version": 2})
    assert Comment.objects.get().body == "내가 고친 댓글"


@pytest.mark.parametrize("body", ["", " \n ", "가" * 10_001])
def test_an_empty_or_endless_comment_is_an_error_of_the_form(client, body):
    comment = make_comment()

    response = client.post(address(comment), comment_form(comment, body=body))

    assert "body" in errors_of(response)


def test_deleting_keeps_the_row_and_the_answers(client):
    comment = make_comment()
    make_comment(comment.post, parent=comment)

    client.post(address(comment, "delete"), {"post": "yes"})

    comment.refresh_from_db()
    assert comment.state == State.DELETED
    assert Comment.objects.count() == 2
    assert check_all() == []


def test_comments_are_not_written_in_the_admin(client):
    assert client.get(address(Comment, "add")).status_code == 403


def test_the_form_leads_to_the_post_and_to_the_site(client, manager):
    comment = make_comment()
    page = client.get(address(comment)).text
    assert f"../../../post/{comment.post_id}/change/" in page
    assert f"#c_{comment.pk}" in page

    services.hide_post(comment.post, by=manager)

    assert f"#c_{comment.pk}" not in client.get(address(comment)).text
