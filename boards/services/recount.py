"""Every count of the boards, counted anew from the rows themselves, bit by bit.

Nobody waits for it: each bit is looked at without a transaction, and only what seems
wrong is locked, counted once more, and mended. So it takes seconds where there are
millions of posts, but never holds a writer up for more than a moment.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.models import Attachment, Board, Comment, Link, Post, State
from boards.services.recount_lists import Step, starts, steps_of_lists
from web.generations import Generation, raise_on_commit

Tell = Callable[[int, int], None]  # how many steps are done, and of how many

POSTS_AT_ONCE = 10_000  # ids, of which a query looks at the posts
_COUNTED: dict[str, tuple[QuerySet[Any], Any]] = {
    "comment_count": (
        Comment.objects.filter(state=State.VISIBLE),
        gettext_lazy("댓글 수"),
    ),
    "file_count": (Attachment.objects.all(), gettext_lazy("첨부파일 수")),
    "link_count": (Link.objects.all(), gettext_lazy("링크 수")),
}


def recount_all(tell: Tell = lambda done, total: None) -> list[str]:
    """Mend every count that is wrong; return one line for each, in Korean."""
    differences = list(_differences(tell, mend=True))
    if differences:
        raise_on_commit(Generation.POSTS)
    return differences


def check_all(tell: Tell = lambda done, total: None) -> list[str]:
    """Return a line for each count that is wrong, in Korean, changing nothing."""
    return list(_differences(tell, mend=False))


def _differences(tell: Tell, *, mend: bool) -> Iterator[str]:
    steps = list(_steps())
    for number, step in enumerate(steps, 1):
        yield from step(mend=mend)
        tell(number, len(steps))


def _steps() -> Iterator[Step]:
    for first in starts(Post.objects.all(), "pk", POSTS_AT_ONCE):
        yield partial(_in_posts, first)
    boards = {board.pk: board for board in Board.objects.order_by("pk")}
    for board in boards.values():
        yield partial(_in_board, board)
    yield from steps_of_lists(boards)


def _in_posts(first: int, *, mend: bool) -> Iterator[str]:
    """What stands on posts, counted and compared in one look."""
    posts = Post.objects.filter(pk__gte=first, pk__lt=first + POSTS_AT_ONCE)
    wrong = _with_true_counts(posts).filter(
        ~Q(comment_count=F("true_comment_count"))
        | ~Q(file_count=F("true_file_count"))
        | ~Q(link_count=F("true_link_count"))
    )
    for pk in list(wrong.order_by("pk").values_list("pk", flat=True)):
        yield from _in_post(pk, mend=mend)


@transaction.atomic
def _in_post(pk: int, *, mend: bool) -> list[str]:
    post = Post.objects.filter(pk=pk)
    list(post.select_for_update().values_list("pk"))  # and only then count for good
    true_names = [f"true_{name}" for name in _COUNTED]
    lines, changes = [], {}
    for found in _with_true_counts(post).values(*_COUNTED, *true_names):
        for name, (_rows, words) in _COUNTED.items():
            old, new = found[name], found[f"true_{name}"]
            if old != new:
                changes[name] = new
                lines.append(
                    _("글 %(id)d: %(what)s %(old)d → %(new)d")
                    % {"id": pk, "what": words, "old": old, "new": new}
                )
    if mend and changes:
        post.update(**changes)
    return lines


def _with_true_counts(posts: QuerySet[Post]) -> QuerySet[Any]:
    true = {}
    for name, (rows, _words) in _COUNTED.items():
        below = rows.filter(post=OuterRef("pk")).order_by().values("post")
        counted = below.annotate(count=Count("pk")).values("count")
        found = Subquery(counted, output_field=IntegerField())
        true[f"true_{name}"] = Coalesce(found, 0)
    return posts.annotate(**true)


def _in_board(board: Board, *, mend: bool) -> list[str]:
    visible = Post.objects.filter(board=board, state=State.VISIBLE)
    stored = Board.objects.filter(pk=board.pk).values_list("post_count", flat=True)
    if [visible.count()] == list(stored):
        return []
    with transaction.atomic():
        old, new = stored.select_for_update().get(), visible.count()
        if old == new:  # somebody wrote between the two looks
            return []
        if mend:
            Board.objects.filter(pk=board.pk).update(post_count=new)
    return [
        _("게시판 %(board)s: 글 수 %(old)d → %(new)d")
        % {"board": board.slug, "old": old, "new": new}
    ]
