"""Places in a thread."""

import pytest

from boards.errors import ThreadFull
from boards.models import Post
from boards.threads import MAX_DEPTH, STEP, next_path, step_of
from tests.factories import make_board, make_post

pytestmark = pytest.mark.django_db


def test_steps_sort_as_their_numbers_do():
    numbers = [0, 1, 9, 10, 35, 36, 1295, 1296, 46655, 46656, 36**4 - 1]

    steps = [step_of(number) for number in numbers]

    assert steps == sorted(steps)
    assert {len(step) for step in steps} == {STEP}


def test_first_reply_and_the_next_stand_side_by_side():
    root = make_post()

    first = make_post(root.board, parent=root)
    second = make_post(root.board, parent=root)
    below_first = make_post(root.board, parent=first)

    assert [first.reply_path, second.reply_path] == ["0000", "0001"]
    assert below_first.reply_path == "00000000"
    assert {first.thread, second.thread, below_first.thread} == {root.pk}
    assert [root.depth, first.depth, below_first.depth] == [0, 1, 2]


def test_an_eleventh_level_is_refused():
    board = make_board()
    post = make_post(board)
    for _level in range(MAX_DEPTH):
        post = make_post(board, parent=post)

    with pytest.raises(ThreadFull):
        make_post(board, parent=post)

    assert post.depth == MAX_DEPTH


def test_a_parent_with_every_place_taken_takes_no_more():
    root = make_post()
    reply = make_post(root.board, parent=root)
    Post.objects.filter(pk=reply.pk).update(reply_path="zzzz")

    with pytest.raises(ThreadFull):
        next_path("", Post.objects.filter(parent=root))


def test_the_last_place_of_a_parent_can_be_taken():
    root = make_post()
    reply = make_post(root.board, parent=root)
    Post.objects.filter(pk=reply.pk).update(reply_path="zzzy")

    assert next_path("", Post.objects.filter(parent=root)) == "zzzz"
