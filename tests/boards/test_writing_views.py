"""Writing, answering, editing and deleting posts through the forms."""

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client

from boards import services
from boards.models import Board, Post, State
from tests.boards.forms_sent import guest_fields, picture, post_fields, text_file
from tests.factories import (
    make_board,
    make_category,
    make_manager,
    make_member,
    make_post,
)
from tests.guard.test_question import inputs

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client, member):
    client.force_login(member)
    return member


def write_url(board):
    return f"/boards/{board.slug}/write/"


def test_a_member_writes_and_lands_on_the_post(client, board, author):
    response = client.post(write_url(board), post_fields(title="첫 글"))

    post = Post.objects.get()
    assert response["Location"] == post.get_absolute_url()
    assert (post.title, post.author, post.author_name) == (
        "첫 글",
        author,
        author.nickname,
    )
    assert post.ip == "127.0.0.1"


def test_the_form_names_what_is_missing_and_keeps_what_was_typed(client, board, author):
    response = client.post(write_url(board), post_fields(title="  ", body="남는 글"))

    assert response.status_code == 200
    assert "제목을 적어 주세요." in response.text
    assert "남는 글" in response.text
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"body": " \n\t "}, "내용을 적어 주세요."),
        ({"title": "가" * 256}, "255자까지 쓸 수 있는데 지금 256자"),
        ({"title": "\x00 \x01"}, "제목을 적어 주세요."),
        ({"body": "가" * 200_001}, "글을 나누어 올려 주세요."),
        ({"link_1": "javascript:alert(1)"}, "URL"),
        ({"category": "999999"}, "이 게시판의 분류가 아닙니다."),
    ],
)
def test_bad_input_gets_a_clear_answer(client, board, author, fields, error):
    make_category(board)

    response = client.post(write_url(board), post_fields(**fields))

    assert response.status_code == 200
    assert error in response.text
    assert not Post.objects.exists()


def test_a_title_of_255_wide_characters_is_taken(client, board, author):
    client.post(write_url(board), post_fields(title="뷁" * 255))

    assert Post.objects.get().title == "뷁" * 255


def test_a_category_notice_secret_and_links_are_kept(client, board):
    category = make_category(board)
    client.force_login(make_manager())

    client.post(
        write_url(board),
        post_fields(
            category=category.pk,
            is_notice="on",
            is_secret="on",
            link_1="example.com/a",
            link_2="https://example.com/b",
        ),
    )

    post = Post.objects.get()
    assert (post.category, post.is_notice, post.is_secret) == (category, True, True)
    assert [link.url for link in post.links.all()] == [
        "https://example.com/a",
        "https://example.com/b",
    ]


def test_only_a_manager_is_asked_about_notices(client, board, author):
    client.post(write_url(board), post_fields(is_notice="on"))

    assert not Post.objects.get().is_notice


def test_a_board_without_secrets_takes_none(client, author):
    board = make_board(secrecy=Board.Secrecy.NEVER)

    client.post(write_url(board), post_fields(is_secret="on"))

    assert not Post.objects.get().is_secret


def test_pictures_and_files_hang_on_the_post(client, board, author):
    client.post(write_url(board), post_fields(uploads=[picture(), text_file()]))

    post = Post.objects.get()
    shown, file = post.attachments.all()
    page = client.get(post.get_absolute_url()).text
    assert (post.file_count, post.thumbnail) == (2, shown.path)
    assert (shown.is_picture, shown.width, shown.height) == (True, 40, 30)
    assert shown.picture_url in page
    assert "설명.txt" in page
    assert client.get(shown.picture_url)["Content-Type"] == "image/webp"
    assert b"".join(client.get(file.get_absolute_url())) == b"hello"
    file.refresh_from_db()
    assert file.download_count == 1


def test_a_picture_that_is_none_is_named(client, board, author):
    fake = text_file("가짜.png", b"not a picture")
    fake.content_type = "image/png"

    response = client.post(write_url(board), post_fields(uploads=[fake]))

    assert response.status_code == 200
    assert "가짜.png" in response.text
    assert "본문" in response.text
    assert not Post.objects.exists()


