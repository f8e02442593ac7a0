"""One post as visitors see it."""

import pytest

from boards import services
from boards.models import Board
from guard.throttle import SCOPES
from tests.factories import (
    make_board,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db


def test_a_post_shows_title_body_author_and_time(client, board):
    author = make_member(nickname="가을이")
    post = make_post(board, author, title="첫 글", body="첫 줄\n둘째 줄")

    response = client.get(post.get_absolute_url())

    assert f"<title>첫 글 &gt; {board.name}</title>" in response.text
    assert "가을이" in response.text
    assert "둘째 줄" in response.text


def test_neighbours_are_the_newer_above_and_the_older_below(client, board):
    first, second, third = (make_post(board, title=t) for t in ("가", "나", "다"))
    reply = make_post(board, title="나-답", parent=second)

    context = client.get(reply.get_absolute_url()).context
    of_third = client.get(third.get_absolute_url()).context

    assert context["newer"].id == second.pk
    assert context["older"].id == first.pk
    assert of_third["newer"] is None
    assert of_third["older"].id == second.pk


def test_neighbours_pass_over_deleted_posts_notices_and_other_boards(client, board):
    first = make_post(board)
    make_post()
    services.delete_post(make_post(board), by=None)
    make_post(board, is_notice=True)
    last = make_post(board)

    context = client.get(first.get_absolute_url()).context

    assert context["newer"].id == last.pk
    assert context["older"] is None


def test_another_boards_slug_leads_to_the_right_one(client, board):
    post = make_post(board)

    response = client.get(f"/boards/{make_board().slug}/{post.pk}/")

    assert response.status_code == 301
    assert response["Location"] == post.get_absolute_url()
    assert response["Cache-Control"] == "no-cache"


def test_a_wrong_slug_does_not_betray_a_closed_board(client, board):
    post = make_post(make_board(list_level=9))

    response = client.get(f"/boards/{board.slug}/{post.pk}/")

    assert response.status_code == 403


@pytest.mark.parametrize("post_id", [0, 999_999, 10**30])
def test_an_unknown_post_is_a_404(client, board, post_id):
    response = client.get(f"/boards/{board.slug}/{post_id}/")

    assert response.status_code == 404


@pytest.mark.parametrize("take", [services.delete_post, services.hide_post])
def test_what_is_out_of_sight_is_a_404_for_everybody(client, board, take):
    manager = make_manager()
    post = make_post(board, manager)
    take(post, by=manager)
    client.force_login(manager)

    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_level_too_low_for_reading_is_told_so(client):
    post = make_post(make_board(read_level=3))

    response = client.get(post.get_absolute_url())

    assert response.status_code == 403
    assert "3레벨 회원부터 글을 읽을 수 있습니다" in response.text


def test_a_secret_post_opens_for_its_author_and_managers_only(client, board):
    author, stranger, manager = make_member(), make_member(), make_manager()
    post = make_post(board, author, body="비밀 이야기", is_secret=True)

    answers = {}
    for name, who in {
        "author": author,
        "stranger": stranger,
        "manager": manager,
    }.items():
        client.force_login(who)
        answers[name] = client.get(post.get_absolute_url())
    client.logout()
    as_guest = client.get(post.get_absolute_url())

    assert "비밀 이야기" in answers["author"].text
    assert "비밀 이야기" in answers["manager"].text
    assert answers["stranger"].status_code == as_guest.status_code == 403
    assert "비밀 이야기" not in answers["stranger"].text + as_guest.text


def test_a_secret_answer_opens_for_who_asked(client, board):
    asker = make_member()
    question = make_post(board, asker, is_secret=True)
    answer = make_post(
        board, make_manager(), body="답입니다", parent=question, is_secret=True
    )
    client.force_login(asker)

    assert "답입니다" in client.get(answer.get_absolute_url()).text


def test_a_guests_secret_post_asks_for_its_password(client):
    board = make_board(write_level=1)
    post = make_post(
        board, author_name="손님", guest_password="1234", body="쉿", is_secret=True
    )
    url = post.get_absolute_url()

    asked = client.get(url)
    wrong = client.post(asked["Location"], {"guest_password": "4321"})
    right = client.post(asked["Location"], {"guest_password": "1234"}, follow=True)

    assert asked.status_code == 302
    assert asked["Location"].startswith(f"{url}password/?next=")
    assert "비밀번호가 다릅니다" in wrong.text
    assert "쉿" not in wrong.text
    assert right.redirect_chain[-1][0] == url
    assert right.context["post"] == post


def test_passwords_cannot_be_tried_without_end(client):
    post = make_post(
        make_board(write_level=1),
        author_name="손님",
        guest_password="1234",
        is_secret=True,
    )
    url = f"{post.get_absolute_url()}password/"
    for _try in range(5):
        client.post(url, {"guest_password": "wrong"})

    response = client.post(url, {"guest_password": "1234"})

    assert response.status_code == 200
    assert "분 뒤에 다시" in response.text


def test_one_password_is_not_tried_on_every_guests_post(client, board):
    limit, _seconds = SCOPES["any_guest_password"]
    for number in range(limit + 1):
        post = make_post(board, author_name=f"손님{number}", guest_password="1234")
        url = f"{post.get_absolute_url()}password/"

        response = client.post(url, {"guest_password": "0000"})

        assert ("분 뒤에 다시" in response.text) == (number == limit)


def test_a_members_post_has_no_password_to_ask_for(client, board):
    post = make_post(board)

    assert client.get(f"{post.get_absolute_url()}password/").status_code == 404


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "abc"])
def test_the_password_page_leads_nowhere_else(client, place):
    post = make_post(make_board(), author_name="손님", guest_password="1234")
    url = f"{post.get_absolute_url()}password/?next={place}"

    response = client.post(url, {"guest_password": "1234"})

    assert response["Location"] == post.get_absolute_url()


