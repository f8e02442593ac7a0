"""Counts that move with the posts they count, in the same transaction."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from boards import tally
from boards.models import Board, Post, State


@dataclass(frozen=True)
class Group:
    """Visible posts alike in all that the counts look at."""

    board_id: int
    category_id: int | None
    thread: int
    is_notice: bool
    count: int


def group_of(post: Post) -> Group:
    """Return one visible post as a group of its own."""
    return Group(post.board_id, post.category_id, post.thread, post.is_notice, 1)


def groups_of(posts: QuerySet[Post]) -> list[Group]:
    """Return the visible ones among `posts`, grouped; one query."""
    keys = ("board_id", "category_id", "thread", "is_notice")
    rows = posts.filter(state=State.VISIBLE).order_by().values_list(*keys)
    return [Group(*row) for row in rows.annotate(count=Count("pk"))]


def add(groups: list[Group]) -> None:
    """Count these posts in: their board's post_count, and the tally of its list."""
    _move(groups, 1)


def subtract(groups: list[Group]) -> None:
    """Count these posts out again."""
    _move(groups, -1)


def _move(groups: list[Group], sign: int) -> None:
    # Changing the board's row first also locks it on PostgreSQL, in the order of
    # ids, so that two writers never wait for each other in a circle.
    for board_id in sorted({group.board_id for group in groups}):
        count = sum(group.count for group in groups if group.board_id == board_id)
        Board.objects.filter(pk=board_id).update(
            post_count=F("post_count") + sign * count
        )
    for group in groups:
        if not group.is_notice:
            tally.shift(
                group.board_id, group.category_id, group.thread, sign * group.count
            )
