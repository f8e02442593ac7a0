"""Numbered pages against the plain truth: ORDER BY, OFFSET and COUNT."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from boards import pager, services, tally
from boards.models import Post, State
from boards.services.recount import check_all
from search.indexes import Field
from tests.boards.index_truth import differences
from tests.factories import make_board, make_category, make_manager, make_member

pytestmark = pytest.mark.django_db


class BoardMachine(RuleBasedStateMachine):
    """Writes, replies, deletes, restores, moves, edits at will; looks after each."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.author = make_member()
        self.manager = make_manager()
        self.boards = [make_board(posts_per_page=3), make_board(posts_per_page=5)]
        self.categories = [
            [make_category(board, name=name) for name in ("가", "나")]
            for board in self.boards
        ]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def pick(self, number: int, **where: object) -> Post | None:
        posts = Post.objects.filter(**where).order_by("pk")
        count = posts.count()
        return posts[number % count] if count else None

    @rule(which=st.integers(0, 1), category=st.integers(0, 2), notice=st.booleans())
    def write(self, which: int, category: int, notice: bool) -> None:
        services.create_post(
            self.boards[which],
            self.author,
            title="글",
            body="글",
            category=self.categories[which][category] if category < 2 else None,
            is_notice=notice and self.categories[which][0].pk % 2 == category % 2,
        )

    @rule(number=st.integers(0, 99))
    def reply(self, number: int) -> None:
        parent = self.pick(number, state=State.VISIBLE, depth__lt=4)
        if parent:
            services.create_post(
                parent.board, self.author, title="답", body="답", parent=parent
            )

    @rule(number=st.integers(0, 99), hide=st.booleans())
    def remove(self, number: int, hide: bool) -> None:
        post = self.pick(number)
        if post and hide:
            services.hide_post(post, by=self.manager)
        elif post:
            services.delete_post(post, by=self.author)

    @rule(number=st.integers(0, 99), secret=st.booleans())
    def comment(self, number: int, secret: bool) -> None:
        post = self.pick(number, state=State.VISIBLE)
        if post:
            services.create_comment(post, self.author, body="말", is_secret=secret)

    @rule(number=st.integers(0, 99))
    def restore(self, number: int) -> None:
        post = self.pick(number)
        if post:
            services.restore_post(post)

    @rule(numbers=st.lists(st.integers(0, 99), max_size=3), which=st.integers(0, 1))
    def move(self, numbers: list[int], which: int) -> None:
        posts = {self.pick(number) for number in numbers} - {None}
        services.move_posts(list(posts), self.boards[which])

    @rule(number=st.integers(0, 99), category=st.integers(0, 2))
    def recategorise(self, number: int, category: int) -> None:
        post = self.pick(number)
        if post:
            which = 0 if post.board_id == self.boards[0].pk else 1
            chosen = self.categories[which][category] if category < 2 else None
            services.recategorise_posts([post], chosen)

    @rule(number=st.integers(0, 99), notice=st.booleans(), secret=st.booleans())
    def edit(self, number: int, notice: bool, secret: bool) -> None:
        post = self.pick(number)
        if post:
            services.edit_post(
                post,
                title="고침",
                body="고침",
                category=post.category,
                is_notice=notice,
                is_secret=secret,
            )

    @invariant()
    def pages_are_the_truth(self) -> None:
        for board, categories in zip(self.boards, self.categories, strict=True):
            for category in (None, *categories):
                self.compare(board, category)
            board.refresh_from_db()
            visible = Post.objects.filter(board=board, state=State.VISIBLE)
            assert board.post_count == visible.count()

    def compare(self, board, category) -> None:
        listed = Post.objects.filter(
            board=board, state=State.VISIBLE, is_notice=False
        ).order_by("-thread", "reply_path")
        if category:
            listed = listed.filter(category=category)
        notices = Post.objects.filter(
            board=board, state=State.VISIBLE, is_notice=True
        ).order_by("-pk")
        truth = list(listed.values_list("pk", flat=True))
        first_size = max(1, board.posts_per_page - notices.count())
        first = pager.list_page(board, category, 1)
        assert [row.id for row in first.notices] == [post.pk for post in notices]
        assert first.total == len(truth) + notices.count()
        seen = []
        for number in range(1, first.page_count + 1):
            page = pager.list_page(board, category, number)
            size = first_size if number == 1 else board.posts_per_page
            expected = truth[len(seen) : len(seen) + size]
            assert [row.id for row in page.rows] == expected
            assert [row.number for row in page.rows] == list(
                range(
                    len(truth) - len(seen), len(truth) - len(seen) - len(expected), -1
                )
            )
            seen += expected
        assert seen == truth

    @invariant()
    def nothing_is_left_to_mend(self) -> None:
        assert check_all() == []

    @invariant()
    def the_index_finds_what_is_written(self) -> None:
        assert differences(["글", "답", "고침", "말"], [Field.BODY]) == []

    @invariant()
    def threads_hang_together(self) -> None:
        for reply in Post.objects.exclude(parent=None).select_related("parent"):
            assert reply.board_id == reply.parent.board_id
            assert reply.thread == reply.parent.thread
            assert reply.reply_path.startswith(reply.parent.reply_path)
            assert reply.depth == reply.parent.depth + 1


