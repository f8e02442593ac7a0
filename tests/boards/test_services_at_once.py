"""Several people write at the same moment, each on a connection of his own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction

from boards import services
from boards.errors import BoardError
from boards.models import Board, Comment, ListTally, Post, State
from boards.services.recount import check_all
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4


def at_once(*writes: Callable[[], Any]) -> list[Any]:
    """Run the writes together and return what each gave, or raised."""
    start = Barrier(len(writes))

    def run(write: Callable[[], Any]) -> Any:
        try:
            start.wait(10)
            return write()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(writes)) as pool:
        return [future.result(60) for future in [pool.submit(run, w) for w in writes]]


def in_the_middle_of(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """Begin `second` after `first` has written and before it has committed."""

    def run() -> None:
        try:
            second()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            future: Future[None] = pool.submit(run)
            wait([future], timeout=0.1)  # it waits for us; we cannot wait for it
        future.result(60)


def test_replies_to_one_parent_get_places_of_their_own():
    root, author = make_post(), make_member()

    replies = at_once(
        *[lambda: make_post(root.board, author, parent=root)] * THREADS,
    )

    paths = sorted(reply.reply_path for reply in replies)
    assert paths == ["0000", "0001", "0002", "0003"]
    assert check_all() == []


def test_comments_on_one_post_are_counted_exactly():
    post, author = make_post(), make_member()
    parent = make_comment(post, author)

    at_once(
        *[lambda: make_comment(post, author)] * THREADS,
        *[lambda: make_comment(post, author, parent=parent)] * THREADS,
    )

    post.refresh_from_db()
    assert post.comment_count == 1 + 2 * THREADS
    paths = Comment.objects.filter(parent=parent).values_list("reply_path", flat=True)
    assert sorted(paths) == ["0000", "0001", "0002", "0003"]


def test_a_form_sent_several_times_at_once_makes_one_post():
    board, author = make_board(), make_member()

    posts = at_once(
        *[lambda: make_post(board, author, submission_id="one form")] * THREADS
    )

    assert len({post.pk for post in posts}) == Post.objects.count() == 1
    assert check_all() == []


def test_a_form_sent_several_times_at_once_makes_one_comment():
    post, author = make_post(), make_member()

    comments = at_once(
        *[lambda: make_comment(post, author, submission_id="one form")] * THREADS
    )

    assert len({comment.pk for comment in comments}) == Comment.objects.count() == 1
    assert check_all() == []


def test_the_same_post_deleted_several_times_at_once_is_counted_out_once():
    post, manager = make_post(), make_manager()

    changed = at_once(*[lambda: services.delete_post(post, by=manager)] * THREADS)

    assert sorted(changed) == [False, False, False, True]
    assert check_all() == []


def test_of_two_edits_of_one_version_the_second_is_refused():
    post = make_post()

    def edit() -> Post | BoardError:
        try:
            return services.edit_post(post, title="고침", body="고침", version=1)
        except BoardError as error:
            return error

    results = at_once(edit, edit)

    post.refresh_from_db()
    assert sum(isinstance(result, Post) for result in results) == 1
    assert post.version == 2


def test_boards_changed_into_each_other_do_not_block_each_other():
    here, there = make_board(), make_board()
    left = [make_post(here) for _ in range(5)]
    right = [make_post(there) for _ in range(5)]

    moved = at_once(
        lambda: services.move_posts(left, there),
        lambda: services.move_posts(right, here),
    )

    assert moved == [5, 5]
    assert check_all() == []


class Scene:
    """A thread of four, a board to move to, and everything that may happen to it."""

    def __init__(self) -> None:
        self.author = make_member()
        self.here, self.there = make_board(), make_board()
        self.old, self.new = (make_category(self.here) for _ in range(2))
        make_category(self.there, name=self.new.name)
        self.root = self.write(None)
        self.reply = self.write(self.root)
        self.below = self.write(self.reply)
        self.gone = self.write(self.root)
        services.delete_post(self.gone, by=self.author)

    def write(self, parent: Post | None) -> Post:
        return make_post(self.here, self.author, parent=parent, category=self.old)

    def answer(self) -> None:
        make_post(self.here, self.author, parent=self.reply, category=self.new)

    def edit(self) -> None:
        services.edit_post(self.reply, title="고침", body="고침", category=self.new)

    def make_notice(self) -> None:
        services.edit_post(
            self.reply, title="고침", body="고침", category=None, is_notice=True
        )

    def recategorise(self) -> None:
        services.recategorise_posts([self.root, self.reply, self.below], self.new)

    def delete(self) -> None:
        services.delete_post(self.reply, by=self.author)

    def restore(self) -> None:
        services.restore_post(self.gone)

    def move_all(self) -> None:
        services.move_posts([self.root], self.there)

    def move_reply(self) -> None:
        services.move_posts([self.reply], self.there)


ACTS = (
    *("answer", "edit", "make_notice", "recategorise", "delete", "restore"),
    *("move_all", "move_reply"),
)


@pytest.mark.parametrize("first", ACTS)
def test_whatever_comes_in_the_middle_waits_or_is_refused(first):
    for second in ACTS:
        scene = Scene()

        def later(scene: Scene = scene, second: str = second) -> None:
            with suppress(BoardError):  # told in words, nothing written
                getattr(scene, second)()

        in_the_middle_of(getattr(scene, first), later)

        assert check_all() == [], second
        assert_threads_hang_together()


@pytest.mark.parametrize("first", ["answer", "edit", "recategorise"])
def test_a_category_deleted_in_the_middle_of_its_use_leaves_nothing(first):
    scene = Scene()
    number = scene.new.pk

    in_the_middle_of(getattr(scene, first), lambda: services.delete_category(scene.new))

    assert check_all() == []
    assert not Post.objects.filter(category=number).exists()
    assert not ListTally.objects.filter(category=number).exists()


def assert_threads_hang_together() -> None:
    for reply in Post.objects.exclude(parent=None).select_related("parent"):
        assert (reply.board_id, reply.thread) == (
            reply.parent.board_id,
            reply.parent.thread,
        )
        assert reply.reply_path.startswith(reply.parent.reply_path)
    for post in Post.objects.exclude(category=None).select_related("category"):
        assert post.category.board_id == post.board_id


def test_a_comment_in_the_middle_of_its_posts_removal_is_refused():
    post, author = make_post(), make_member()
    refusals = []

    def comment() -> None:
        try:
            make_comment(post, author)
        except BoardError as error:
            refusals.append(error)

    in_the_middle_of(lambda: services.delete_post(post, by=author), comment)

    assert len(refusals) == 1
    assert not Comment.objects.exists()


def test_one_comment_deleted_and_restored_at_once_stays_counted():
    post, author = make_post(), make_member()
    comments = [make_comment(post, author) for _ in range(10)]
    for comment in comments[::2]:
        services.delete_comment(comment, by=author)

    at_once(
        lambda: [services.delete_comment(c, by=author) for c in comments],
        lambda: [services.restore_comment(c) for c in comments],
        lambda: [services.delete_comment(c, by=author) for c in reversed(comments)],
        lambda: [services.restore_comment(c) for c in reversed(comments)],
    )

    post.refresh_from_db()
    visible = Comment.objects.filter(state=State.VISIBLE).count()
    assert post.comment_count == visible
    assert Board.objects.get(pk=post.board_id).post_count == 1
