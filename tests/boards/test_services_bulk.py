"""Many posts at once stand there as if they had been written one by one."""

import pytest
from django.utils import timezone

from boards.models import Board, Comment, ListTally, Post
from boards.services import create_comment, create_post
from boards.services.bulk import CommentRow, PostRow, add_posts, reserve_ids
from boards.services.recount import check_all
from tests.factories import make_board, make_category, make_member
from web.generations import Generation, current

pytestmark = pytest.mark.django_db


def post_row(board: Board, pk: int, **fields: object) -> PostRow:
    values = {
        "id": pk,
        "board_id": board.pk,
        "category_id": None,
        "author_id": None,
        "author_name": "지나가다",
        "guest_password": "",
        "title": "제목",
        "body": "본문",
        "body_format": "text",
        "body_html": "<p>본문</p>",
        "excerpt": "본문",
        "thread": pk,
        "parent_id": None,
        "reply_path": "",
        "depth": 0,
        "is_notice": False,
        "is_secret": False,
        "view_count": 0,
        "comment_count": 0,
        "ip": "10.1.2.3",
        "ip_network": "",
        "source_board": "",
        "source_id": None,
        "created_at": timezone.now(),
    }
    return PostRow(**{**values, **fields})


def comment_row(post: PostRow, pk: int, **fields: object) -> CommentRow:
    values = {
        "id": pk,
        "post_id": post.id,
        "author_id": None,
        "author_name": "손님",
        "guest_password": "",
        "body": "댓글",
        "body_html": "<p>댓글</p>",
        "thread": pk,
        "parent_id": None,
        "reply_path": "",
        "depth": 0,
        "is_secret": False,
        "ip": None,
        "ip_network": "10.1.2.0/24",
        "created_at": timezone.now(),
    }
    return CommentRow(**{**values, **fields})


def test_ids_are_ascending_and_nobody_else_gets_them(board: Board) -> None:
    first = list(reserve_ids(Post, 3))
    second = list(reserve_ids(Post, 2))
    post = create_post(board, None, author_name="손님", title="제목", body="본문")

    assert first + second == sorted({*first, *second})
    assert post.pk > second[-1]


def test_no_ids_may_be_reserved() -> None:
    assert list(reserve_ids(Comment, 0)) == []


def test_a_row_is_what_the_service_would_have_written(board: Board) -> None:
    now, author = timezone.now(), make_member(nickname="글쓴이")
    typed = {"title": "제목", "body": "본문", "ip": "10.1.2.3", "created_at": now}
    written = create_post(board, author, **typed)
    said = create_comment(written, author, body="댓글", created_at=now)
    signed = {"author_id": author.pk, "author_name": "글쓴이", "created_at": now}
    (pk,), (comment_pk,) = reserve_ids(Post, 1), reserve_ids(Comment, 1)

    row = post_row(board, pk, comment_count=1, **signed)
    comment = comment_row(row, comment_pk, ip_network="", **signed)
    add_posts([row], [comment])

    own = {"id", "thread", "post_id"}
    for model, one, other in ((Post, written.pk, pk), (Comment, said.pk, comment_pk)):
        first, second = (
            model.objects.filter(pk=key).values().get() for key in (one, other)
        )
        assert {k for k in first if first[k] != second[k]} == own & set(first)


def test_every_count_moves_with_them(board: Board) -> None:
    category, other = make_category(board), make_board()
    ids, comments = reserve_ids(Post, 4), reserve_ids(Comment, 2)
    root = post_row(board, ids[0], category_id=category.pk, comment_count=2)
    reply = post_row(
        *(board, ids[1]), thread=root.id, parent_id=root.id, reply_path="0000", depth=1
    )
    notice, elsewhere = post_row(board, ids[2], is_notice=True), post_row(other, ids[3])
    first = comment_row(root, comments[0])
    answer = comment_row(
        *(root, comments[1]),
        thread=first.id,
        parent_id=first.id,
        reply_path="0000",
        depth=1,
    )
    before = current(Generation.POSTS)

    add_posts([root, reply, notice, elsewhere], [first, answer])
    add_posts([post_row(board, pk) for pk in reserve_ids(Post, 2)], [])

    assert check_all() == []
    assert Board.objects.get(pk=board.pk).post_count == 5
    assert Board.objects.get(pk=other.pk).post_count == 1
    assert ListTally.objects.filter(category=category.pk, count=1).count() == 2
    assert current(Generation.POSTS) > before


def test_what_comes_after_them_is_placed_as_ever(board: Board) -> None:
    (pk,) = reserve_ids(Post, 1)
    add_posts([post_row(board, pk)], [])
    post = Post.objects.get(pk=pk)

    reply = create_post(
        board, None, author_name="손님", title="답", body="답", parent=post
    )
    create_comment(post, None, author_name="손님", body="댓글")

    assert (reply.thread, reply.reply_path) == (pk, "0000")
    assert check_all() == []
