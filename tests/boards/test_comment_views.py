"""Writing, answering, editing and deleting comments through the forms."""

import pytest

from boards import services
from boards.models import Comment, State
from tests.boards.forms_sent import human
from tests.factories import make_board, make_comment, make_member, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(db):
    return make_post()


@pytest.fixture
def author(client, member):
    client.force_login(member)
    return member


def comments_url(post):
    return f"{post.get_absolute_url()}comments/"


def guest_comment(**fields):
    guest = {"author_name": "지나가다", "guest_password": "1234"}
    return {"body": "손님 말", **guest, **human(), **fields}


def test_a_member_comments_and_lands_on_his_comment(client, post, author):
    response = client.post(comments_url(post), {"body": "잘 읽었습니다."})

    comment = Comment.objects.get()
    post.refresh_from_db()
    assert response["Location"] == (
        f"{post.get_absolute_url()}?comment={comment.pk}#c_{comment.pk}"
    )
    assert (comment.author, comment.body) == (author, "잘 읽었습니다.")
    assert post.comment_count == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("  ", "댓글 내용을 적어 주세요."),
        ("가" * 10_001, "10000자까지 쓸 수 있는데 지금 10001자"),
        ("\x00", "댓글 내용을 적어 주세요."),
    ],
)
def test_a_bad_comment_gets_a_clear_answer(client, post, author, body, error):
    response = client.post(comments_url(post), {"body": body})

    assert response.status_code == 200
    assert error in response.text
    assert not Comment.objects.exists()


def test_the_same_comment_sent_twice_is_one(client, post, author):
    for _time in range(2):
        client.post(comments_url(post), {"body": "한 번", "submission_id": "x"})

    assert Comment.objects.count() == 1


def test_the_same_comment_without_script_is_one_too(client, post, author):
    for body in ("한 번", "한 번", "또 한 번"):
        client.post(comments_url(post), {"body": body})

    assert Comment.objects.count() == 2


def test_an_answer_stands_below_its_comment(client, post, author):
    parent = make_comment(post)

    opened = client.get(f"{comments_url(post)}{parent.pk}/reply/")
    client.post(f"{comments_url(post)}{parent.pk}/reply/", {"body": "답"})

    answer = Comment.objects.get(body="답")
    assert opened.context["comment"] == parent
    assert (answer.parent, answer.depth) == (parent, 1)


def test_a_guest_comments_where_the_board_allows(client):
    post = make_post(make_board(comment_level=1))

    client.post(comments_url(post), guest_comment())

    comment = Comment.objects.get()
    assert (comment.author, comment.author_name) == (None, "지나가다")


def test_a_guest_without_a_proof_is_asked(client):
    post = make_post(make_board(comment_level=1))

    response = client.post(
        comments_url(post), guest_comment(human_answer="", human_token="")
    )

    assert "손님 말" in response.text
    assert "숫자로 적어 주세요" in response.text
    assert not Comment.objects.exists()


def test_a_guest_where_only_members_comment_is_told_to_log_in(client, post):
    assert client.get(comments_url(post)).status_code == 403
    text = client.get(post.get_absolute_url()).text
    assert "회원만 댓글을 쓸 수 있습니다" in text
    back = f"{post.get_absolute_url()}%23comment_write"
    assert f'<a href="/accounts/login/?next={back}">로그인</a>' in text


@pytest.mark.parametrize("level", [1, 2])
def test_a_log_in_that_ran_out_meanwhile_loses_nothing(client, level):
    post = make_post(make_board(comment_level=level))

    response = client.post(comments_url(post), {"body": "오래 생각한 말"})

    assert "오래 생각한 말" in response.text
    assert "로그인이 풀렸습니다" in response.text
    assert not Comment.objects.exists()


def test_nobody_reads_a_secret_comment_by_answering_it(client, post):
    secret = make_comment(post, body="둘만의 이야기", is_secret=True)
    url = f"{comments_url(post)}{secret.pk}/reply/"

    for response in (client.get(url), client.post(url, {"body": "궁금"})):
        assert response.status_code == 403
        assert "비밀 댓글입니다" in response.text
        assert "둘만의 이야기" not in response.text