def test_more_files_than_the_board_takes_are_refused(client, author):
    board = make_board(upload_count=1)

    response = client.post(
        write_url(board), post_fields(uploads=[text_file("a.txt"), text_file("b.txt")])
    )

    assert "파일은 글 하나에 1개까지 올릴 수 있습니다." in response.text
    assert not Post.objects.exists()


def test_pictures_beyond_that_number_are_not_even_opened(client, author):
    board = make_board(upload_count=1)
    many = [picture(), text_file("가짜.png")]

    response = client.post(write_url(board), post_fields(uploads=many))

    assert "파일은 글 하나에 1개까지 올릴 수 있습니다." in response.text
    assert "그림으로 열리지 않습니다" not in response.text


def test_who_may_not_upload_is_not_asked_for_files(client, author):
    board = make_board(upload_level=5)

    client.post(write_url(board), post_fields(uploads=[text_file()]))

    assert Post.objects.get().file_count == 0


def test_the_same_form_sent_twice_makes_one_post(client, board, author):
    sent = post_fields(submission_id="form-1")

    first, second = (client.post(write_url(board), sent) for _time in range(2))

    assert Post.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_same_text_without_script_makes_one_post_too(client, board, author):
    first, second = (client.post(write_url(board), post_fields()) for _time in range(2))
    client.post(write_url(board), post_fields(body="다른 글"))

    assert first["Location"] == second["Location"]
    assert Post.objects.count() == 2


def test_a_guest_writes_where_the_board_allows(client):
    board = make_board(write_level=1)

    response = client.post(write_url(board), guest_fields())

    post = Post.objects.get()
    assert response["Location"] == post.get_absolute_url()
    assert (post.author, post.author_name) == (None, "지나가다")
    assert post.guest_password != "1234"
    assert check_password("1234", post.guest_password)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"author_name": " "}, "이름을 적어 주세요."),
        ({"guest_password": "12"}, "네 글자 이상으로 정해"),
        ({"author_name": "최고관리자"}, "관리자로 보일 수 있는 이름"),
    ],
)
def test_a_guest_gives_a_name_and_a_password(client, fields, error):
    board = make_board(write_level=1)

    response = client.post(write_url(board), guest_fields(**fields))

    assert error in response.text
    assert not Post.objects.exists()


def test_a_guest_without_a_proof_is_asked_and_loses_nothing(client):
    board = make_board(write_level=1)
    fields = guest_fields(body="긴 이야기", human_token="", human_answer="")

    response = client.post(write_url(board), fields)

    assert "긴 이야기" in response.text
    assert "숫자로 적어 주세요" in response.text
    assert not Post.objects.exists()


def test_a_guest_where_only_members_write_is_told_to_log_in(client, board):
    response = client.get(write_url(board))

    assert response.status_code == 403
    assert "회원만 글을 쓸 수 있습니다. 로그인해 주세요." in response.text


@pytest.mark.parametrize("write_level", [1, 2])
def test_a_log_in_that_ran_out_meanwhile_loses_nothing(client, write_level):
    board = make_board(write_level=write_level)

    response = client.post(write_url(board), post_fields(body="두 시간 쓴 글"))

    assert response.status_code in {200, 403}
    assert "두 시간 쓴 글" in response.text
    assert "로그인이 풀렸습니다" in response.text
    assert not Post.objects.exists()


@pytest.mark.parametrize("fields", [{"list_level": 2}, {"read_level": 2}])
def test_neither_does_it_on_a_board_for_members_alone(client, member, fields):
    post = make_post(make_board(name="우리끼리", **fields), title="우리 이야기")
    sent = post_fields(title="두 시간 쓴 답글")
    url = f"{post.get_absolute_url()}reply/"

    refused = client.post(url, sent)
    client.force_login(member)
    client.post(url, inputs(refused.text))

    assert refused.status_code == 403
    assert "새 창에서 로그인한 뒤" in refused.text
    assert "우리 이야기" not in refused.text
    assert Post.objects.get(title="두 시간 쓴 답글").parent == post


def test_what_was_written_below_a_post_that_is_gone_can_be_copied(client, author):
    post = make_post()
    services.delete_post(post, by=None)

    response = client.post(f"{post.get_absolute_url()}comments/", {"body": "긴 댓글"})

    assert response.status_code == 404
    assert "긴 댓글" in response.text


