"""Every count of the boards, counted anew from the rows themselves."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from boards import tally
from boards.models import Attachment, Board, Comment, Link, ListTally, Post, State
from web.generations import Generation, raise_on_commit


def recount_all() -> list[str]:
    """Mend every count that is wrong; return one line for each."""
    with transaction.atomic():
        differences = list(_differences(mend=True))
        if differences:
            raise_on_commit(Generation.POSTS)
    return differences


def check_all() -> list[str]:
    """Return a line for each count that is wrong, changing nothing."""
    with transaction.atomic():
        return list(_differences(mend=False))


def _differences(*, mend: bool) -> Iterator[str]:
    # Posts before boards: writers lock in this order.
    for child, field in (
        (Comment.objects.filter(state=State.VISIBLE), "comment_count"),
        (Attachment.objects.all(), "file_count"),
        (Link.objects.all(), "link_count"),
    ):
        yield from _counts_on_posts(child, field, mend=mend)
    yield from _post_counts(mend=mend)
    yield from _tally(mend=mend)


def _counts_on_posts(child: QuerySet[Any], field: str, *, mend: bool) -> Iterator[str]:
    counted = (
        child.filter(post=OuterRef("pk"))
        .order_by()
        .values("post")
        .annotate(count=Count("pk"))
        .values("count")
    )
    true = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    wrong = Post.objects.annotate(true=true).exclude(**{field: F("true")})
    for pk in list(wrong.order_by("pk").values_list("pk", flat=True)):
        Post.objects.select_for_update().get(pk=pk)  # and only then count for good
        for count, now in wrong.filter(pk=pk).values_list("true", field):
            yield f"post {pk}: {field} {now} -> {count}"
            if mend:
                Post.objects.filter(pk=pk).update(**{field: count})


def _post_counts(*, mend: bool) -> Iterator[str]:
    boards = list(Board.objects.order_by("pk").select_for_update())
    visible = Post.objects.filter(state=State.VISIBLE).order_by()
    true = dict(visible.values_list("board").annotate(count=Count("pk")))
    for board in boards:
        count = true.get(board.pk, 0)
        if board.post_count != count:
            yield f"{board.slug}: post_count {board.post_count} -> {count}"
            if mend:
                Board.objects.filter(pk=board.pk).update(post_count=count)


def _tally(*, mend: bool) -> Iterator[str]:
    true: Counter[tuple[int, int, int, int]] = Counter()
    listed = Post.objects.filter(state=State.VISIBLE, is_notice=False)
    rows = listed.order_by().values_list("board", "category", "thread")
    for board, category, thread in rows.iterator(chunk_size=10_000):
        for level in tally.BUCKET_SIZES:
            bucket = tally.bucket_of(thread, level)
            true[board, 0, level, bucket] += 1
            if category is not None:
                true[board, category, level, bucket] += 1
    keys = ("board_id", "category", "level", "bucket")
    for row in ListTally.objects.all():
        key = tuple(getattr(row, name) for name in keys)
        count = true.pop(key, 0)
        if row.count != count:
            yield f"tally {key}: {row.count} -> {count}"
            if mend:
                ListTally.objects.filter(pk=row.pk).update(count=count)
    for key, count in true.items():
        yield f"tally {key}: 0 -> {count}"
        if mend:
            ListTally.objects.create(**dict(zip(keys, key, strict=True)), count=count)