def test_the_author_edits_his_comment(client, post, author):
    comment = make_comment(post, author, body="처음 말")
    url = f"{comments_url(post)}{comment.pk}/edit/"

    opened = client.get(url)
    response = client.post(url, {"body": "고친 말", "version": 1, "is_secret": "on"})

    comment.refresh_from_db()
    assert opened.context["form"]["body"].value() == "처음 말"
    assert response["Location"].endswith(f"#c_{comment.pk}")
    assert (comment.body, comment.is_secret, comment.version) == ("고친 말", True, 2)


def test_a_comment_edited_elsewhere_first_is_not_overwritten(client, post, author):
    comment = make_comment(post, author)
    services.edit_comment(comment, body="먼저")

    response = client.post(
        f"{comments_url(post)}{comment.pk}/edit/", {"body": "나중", "version": 1}
    )

    comment.refresh_from_db()
    assert comment.body == "먼저"
    assert "나중" in response.text
    assert response.context["form"]["version"].value() == "2"


def test_a_stranger_may_neither_edit_nor_delete(client, post, author):
    comment = make_comment(post)

    for act in ("edit", "delete"):
        url = f"{comments_url(post)}{comment.pk}/{act}/"
        assert client.get(url).status_code == 403
        assert client.post(url, {"body": "나쁜 말"}).status_code == 403
    comment.refresh_from_db()
    assert (comment.state, comment.version) == (State.VISIBLE, 1)


def test_an_edit_after_the_log_in_ran_out_keeps_the_text(client, post):
    comment = make_comment(post)

    response = client.post(
        f"{comments_url(post)}{comment.pk}/edit/", {"body": "고치던 말"}
    )

    assert response.status_code == 403
    assert "고치던 말" in response.text


def test_a_guest_edits_and_deletes_with_his_password(client, post):
    comment = make_comment(post, author_name="손님", guest_password="1234")
    url = f"{comments_url(post)}{comment.pk}/"

    asked = client.get(f"{url}edit/")
    client.post(asked["Location"], {"guest_password": "1234"})
    client.post(f"{url}edit/", {"body": "고친 말", "version": 1})
    comment.refresh_from_db()
    client.post(f"{url}delete/")

    assert asked["Location"].startswith(f"{url}password/")
    assert comment.body == "고친 말"
    assert Comment.objects.get().state == State.DELETED


def test_without_the_password_a_guests_comment_asks_for_it(client, post):
    comment = make_comment(post, author_name="손님", guest_password="1234")
    url = f"{comments_url(post)}{comment.pk}/delete/"

    response = client.post(url)

    assert "/password/" in response["Location"]
    assert Comment.objects.get().state == State.VISIBLE


def test_deleting_asks_first_and_counts_out(client, post, author):
    comment = make_comment(post, author)
    url = f"{comments_url(post)}{comment.pk}/delete/"

    asked = client.get(url)
    client.post(url)

    post.refresh_from_db()
    assert asked.status_code == 200
    assert post.comment_count == 0
    assert Comment.objects.get().removal.by == author


def test_a_locked_comment_of_a_guest_opens_by_password(client, post):
    comment = make_comment(
        post, author_name="손님", guest_password="1234", body="쉿", is_secret=True
    )

    locked = client.get(post.get_absolute_url())
    client.post(
        f"{comments_url(post)}{comment.pk}/password/", {"guest_password": "1234"}
    )
    opened = client.get(post.get_absolute_url())

    assert "쉿" not in locked.text
    assert locked.context["comments"][0].unlock_url in locked.text
    assert "쉿" in opened.text


@pytest.mark.parametrize("act", ["edit", "delete", "reply", "password"])
def test_a_comment_of_another_post_is_a_404(client, post, author, act):
    comment = make_comment()

    url = f"{comments_url(post)}{comment.pk}/{act}/"

    assert client.get(url).status_code == 404


def test_comments_of_a_secret_post_ask_for_its_password(client):
    post = make_post(
        make_board(comment_level=1),
        author_name="손님",
        guest_password="1234",
        is_secret=True,
    )
    comment = make_comment(post, make_member())

    for tail in ("", f"{comment.pk}/reply/", f"{comment.pk}/edit/"):
        response = client.get(f"{comments_url(post)}{tail}")
        assert "/password/" in response["Location"]


def test_too_many_comments_are_slowed_and_nothing_is_lost(client, post, author):
    for number in range(20):
        client.post(comments_url(post), {"body": f"말 {number}"})

    response = client.post(comments_url(post), {"body": "한마디 더"})

    assert Comment.objects.count() == 20
    assert "분 뒤에 다시" in response.text
    assert "한마디 더" in response.text
