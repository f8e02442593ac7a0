"""Counting anew: what is wrong is found, said in Korean and mended, bit by bit."""

import pytest
from django.db.transaction import Atomic

from boards import pager, services, tally
from boards.models import ListTally, Post
from boards.services import recount, recount_lists
from boards.services.recount import check_all, recount_all
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_post,
)

pytestmark = pytest.mark.django_db


def test_what_was_spoilt_is_mended_and_said():
    post = make_post(links=["https://a.kr"])
    board = post.board
    make_comment(post)
    Post.objects.update(comment_count=7, link_count=9, file_count=3)
    type(board).objects.update(post_count=5)
    ListTally.objects.update(count=4)

    lines = recount_all()

    bucket = tally.bucket_of(post.thread, tally.FINE)
    assert lines == [
        f"글 {post.pk}: 댓글 수 7 → 1",
        f"글 {post.pk}: 첨부파일 수 3 → 0",
        f"글 {post.pk}: 링크 수 9 → 1",
        f"게시판 {board.slug}: 글 수 5 → 1",
        f"게시판 {board.slug}: 쪽 집계(분류 0, 단계 2, 구간 {bucket}) 4 → 1",
        f"게시판 {board.slug}: 쪽 집계(분류 0, 단계 1, 구간 0) 4 → 1",
    ]
    assert check_all() == []


def test_missing_rows_of_the_tally_are_made_and_left_over_ones_emptied():
    board = make_board()
    make_post(board, category=make_category(board))
    ListTally.objects.all().delete()
    for level in tally.BUCKET_SIZES:
        ListTally.objects.create(board=board, level=level, bucket=999_999, count=3)
        ListTally.objects.create(
            board=board, category=98, level=level, bucket=0, count=1
        )

    assert len(check_all()) == 8
    assert len(recount_all()) == 8
    assert pager.list_page(board, None, 1).total == 1
    assert check_all() == []


def test_a_fine_bucket_beside_the_posts_is_told_of_once(monkeypatch):
    post = make_post()
    empty = tally.bucket_of(post.thread, tally.FINE) + 1
    ListTally.objects.create(board=post.board, level=tally.FINE, bucket=empty, count=3)

    assert len(check_all()) == 1


def test_what_is_deleted_or_a_notice_is_counted_as_it_should_be():
    board = make_board()
    make_post(board, is_notice=True)
    deleted = make_post(board)
    services.delete_post(deleted, by=deleted.author)
    make_comment(make_post(board))

    assert check_all() == []


def test_a_check_changes_nothing():
    board = make_post().board
    type(board).objects.update(post_count=5)
    Post.objects.update(comment_count=7)
    ListTally.objects.update(count=4)

    assert len(check_all()) == 4
    assert len(check_all()) == 4


def test_many_posts_are_counted_in_small_steps(monkeypatch):
    monkeypatch.setattr(recount, "POSTS_AT_ONCE", 2)
    monkeypatch.setattr(recount_lists, "_COARSE_SIZE", 4)
    monkeypatch.setattr(tally, "BUCKET_SIZES", {tally.COARSE: 4, tally.FINE: 2})
    board, told = make_board(), []
    for _number in range(9):
        post = make_post(board)
        make_comment(post)
    assert check_all(lambda *done: told.append(done)) == []
    Post.objects.filter(pk=post.pk).update(comment_count=0)
    ListTally.objects.filter(board=board, level=tally.FINE).update(count=0)

    found = check_all()

    assert [done for done, _total in told] == list(range(1, told[0][1] + 1))
    assert len(told) > 7
    assert found[0] == f"글 {post.pk}: 댓글 수 0 → 1"
    assert len(found) == 1 + ListTally.objects.filter(level=tally.FINE).count()


def test_nobody_waits_while_all_is_well_and_else_for_one_thing_at_a_time(monkeypatch):
    begun = []
    enter = Atomic.__enter__
    monkeypatch.setattr(
        Atomic, "__enter__", lambda self: begun.append(1) or enter(self)
    )
    make_post(), make_post()

    begun.clear()
    check_all()
    assert len(begun) == 0

    Post.objects.update(comment_count=7)
    recount_all()
    assert len(begun) == 2


def test_what_was_right_at_the_second_look_is_not_told_of(monkeypatch):
    """Between two looks at a bucket somebody may write."""
    board = make_post().board
    listed = recount_lists._List(board, 0)

    def all_wrong(listed, level, buckets, *, mend):
        for bucket in buckets:
            yield from recount_lists._in_bucket(listed, level, bucket, mend=mend)

    monkeypatch.setattr(recount_lists, "_compare", all_wrong)

    assert list(recount_lists._in_coarse_bucket(listed, 0, mend=True)) == []
    assert recount._in_board(board, mend=True) == []