def test_too_many_posts_are_slowed_and_nothing_is_lost(client, board, author):
    for number in range(10):
        client.post(write_url(board), post_fields(title=f"글 {number}"))

    response = client.post(write_url(board), post_fields(body="열한 번째"))

    assert Post.objects.count() == 10
    assert "분 뒤에 다시" in response.text
    assert "열한 번째" in response.text


def test_a_reply_starts_with_what_it_answers(client, board, author):
    parent = make_post(board, title="질문", is_secret=True, author=author)
    url = f"{parent.get_absolute_url()}reply/"

    form = client.get(url).context["form"]
    client.post(url, post_fields(title="답"))

    reply = Post.objects.get(title="답")
    assert form["title"].value() == "질문"
    assert form["is_secret"].value() is True
    assert (reply.parent, reply.depth) == (parent, 1)


def test_a_notice_takes_no_reply(client, board, author):
    notice = make_post(board, is_notice=True)

    assert client.get(f"{notice.get_absolute_url()}reply/").status_code == 403


def test_a_reply_to_what_was_deleted_meanwhile_keeps_the_text(
    client, board, author, monkeypatch
):
    parent = make_post(board)
    create = services.create_post

    def delete_first(*args, **kwargs):
        services.delete_post(parent, by=None)
        return create(*args, **kwargs)

    monkeypatch.setattr(services, "create_post", delete_first)
    response = client.post(
        f"{parent.get_absolute_url()}reply/", post_fields(body="답하던 글")
    )

    assert "그 사이에 지워졌습니다" in response.text
    assert "답하던 글" in response.text


def test_the_author_edits_his_post(client, board, author):
    post = make_post(board, author, links=["https://example.com/"])
    url = f"{post.get_absolute_url()}edit/"

    opened = client.get(url)
    response = client.post(url, post_fields(body="고친 글", version=1, link_1=""))

    post.refresh_from_db()
    assert opened.context["form"]["link_1"].value() == "https://example.com/"
    assert response["Location"] == post.get_absolute_url()
    assert (post.body, post.version, post.link_count) == ("고친 글", 2, 0)


def test_an_edit_that_came_too_late_is_not_lost(client, board, author):
    post = make_post(board, author)
    services.edit_post(post, title="먼저", body="먼저 고침")

    response = client.post(
        f"{post.get_absolute_url()}edit/", post_fields(body="늦은 글", version=1)
    )

    post.refresh_from_db()
    assert post.body == "먼저 고침"
    assert "먼저 수정되었습니다" in response.text
    assert "늦은 글" in response.text
    assert response.context["form"]["version"].value() == "2"


def test_a_file_can_be_taken_away_and_another_added(client, board, author):
    client.post(write_url(board), post_fields(uploads=[picture(), text_file()]))
    post = Post.objects.get()

    client.post(
        f"{post.get_absolute_url()}edit/",
        post_fields(version=1, remove_files=["1"], uploads=[text_file("새.txt")]),
    )

    post.refresh_from_db()
    assert [file.name for file in post.attachments.all()] == ["설명.txt", "새.txt"]
    assert (post.file_count, post.thumbnail) == (2, "")


def test_a_stranger_may_neither_edit_nor_delete(client, board, author):
    post = make_post(board)

    for act in ("edit", "delete"):
        url = f"{post.get_absolute_url()}{act}/"
        assert client.get(url).status_code == 403
        assert client.post(url, post_fields()).status_code == 403
    post.refresh_from_db()
    assert (post.state, post.version) == (State.VISIBLE, 1)


def test_an_edit_after_the_log_in_ran_out_keeps_the_text(client, board):
    post = make_post(board)

    response = client.post(
        f"{post.get_absolute_url()}edit/", post_fields(body="고치던 글")
    )

    assert response.status_code == 403
    assert "고치던 글" in response.text
    assert "로그인이 풀렸습니다" in response.text


def test_an_edit_refused_on_a_secret_post_names_none_of_its_files(client, member):
    post = make_post(make_board(), member, is_secret=True)
    client.force_login(member)
    url = f"{post.get_absolute_url()}edit/"
    sent = {"version": 1, "is_secret": "on", "uploads": [text_file("비밀.txt")]}
    client.post(url, post_fields(**sent))
    client.logout()

    response = client.post(url, post_fields(body="고치던 글"))

    assert response.status_code == 403
    assert "고치던 글" in response.text
    assert "비밀.txt" not in response.text


