"""Counts who has seen a post: one visitor, post and day is one view.

Views wait in this process's memory and are written once a second, all together, so
that reading costs no write. A crash loses what waits, nothing else.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from boards.models import Post, PostView
from web.flushing import Queue
from web.memory import Fingerprints

WAITING_VIEWS = 100_000  # a database that is away for long loses the oldest beyond
REMEMBERED_VIEWS = 2**17  # 1 MB
BATCH = 300  # views a transaction: others want to write too

_INSERT_VIEWS = (
    "INSERT INTO boards_postview (day, post_id, visitor) VALUES {rows}"
    " ON CONFLICT DO NOTHING RETURNING post_id"
)


class _View(NamedTuple):
    day: datetime.date
    post: int
    visitor: str


# Whoever opens the same post again and again gives the database nothing to do.
_noted = Fingerprints(REMEMBERED_VIEWS)


def note_views(posts: Iterable[int], visitor: str, day: datetime.date) -> None:
    """Remember that this visitor has seen the posts on this day; written soon."""
    known = _noted
    for post in posts:
        view = day, post, visitor
        if view not in known:
            known.add(view)
            _queue.put(_View(*view))


def flush_views() -> int:
    """Write the waiting views; return how many counted."""
    return _queue.flush()


def forget_views() -> None:
    """Know of no view, as a new process does; what waits is lost."""
    _noted.clear()
    _queue.waiting.clear()


@transaction.atomic
def _write(views: list[_View]) -> int:
    """Insert what is new of these and add exactly that to the posts' counts.

    The posts stay locked to the end: neither deleted meanwhile, nor in another order
    than another process locks them.
    """
    ids = {view.post for view in views}
    posts = Post.objects.filter(pk__in=ids).order_by("pk")
    alive = set(posts.select_for_update(no_key=True).values_list("pk", flat=True))
    new = _insert([view for view in views if view.post in alive])
    for number in set(new.values()):
        seen = [post for post, times in new.items() if times == number]
        Post.objects.filter(pk__in=seen).update(view_count=F("view_count") + number)
    return new.total()


def _insert(views: list[_View]) -> Counter[int]:
    """Insert or ignore; return how many of each post were new."""
    if not views:
        return Counter()
    rows = ", ".join(["(%s, %s, %s)"] * len(views))
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_VIEWS.format(rows=rows), [part for view in views for part in view]
        )
        return Counter(post for (post,) in cursor.fetchall())


_queue = Queue("views", _write, most=WAITING_VIEWS, batch=BATCH)


def carry_over_views(post: Post, count: int) -> None:
    """Give a post that has stood elsewhere before the views it had there."""
    Post.objects.filter(pk=post.pk).update(view_count=F("view_count") + count)


def drop_old_views() -> None:
    """Forget who saw what before yesterday; the counts stay."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    PostView.objects.filter(day__lt=yesterday).delete()