def test_comments_stand_in_order_below_what_they_answer(client, board):
    post = make_post(board)
    first = make_comment(post, body="하나")
    make_comment(post, body="둘")
    make_comment(post, body="하나의 답", parent=first)

    comments = client.get(post.get_absolute_url()).context["comments"]

    assert [(c.depth, c.author_name != "") for c in comments] == [
        (0, True),
        (1, True),
        (0, True),
    ]
    assert ["하나의 답" in c.body_html for c in comments] == [False, True, False]


def test_a_deleted_comment_keeps_its_place_only_for_replies(client, board):
    post = make_post(board)
    parent, leaf = make_comment(post, body="윗말"), make_comment(post, body="잎")
    make_comment(post, body="아랫말", parent=parent)
    services.delete_comment(parent, by=None)
    services.delete_comment(leaf, by=None)

    response = client.get(post.get_absolute_url())

    comments = response.context["comments"]
    assert [c.is_deleted for c in comments] == [True, False]
    assert "윗말" not in response.text
    assert response.context["post"].comment_count == 1


def test_a_secret_comment_opens_for_those_it_concerns(client, board):
    post_author, commenter, stranger = make_member(), make_member(), make_member()
    post = make_post(board, post_author)
    make_comment(post, commenter, body="둘만의 말", is_secret=True)

    seen = {}
    for who in (post_author, commenter, stranger):
        client.force_login(who)
        seen[who] = "둘만의 말" in client.get(post.get_absolute_url()).text

    assert seen == {post_author: True, commenter: True, stranger: False}


def test_edit_and_delete_are_offered_to_whom_they_belong(client, board):
    author = make_member()
    post = make_post(board, author)
    url = post.get_absolute_url()

    as_guest = client.get(url).context
    client.force_login(author)
    as_author = client.get(url).context

    assert (as_guest["can_edit"], as_guest["can_delete"]) == (False, False)
    assert (as_author["can_edit"], as_author["can_delete"]) == (True, True)


def test_a_guest_reads_the_same_bytes_as_every_other_guest(client, board):
    post = make_post(board)
    make_comment(post)
    pages = ["/", "/new/", board.get_absolute_url(), post.get_absolute_url()]

    for page in pages:
        one = client.get(page, REMOTE_ADDR="192.0.2.1", HTTP_USER_AGENT="A")
        client.cookies.clear()
        other = client.get(page, REMOTE_ADDR="2001:db8::1", HTTP_USER_AGENT="B")

        assert one.content == other.content
        assert not one.cookies
        assert "csrfmiddlewaretoken" not in one.text


def test_the_post_names_itself_to_the_view_counter_but_not_for_its_author(
    client, member, board
):
    post = make_post(board, member)

    as_guest = client.get(post.get_absolute_url())
    client.force_login(member)
    as_author = client.get(post.get_absolute_url())

    assert as_guest["Madang-Post"] == str(post.pk)
    assert "Madang-Post" not in as_author


def test_a_link_counts_and_leads_on(client, board):
    post = make_post(board, links=["https://example.com/a"])

    response = client.get(f"{post.get_absolute_url()}links/1/")

    assert response["Location"] == "https://example.com/a"
    assert post.links.get().click_count == 1


def test_the_author_of_a_left_account_is_called_so(client, board):
    from accounts.services import erase_member

    author = make_member(nickname="떠날이")
    post = make_post(board, author)
    erase_member(author)

    response = client.get(post.get_absolute_url())

    assert "탈퇴한 회원" in response.text
    assert "떠날이" not in response.text


def test_a_board_of_secret_posts_makes_every_post_secret(client):
    board = make_board(secrecy=Board.Secrecy.ALWAYS)

    assert make_post(board).is_secret
