"""The sums of finished days: kept every night, compared, rebuilt; see boards/writing.py."""

import datetime
from collections.abc import Iterator, Mapping

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.directory import board_by_id
from boards.models import WritingTotal
from boards.writing import Place, Written, count_written, first_day, last_summed_day
from web.periods import Period

_CHUNK = datetime.timedelta(days=31)  # of days counted together

_ADD = (
    "INSERT INTO boards_writingtotal (date, board_id, posts, comments)"
    " VALUES (%s, %s, %s, %s) ON CONFLICT (date, board_id) DO UPDATE SET"
    " posts = boards_writingtotal.posts + excluded.posts,"
    " comments = boards_writingtotal.comments + excluded.comments"
)


def add_written(written: Mapping[Place, Written]) -> None:
    """Add to the sums what has old dates; in the transaction that writes it.

    Only finished days, and only while every finished day is summed: a day with a sum
    is not looked at again before the night.
    """
    rows = [
        (day.isoformat(), board, more.posts, more.comments)
        for (day, board), more in written.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


def sum_written_days() -> list[str]:
    """Sum every day before today anew; return a Korean line for each that was wrong.

    Posts move, and those of a site that moved in have old dates, so each night looks
    at all days. It reads without a transaction: nobody waits for it to write.
    """
    return list(_differences(mend=True))


def check_written() -> list[str]:
    """Return a line for each wrong sum, in Korean, changing nothing.

    A day that is not summed yet is not wrong.
    """
    return list(_differences(mend=False))


def _differences(*, mend: bool) -> Iterator[str]:
    last = last_summed_day()
    for period in _finished_days():
        true = count_written(period)
        sums = WritingTotal.objects.filter(date__range=(period.start, period.end))
        rows = sums.values_list("date", "board_id", "posts", "comments")
        stored = {
            (date, board): Written(posts, comments)
            for date, board, posts, comments in rows
        }
        wrong = {
            place: true.get(place, Written())
            for place in sorted({*true, *stored})
            if true.get(place) != stored.get(place)
        }
        for (date, board), now in wrong.items():
            if last is not None and date <= last:
                old = stored.get((date, board), Written())
                yield _in_words(date, board, old, now)
        if mend:
            _save(wrong)


def _finished_days() -> Iterator[Period]:
    day = first_day()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    while day <= yesterday:
        period = Period(day, min(day + _CHUNK, yesterday))
        yield period
        day = period.end + datetime.timedelta(days=1)


@transaction.atomic
def _save(sums: dict[tuple[datetime.date, int], Written]) -> None:
    rows = [
        WritingTotal(
            date=date, board_id=board, posts=written.posts, comments=written.comments
        )
        for (date, board), written in sums.items()
    ]
    WritingTotal.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["date", "board"],
        update_fields=["posts", "comments"],
        batch_size=500,
    )
    WritingTotal.objects.filter(posts=0, comments=0, date__in={*_days(rows)}).delete()


def _days(rows: list[WritingTotal]) -> Iterator[datetime.date]:
    return (row.date for row in rows)


def _in_words(date: datetime.date, board: int, old: Written, new: Written) -> str:
    return _(
        "%(date)s 게시판 %(board)s: 글 %(old_posts)d개, 댓글 %(old_comments)d개 "
        "→ 글 %(new_posts)d개, 댓글 %(new_comments)d개"
    ) % {
        "date": date,
        "board": board_by_id(board).slug,
        "old_posts": old.posts,
        "old_comments": old.comments,
        "new_posts": new.posts,
        "new_comments": new.comments,
    }
