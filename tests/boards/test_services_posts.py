"""Writing and editing posts."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards import services
from boards.errors import EditConflict, NotOfThisBoard, ParentGone
from boards.models import Board, ListTally, Post, State
from boards.pager import list_page
from boards.services.recount import check_all
from guard.sanitise import sanitise_html
from tests.factories import make_board, make_category, make_manager, make_post
from uploads.services import PreparedFile
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db

THEN = datetime(2020, 5, 17, 3, 30, tzinfo=UTC)


def edit(post: Post, **changes: object) -> Post:
    fields = {"title": post.title, "body": post.body, "category": post.category}
    return services.edit_post(post, **{**fields, **changes})


def test_a_post_keeps_everything_it_was_given(board, member):
    category = make_category(board)

    post = services.create_post(
        board,
        member,
        title="첫 글",
        body="<p>안녕</p>",
        body_format="html",
        category=category,
        is_notice=True,
        is_secret=True,
        ip="203.0.113.7",
        created_at=THEN,
        extra={"점수": 3},
        source_board="옛게시판",
        source_id=77,
    )

    post = Post.objects.get(pk=post.pk)
    assert (post.board, post.author, post.category) == (board, member, category)
    assert (post.title, post.body, post.body_format) == ("첫 글", "<p>안녕</p>", "html")
    assert (post.body_html, post.ip, post.created_at) == ("<p>안녕</p>", post.ip, THEN)
    assert (post.is_notice, post.is_secret, post.state) == (True, True, State.VISIBLE)
    assert (post.extra, post.source_board, post.source_id) == (
        {"점수": 3},
        "옛게시판",
        77,
    )
    assert post.ip == "203.0.113.7"


def test_a_post_of_which_little_is_said_is_a_plain_public_text(board, member):
    with time_machine.travel(THEN, tick=False):
        post = services.create_post(board, member, title="글", body="본문")

    post = Post.objects.get(pk=post.pk)
    assert (post.body_format, post.body_html) == ("text", "<p>본문</p>")
    assert not post.is_notice
    assert not post.is_secret
    assert (post.category, post.parent, post.ip, post.extra) == (None, None, None, {})
    assert (post.created_at, post.edited_at, post.version) == (THEN, None, 1)
    assert (post.guest_password, post.source_board, post.source_id) == ("", "", None)


def test_an_unknown_keyword_is_an_error(board, member):
    with pytest.raises(TypeError):
        services.create_post(board, member, title="글", body="글", tag="모름")


def test_a_new_thread_is_named_by_its_root(board, member):
    post = make_post(board, member)

    assert post.thread == Post.objects.get(pk=post.pk).thread == post.pk
    assert (post.reply_path, post.depth) == ("", 0)


def test_html_is_sanitised_and_what_was_typed_is_kept(board, member):
    typed = "<p>글<script>alert(1)</script></p>"

    post = make_post(board, member, body=typed, body_format="html")

    assert post.body == typed
    assert post.body_html == "<p>글</p>"


def test_a_text_is_shown_as_it_was_typed(board, member):
    post = make_post(board, member, body="<b>굵게</b>\n다음 줄")

    assert post.body_html == "<p>&lt;b&gt;굵게&lt;/b&gt;<br>다음 줄</p>"


def test_titles_and_bodies_lose_signs_no_one_sees(board, member):
    post = make_post(board, member, title="제\x00목\u202e", body="본\x00문\r\n끝")

    assert (post.title, post.body) == ("제목", "본문\n끝")


def test_a_title_too_long_is_cut(board, member):
    assert len(make_post(board, member, title="가" * 300).title) == 255


def test_a_members_post_carries_his_nickname_and_no_password(board, member):
    post = make_post(board, member, author_name="남의 이름", guest_password="abcd")

    assert post.author_name == member.nickname
    assert post.guest_password == ""


def test_a_guests_password_is_kept_as_a_hash(board):
    post = make_post(board, author_name="길\x00손님", guest_password="abcd")

    assert (post.author, post.author_name) == (None, "길손님")
    assert "abcd" not in post.guest_password
    assert check_password("abcd", post.guest_password)


def test_a_guest_without_password_has_none_to_ask_for(board):
    post = services.create_post(board, None, title="글", body="글")

    assert (post.author_name, post.guest_password) == ("", "")


@pytest.mark.parametrize(
    ("secrecy", "wish", "is_secret"),
    [
        (Board.Secrecy.CHOICE, False, False),
        (Board.Secrecy.CHOICE, True, True),
        (Board.Secrecy.ALWAYS, False, True),
        (Board.Secrecy.ALWAYS, True, True),
    ],
)
def test_the_board_decides_whether_a_post_may_be_public(secrecy, wish, is_secret):
    board = make_board(secrecy=secrecy)

    post = make_post(board, is_secret=wish)

    assert post.is_secret is is_secret
    assert edit(post, is_secret=wish).is_secret is is_secret


def test_a_category_of_another_board_is_refused(board, member):
    elsewhere = make_category(make_board())

    with pytest.raises(NotOfThisBoard):
        make_post(board, member, category=elsewhere)
    with pytest.raises(NotOfThisBoard):
        edit(make_post(board, member), category=elsewhere)

    assert Post.objects.get().category is None


def test_a_new_post_is_counted_in_its_board_and_category(board, member):
    category = make_category(board)

    make_post(board, member, category=category)
    make_post(board, member)

    board.refresh_from_db()
    assert board.post_count == 2
    assert list_page(board, None, 1).total == 2
    assert list_page(board, category, 1).total == 1
    assert check_all() == []


def test_a_notice_is_counted_as_a_post_outside_the_sequence(board, member):
    make_post(board, member, is_notice=True)

    board.refresh_from_db()
    assert board.post_count == 1
    assert not ListTally.objects.filter(count__gt=0).exists()


@pytest.mark.parametrize("act", ["create", "edit"])
def test_writing_makes_ready_pages_old(board, member, act):
    post = make_post(board, member)
    before = generations.current(Generation.POSTS)

    make_post(board, member) if act == "create" else edit(post)

    assert generations.current(Generation.POSTS) > before


def test_an_edit_saves_everything_it_was_given(board, member):
    category = make_category(board)
    post = make_post(board, author_name="손님", guest_password="abcd")

    with time_machine.travel(THEN, tick=False):
        services.edit_post(
            post,
            title="새 제목",
            body="<p>새<script></script> 본문</p>",
            body_format="html",
            category=category,
            is_notice=True,
            is_secret=True,
            author_name="새\x00손님",
            created_at=THEN,
        )

    post = Post.objects.get(pk=post.pk)
    assert (post.title, post.body_html) == ("새 제목", "<p>새 본문</p>")
    assert (post.body_format, post.category) == ("html", category)
    assert (post.is_notice, post.is_secret) == (True, True)
    assert (post.author_name, post.created_at) == ("새손님", THEN)
    assert (post.edited_at, post.version) == (THEN, 2)


def test_an_edit_leaves_what_it_was_not_given(board, member):
    post = make_post(
        board,
        member,
        body="<p>글</p>",
        body_format="html",
        is_notice=True,
        is_secret=True,
        created_at=THEN,
        links=["https://madang.example/"],
    )

    edit(post, body="<p>새 글</p>")

    post = Post.objects.get(pk=post.pk)
    assert (post.body_format, post.body_html) == ("html", "<p>새 글</p>")
    assert (post.is_notice, post.is_secret) == (True, True)
    assert (post.author_name, post.created_at) == (member.nickname, THEN)
    assert post.links.get().url == "https://madang.example/"


def test_an_edit_writes_what_it_changed_and_nothing_else(board, member):
    """A view, a comment or a vote that comes meanwhile must not be written over."""
    file = PreparedFile("가.txt", b"text", 4, is_picture=False, width=0, height=0)
    post = make_post(board, member)

    with CaptureQueriesContext(connection) as queries:
        edit(post, uploads=[file], links=["https://a.kr/"])
    with CaptureQueriesContext(connection) as more:
        make_post(board, member)

    updates = [
        q["sql"] for q in (*queries, *more) if 'UPDATE "boards_post"' in q["sql"]
    ]
    assert len(updates) == 4
    assert not any('"view_count"' in sql or '"state" = ' in sql for sql in updates)


def test_what_was_set_can_be_unset_by_an_edit(board, member):
    post = make_post(
        board, member, is_notice=True, is_secret=True, category=make_category(board)
    )

    edit(post, is_notice=False, is_secret=False, category=None, title="가" * 300)

    post = Post.objects.get(pk=post.pk)
    assert (post.is_notice, post.is_secret, post.category) == (False, False, None)
    assert len(post.title) == 255


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_text_is_sanitised(monkeypatch):
    in_transaction = []

    def watched(body):
        in_transaction.append(connection.in_atomic_block)
        return sanitise_html(body)

    monkeypatch.setattr("boards.services.posts.sanitise_html", watched)
    post = make_post(body="<p>글</p>", body_format="html")
    services.edit_post(post, title="글", body="<p>새 글</p>")

    assert in_transaction == [False, False]


def test_an_edit_returns_the_post_as_it_is_now(board, member):
    post = make_post(board, member)
    Post.objects.filter(pk=post.pk).update(view_count=5)

    edited = edit(post, title="새 제목")

    assert (edited.pk, edited.title, edited.view_count) == (post.pk, "새 제목", 5)


def test_an_edit_of_an_older_version_is_refused(board, member):
    post = make_post(board, member)
    edit(post, title="먼저", version=1)

    with pytest.raises(EditConflict) as conflict:
        edit(post, title="나중", version=1)
    assert conflict.value.version == 2

    post.refresh_from_db()
    assert (post.title, post.version) == ("먼저", 2)
    assert edit(post, title="다시", version=2).title == "다시"


def test_a_post_that_becomes_a_notice_and_back_keeps_the_counts(board, member):
    category = make_category(board)
    post = make_post(board, member, category=category)

    edit(post, is_notice=True)
    assert check_all() == []
    assert list_page(board, category, 1).rows == []

    edit(post, is_notice=False)
    assert check_all() == []
    assert len(list_page(board, category, 1).rows) == 1


def test_a_post_changing_its_category_is_counted_there(board, member):
    old, new = make_category(board), make_category(board)
    post = make_post(board, member, category=old)

    edit(post, category=new)

    assert list_page(board, old, 1).total == 0
    assert list_page(board, new, 1).total == 1
    assert check_all() == []


def test_editing_a_deleted_post_moves_no_count(board, member):
    post = make_post(board, member, category=make_category(board))
    services.delete_post(post, by=member)

    edit(post, category=None, is_notice=True)

    assert check_all() == []
    assert Post.objects.get(pk=post.pk).state == State.DELETED


def test_a_reply_stands_below_its_parent(board, member):
    root = make_post(board, member)

    reply = make_post(board, member, parent=root)

    reply = Post.objects.get(pk=reply.pk)
    assert (reply.parent, reply.thread, reply.depth) == (root, root.pk, 1)
    assert reply.reply_path == "0000"
    assert check_all() == []


def test_replies_follow_each_other_on_every_level(board, member):
    root = make_post(board, member)
    first = make_post(board, member, parent=root)
    below = make_post(board, member, parent=first)
    second = make_post(board, member, parent=root)

    assert [row.id for row in list_page(board, None, 1).rows] == [
        root.pk,
        first.pk,
        below.pk,
        second.pk,
    ]
    assert (below.depth, below.reply_path) == (2, "00000000")


def test_a_reply_to_a_post_that_is_gone_is_refused(board, member):
    gone, hidden = make_post(board, member), make_post(board, member)
    services.delete_post(gone, by=member)
    services.hide_post(hidden, by=make_manager())

    for parent in (gone, hidden):
        with pytest.raises(ParentGone):
            make_post(board, member, parent=parent)

    assert check_all() == []


def test_a_reply_on_another_board_than_its_parents_is_refused(board, member):
    root = make_post(board, member)

    with pytest.raises(ParentGone):
        make_post(make_board(), member, parent=root)


def test_a_reply_to_a_post_moved_meanwhile_joins_its_new_thread(board, member):
    root = make_post(board, member)
    parent = make_post(board, member, parent=root)
    services.delete_post(root, by=member)
    services.delete_post(parent, by=member)
    services.restore_post(parent)

    reply = make_post(board, member, parent=parent)

    assert (reply.thread, reply.depth, reply.reply_path) == (parent.pk, 1, "0000")
