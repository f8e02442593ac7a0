"""The tally: how many listed posts lie where, so that any page is found at once.

Listed posts (visible, no notice) are counted in buckets over `thread`: coarse ones
of 131,072 thread numbers and fine ones of 1,024, per board and per category (0 =
the whole board). To find the post at an offset, the coarse buckets are summed from
the newest down, then the fine ones inside one coarse bucket; what is left to skip
lies inside one fine bucket. Costs the same on page 1 and on page 60,000.

The counts move in the transaction of every change; the caller has locked the board's
row first (by changing its post_count), so two writers never cross.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, QuerySet

from boards.models import Board, Category, ListTally
from web.compiled import compiled

COARSE, FINE = 1, 2
BUCKET_SIZES = {COARSE: 131_072, FINE: 1_024}
_FINE_PER_COARSE = BUCKET_SIZES[COARSE] // BUCKET_SIZES[FINE]

_ADD = (
    "INSERT INTO boards_listtally (board_id, category, level, bucket, count)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (board_id, category, level, bucket)"
    " DO UPDATE SET count = boards_listtally.count + excluded.count"
)


_Bucket = tuple[int, int, int, int]  # board, category, level, number


@dataclass(frozen=True)
class Place:
    """Where the rows after an offset begin.

    `below`: take threads smaller than this (None: from the newest);
    `skip`: rows to pass over from there, less than a fine bucket holds.
    """

    below: int | None
    skip: int


def bucket_of(thread: int, level: int) -> int:
    """Return the number of the bucket a thread falls into."""
    return thread // BUCKET_SIZES[level]


def shift(board_id: int, category_id: int | None, thread: int, by: int) -> None:
    """Count `by` more (or fewer) listed posts of this thread, board and category."""
    if by > 0:
        _add(dict.fromkeys(_buckets_of(board_id, category_id, thread), by))
        return
    categories = [0] if category_id is None else [0, category_id]
    buckets = {level: bucket_of(thread, level) for level in BUCKET_SIZES}
    ListTally.objects.bulk_create(
        [
            ListTally(board_id=board_id, category=category, level=level, bucket=bucket)
            for category in categories
            for level, bucket in buckets.items()
        ],
        ignore_conflicts=True,
    )
    for level, bucket in buckets.items():  # one OR of all would read the whole board's
        ListTally.objects.filter(
            board=board_id, category__in=categories, level=level, bucket=bucket
        ).update(count=F("count") + by)


def add_many(posts: Iterable[tuple[int, int | None, int]]) -> None:
    """Count in listed posts by the thousand: the board, category and thread of each.

    One statement a bucket, however many posts lie in it.
    """
    counts: Counter[_Bucket] = Counter()
    for board_id, category_id, thread in posts:
        counts.update(_buckets_of(board_id, category_id, thread))
    _add(counts)


def _buckets_of(
    board_id: int, category_id: int | None, thread: int
) -> Iterator[_Bucket]:
    for level in BUCKET_SIZES:
        bucket = bucket_of(thread, level)
        yield board_id, 0, level, bucket
        if category_id is not None:
            yield board_id, category_id, level, bucket


def _add(counts: Mapping[_Bucket, int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(*key, count) for key, count in counts.items()])


@dataclass(frozen=True)
class Tally:
    """The coarse buckets of one list, newest first: one query."""

    board_id: int
    category_id: int
    coarse: list[tuple[int, int]]

    @property
    def total(self) -> int:
        """How many listed posts there are, notices not included."""
        return sum(count for _bucket, count in self.coarse)

    def place_of(self, offset: int) -> Place:
        """Return where to read from to get the posts after `offset` newer ones."""
        if offset == 0:
            return Place(below=None, skip=0)
        found = _bucket_at(self.coarse, offset)
        if found is None:
            return Place(below=0, skip=0)
        coarse, offset = found
        first = coarse * _FINE_PER_COARSE
        fine = _fine_buckets(
            board=self.board_id,
            category=self.category_id,
            first=first,
            end=first + _FINE_PER_COARSE,
        )
        found = _bucket_at(fine, offset)
        if found is None:  # only when the two levels disagree, until `recount`
            return Place(below=(coarse + 1) * BUCKET_SIZES[COARSE], skip=offset)
        bucket, skip = found
        return Place(below=(bucket + 1) * BUCKET_SIZES[FINE], skip=skip)


def tally_of(board: Board, category: Category | None = None) -> Tally:
    """Read the tally of a board, or of one of its categories."""
    category_id = category.pk if category else 0
    coarse = _coarse_buckets(board=board.pk, category=category_id)
    return Tally(board.pk, category_id, coarse)


@compiled
def _coarse_buckets(board: int, category: int) -> QuerySet[ListTally, tuple[int, int]]:
    rows = ListTally.objects.filter(board=board, category=category, level=COARSE)
    return rows.order_by("-bucket").values_list("bucket", "count")


@compiled
def _fine_buckets(
    board: int, category: int, first: int, end: int
) -> QuerySet[ListTally, tuple[int, int]]:
    rows = ListTally.objects.filter(board=board, category=category, level=FINE)
    rows = rows.filter(bucket__gte=first, bucket__lt=end)
    return rows.order_by("-bucket").values_list("bucket", "count")


def _bucket_at(buckets: list[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Return the bucket that holds the row at `offset`, and the offset inside it."""
    for bucket, count in buckets:
        if offset < count:
            return bucket, offset
        offset -= count
    return None