def test_a_guest_edits_and_deletes_with_his_password(client):
    post = make_post(make_board(), author_name="손님", guest_password="1234")
    url = post.get_absolute_url()

    asked = client.get(f"{url}edit/")
    opened = client.post(asked["Location"], {"guest_password": "1234"})
    client.post(f"{url}edit/", post_fields(body="고친 글", version=1))
    post.refresh_from_db()
    deleted = client.post(f"{url}delete/", follow=True)

    assert opened["Location"] == f"{url}edit/"
    assert post.body == "고친 글"
    assert "글을 지웠습니다." in deleted.text
    assert Post.objects.get().state == State.DELETED


def test_another_guest_without_the_password_may_not(client):
    post = make_post(make_board(), author_name="손님", guest_password="1234")
    url = post.get_absolute_url()

    edited = client.post(f"{url}edit/", post_fields(body="나쁜 글"))
    deleted = client.post(f"{url}delete/")

    post.refresh_from_db()
    assert edited.status_code == 403
    assert "/password/" in deleted["Location"]
    assert (post.body, post.state) == ("본문입니다.", State.VISIBLE)


def test_deleting_asks_first_and_counts_out(client, board, author):
    post = make_post(board, author)
    url = f"{post.get_absolute_url()}delete/"

    asked = client.get(url)
    assert Post.objects.get().state == State.VISIBLE
    response = client.post(url)

    board.refresh_from_db()
    assert asked.status_code == 200
    assert response["Location"] == board.get_absolute_url()
    assert board.post_count == 0
    assert Post.objects.get().removal.by == author


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_another_boards_slug_leads_to_the_right_form(client, board, author, act):
    post = make_post(board, author)

    response = client.get(f"/boards/{make_board().slug}/{post.pk}/{act}/")

    assert response["Location"] == f"{post.get_absolute_url()}{act}/"


def test_a_form_from_another_site_is_refused(board, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    foreign = client.post(
        write_url(board), post_fields(), HTTP_ORIGIN="https://evil.example"
    )
    own = client.post(
        write_url(board), post_fields(), HTTP_ORIGIN="http://127.0.0.1:8000"
    )

    assert foreign.status_code == 403
    assert own.status_code == 302


def test_a_member_of_the_html_kind_cannot_empty_his_post(client, board, author):
    post = make_post(board, author, body="<p>글</p>", body_format="html")
    url = f"{post.get_absolute_url()}edit/"

    response = client.post(url, post_fields(body="<p> </p>", version=1))

    assert "내용을 적어 주세요." in response.text


def test_a_post_of_a_picture_alone_is_no_empty_post(client, board, author):
    post = make_post(board, author, body="<p>글</p>", body_format="html")

    client.post(
        f"{post.get_absolute_url()}edit/",
        post_fields(body='<img src="/media/pictures/a.webp">', version=1),
    )

    post.refresh_from_db()
    assert "<img" in post.body_html


def test_a_file_of_a_secret_post_stays_with_it(client, author):
    board = make_board()
    client.post(write_url(board), post_fields(is_secret="on", uploads=[text_file()]))
    file = Post.objects.get().attachments.get()
    client.force_login(make_member())

    assert client.get(file.get_absolute_url()).status_code == 403


def test_downloading_may_need_a_level(client, author):
    board = make_board(download_level=4)
    client.post(write_url(board), post_fields(uploads=[text_file()]))
    file = Post.objects.get().attachments.get()

    response = client.get(file.get_absolute_url())

    assert response.status_code == 403
    assert "4레벨부터 파일을 내려받을 수 있습니다" in response.text


def test_a_missing_file_or_link_is_a_404(client, board, author):
    post = make_post(board)

    assert client.get(f"{post.get_absolute_url()}files/1/").status_code == 404
    assert client.get(f"{post.get_absolute_url()}links/1/").status_code == 404


def test_a_site_manager_is_not_slowed(client, board):
    client.force_login(make_manager())

    for number in range(11):
        client.post(write_url(board), post_fields(title=f"글 {number}"))

    assert Post.objects.count() == 11