def test_any_order_of_writes_keeps_pages_counts_and_threads_true():
    run_state_machine_as_test(
        BoardMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_buckets_far_apart_are_found_at_every_offset(monkeypatch):
    monkeypatch.setattr(tally, "BUCKET_SIZES", {tally.COARSE: 8, tally.FINE: 2})
    monkeypatch.setattr(tally, "_FINE_PER_COARSE", 4)
    board, author = make_board(posts_per_page=4), make_member()
    for number in range(40):
        post = services.create_post(board, author, title="글", body="글")
        if number % 3 == 0:
            services.create_post(board, author, title="답", body="답", parent=post)
        if number % 5 == 0:
            services.delete_post(post, by=author)

    pages = [pager.list_page(board, None, number) for number in range(1, 13)]

    listed = Post.objects.filter(board=board, state=State.VISIBLE)
    truth = list(listed.order_by("-thread", "reply_path").values_list("pk", flat=True))
    assert [row.id for page in pages for row in page.rows] == truth
    assert check_all() == []


def test_a_page_past_the_end_is_the_last_one():
    board, author = make_board(posts_per_page=2), make_member()
    for _number in range(5):
        services.create_post(board, author, title="글", body="글")

    page = pager.list_page(board, None, 10**9)

    assert (page.number, page.page_count, len(page.rows)) == (3, 3, 1)


def test_an_empty_board_has_one_empty_page():
    page = pager.list_page(make_board(), None, 7)

    assert (page.number, page.page_count, page.total) == (1, 1, 0)
    assert page.rows == page.notices == page.numbers == []


def test_more_notices_than_rows_leave_one_ordinary_row():
    board, author = make_board(posts_per_page=2), make_member()
    for number in range(8):
        services.create_post(board, author, title="글", body="글", is_notice=number < 4)

    first, second = (pager.list_page(board, None, number) for number in (1, 2))

    assert (len(first.notices), len(first.rows)) == (4, 1)
    assert (len(second.notices), len(second.rows)) == (0, 2)
    assert first.total == second.total == 8


def test_page_numbers_come_in_blocks_of_ten():
    page = pager.Page(number=12, page_count=25, total=500, rows=[])

    assert page.numbers == list(range(11, 21))
    assert (page.first, page.previous, page.next, page.last) == (1, 10, 21, 25)


def test_the_last_block_has_nothing_behind_it():
    page = pager.Page(number=25, page_count=25, total=500, rows=[])

    assert page.numbers == [21, 22, 23, 24, 25]
    assert (page.previous, page.next, page.last) == (20, None, None)


def test_the_first_block_has_nothing_before_it():
    page = pager.Page(number=1, page_count=10, total=150, rows=[])

    assert (page.first, page.previous, page.next) == (None, None, None)
    assert page.last == 10
