"""The tally of the numbered lists, counted anew: see boards/tally.py."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, Protocol

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from boards import tally
from boards.models import Board, Category, ListTally, Post, State

_COARSE_SIZE = tally.BUCKET_SIZES[tally.COARSE]


class Step(Protocol):
    """A bit of a recount: returns a line, in Korean, for each count that was wrong."""

    def __call__(self, *, mend: bool) -> Iterable[str]: ...


def starts(rows: QuerySet[Any], field: str, size: int) -> Iterator[int]:
    """Yield where to start, in steps of `size`, to meet all values of the field."""
    values = rows.values_list(field, flat=True)
    lowest = values.order_by(field).first()
    if lowest is not None:
        highest = values.order_by(f"-{field}")[0]
        yield from range(lowest - lowest % size, highest + 1, size)


def steps_of_lists(boards: dict[int, Board]) -> Iterator[Step]:
    """Yield what counts the lists of these boards anew, a coarse bucket at a time."""
    for listed in _lists(boards):
        for first in starts(listed.posts(), "thread", _COARSE_SIZE):
            yield partial(_in_coarse_bucket, listed, first // _COARSE_SIZE)
        yield partial(_beside_posts, listed)


class _List(NamedTuple):
    """A numbered list: a board's, or that of one of its categories (0 = the whole)."""

    board: Board
    category: int

    def posts(self) -> QuerySet[Post]:
        posts = Post.objects.filter(
            board=self.board, state=State.VISIBLE, is_notice=False
        )
        return posts.filter(category=self.category) if self.category else posts

    def tally(self) -> QuerySet[ListTally]:
        return ListTally.objects.filter(board=self.board, category=self.category)


def _lists(boards: dict[int, Board]) -> Iterator[_List]:
    """Yield every list, those that only the tally knows among them."""
    known = {(pk, 0) for pk in boards}
    known |= set(Category.objects.values_list("board_id", "pk"))
    known |= set(ListTally.objects.values_list("board_id", "category").distinct())
    for board_id, category in sorted(known):
        if board_id in boards:
            yield _List(boards[board_id], category)


def _in_coarse_bucket(listed: _List, coarse: int, *, mend: bool) -> Iterator[str]:
    """One coarse bucket of a list with the fine ones in it."""
    size = _COARSE_SIZE // tally.BUCKET_SIZES[tally.FINE]
    fine = range(coarse * size, (coarse + 1) * size)
    yield from _compare(listed, tally.FINE, fine, mend=mend)
    yield from _compare(listed, tally.COARSE, range(coarse, coarse + 1), mend=mend)


def _beside_posts(listed: _List, *, mend: bool) -> Iterator[str]:
    """The buckets beside those coarse ones in which a post of the list lies."""
    coarse = list(starts(listed.posts(), "thread", _COARSE_SIZE))
    for level, size in tally.BUCKET_SIZES.items():
        beside = listed.tally().filter(level=level).exclude(count=0)
        if coarse:
            end = coarse[-1] + _COARSE_SIZE
            beside = beside.filter(
                Q(bucket__lt=coarse[0] // size) | Q(bucket__gte=end // size)
            )
        for bucket in list(beside.values_list("bucket", flat=True)):
            yield from _in_bucket(listed, level, bucket, mend=mend)


def _compare(listed: _List, level: int, buckets: range, *, mend: bool) -> Iterator[str]:
    size = tally.BUCKET_SIZES[level]
    posts = listed.posts().filter(
        thread__gte=buckets.start * size, thread__lt=buckets.stop * size
    )
    by_bucket = posts.order_by().annotate(bucket=F("thread") / size).values("bucket")
    true = Counter(dict(by_bucket.annotate(n=Count("pk")).values_list("bucket", "n")))
    rows = listed.tally().filter(
        level=level, bucket__gte=buckets.start, bucket__lt=buckets.stop
    )
    stored = Counter(dict(rows.values_list("bucket", "count")))
    for bucket in sorted({*true, *stored}):
        if true[bucket] != stored[bucket]:
            yield from _in_bucket(listed, level, bucket, mend=mend)


@transaction.atomic
def _in_bucket(listed: _List, level: int, bucket: int, *, mend: bool) -> list[str]:
    # Whoever moves the tally has locked the board first, so nobody does meanwhile.
    list(Board.objects.select_for_update().filter(pk=listed.board.pk).values("pk"))
    size = tally.BUCKET_SIZES[level]
    posts = listed.posts().filter(
        thread__gte=bucket * size, thread__lt=(bucket + 1) * size
    )
    row = listed.tally().filter(level=level, bucket=bucket)
    old, new = row.values_list("count", flat=True).first() or 0, posts.count()
    if old == new:
        return []
    if mend:
        ListTally.objects.update_or_create(
            board=listed.board,
            category=listed.category,
            level=level,
            bucket=bucket,
            defaults={"count": new},
        )
    return [
        _(
            "게시판 %(board)s: 쪽 집계(분류 %(category)d, 단계 %(level)d, "
            "구간 %(bucket)d) %(old)d → %(new)d"
        )
        % {
            "board": listed.board.slug,
            "category": listed.category,
            "level": level,
            "bucket": bucket,
            "old": old,
            "new": new,
        }
    ]
