"""글,댓글 현황: how many posts and comments were written, by day and by board.

Counted is every row, whatever became of it later, on its day in Seoul and in the
board it stands in. Finished days are read from WritingTotal, which a nightly job
keeps (boards.services.writing); the days after the last of them from the rows
themselves, by the index on created_at.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from boards.models import Board, Comment, Post, WritingTotal
from web.periods import Period, SeoulDay

# Where the nightly job has not run for longer than this, older days wait for it.
MOST_LIVE_DAYS = 31

Key = TypeVar("Key", bound=Hashable)
Place = tuple[datetime.date, int]  # a day and a board's id


@dataclass(frozen=True)
class Written:
    """How many posts and comments."""

    posts: int = 0
    comments: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.posts + other.posts, self.comments + other.comments)


def written_by_day(
    period: Period, board: Board | None = None
) -> dict[datetime.date, Written]:
    """Return the days on which something was written, in one board or in all."""
    return _written(period, board, "date", lambda place: place[0])


def written_by_board(period: Period) -> dict[int, Written]:
    """Return the ids of the boards in which something was written."""
    return _written(period, None, "board_id", lambda place: place[1])


def _written(
    period: Period,
    board: Board | None,
    column: str,
    key_of: Callable[[Place], Key],
) -> dict[Key, Written]:
    today = timezone.localdate()
    live = Period(max(period.start, _first_live_day()), min(period.end, today))
    sums = WritingTotal.objects.filter(
        date__gte=period.start, date__lte=period.end, date__lt=live.start
    )
    if board is not None:
        sums = sums.filter(board=board)
    rows = sums.values_list(column).annotate(Sum("posts"), Sum("comments"))
    found: dict[Key, Written] = defaultdict(Written)
    for key, posts, comments in rows.order_by():
        found[key] = Written(posts, comments)
    if live.days > 0:
        # All boards' rows of a day are few, one board's rows of all days are not.
        for place, written in count_written(live).items():
            if board is None or place[1] == board.pk:
                found[key_of(place)] += written
    return dict(found)


def count_written(period: Period) -> dict[Place, Written]:
    """Count the rows of some days; the price grows with what was written in them."""
    start, end = period.moments()
    posts = Post.objects.filter(created_at__gte=start, created_at__lt=end)
    comments = Comment.objects.filter(created_at__gte=start, created_at__lt=end)
    found: dict[Place, Written] = defaultdict(Written)
    for date, board_id, count in _counted(posts, "board"):
        found[date, board_id] += Written(posts=count)
    for date, board_id, count in _counted(comments, "post__board"):
        found[date, board_id] += Written(comments=count)
    return dict(found)


def _counted(
    rows: QuerySet[Any], board: str
) -> Iterator[tuple[datetime.date, int, int]]:
    days = rows.order_by().values_list(SeoulDay("created_at"), board)
    yield from days.annotate(n=Count("pk"))


def last_summed_day() -> datetime.date | None:
    """Return the last day that WritingTotal knows of."""
    dates = WritingTotal.objects.order_by("-date").values_list("date", flat=True)
    return dates.first()


def first_day() -> datetime.date:
    """Return the day of the oldest post, comment or sum; today when there is none."""
    posts = Post.objects.order_by("created_at").values_list("created_at", flat=True)
    comments = Comment.objects.order_by("created_at")
    oldest = [*posts[:1], *comments.values_list("created_at", flat=True)[:1]]
    sums = WritingTotal.objects.order_by("date").values_list("date", flat=True)
    days = [timezone.localdate(moment) for moment in oldest]
    return min([*days, *sums[:1], timezone.localdate()])


def _first_live_day() -> datetime.date:
    today = timezone.localdate()
    oldest = today - datetime.timedelta(days=MOST_LIVE_DAYS)
    last = last_summed_day()
    if last is None:
        return oldest
    return min(max(last + datetime.timedelta(days=1), oldest), today)
