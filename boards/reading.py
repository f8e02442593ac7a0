"""What a post's page shows besides the post and its comments: neighbours, files, links."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.directory import board_of, directory
from boards.models import Attachment, Board, Link, Post
from boards.rows import Written
from web.compiled import compiled


@dataclass
class Step(Written):
    """The post above or below in the list, as the way there shows it."""

    PRINTED = ("id", "url", "title", "created_machine", "created_text", "created_day")
    OPTIONAL = ("category_name",)

    id: int
    board: Board
    url: str
    title: str
    category_name: str
    local: datetime


_STEP_FIELDS = ("id", "title", "category_id", "created_at", "thread", "reply_path")


@compiled
def _beside(board: int, thread: int, path: str) -> QuerySet[Post, tuple[Any, ...]]:
    """The rows above and below a place, by four look-ups of one row in the index."""
    listed = Post.objects.alive().filter(board=board).ordinary()
    same = listed.filter(thread=thread)
    newer = Coalesce(
        *(
            Subquery(posts.values("pk")[:1])
            for posts in (
                same.filter(reply_path__lt=path).order_by("-reply_path"),
                listed.filter(thread__gt=thread).order_by("thread", "-reply_path"),
            )
        )
    )
    older = Coalesce(
        *(
            Subquery(posts.values("pk")[:1])
            for posts in (
                same.filter(reply_path__gt=path).order_by("reply_path"),
                listed.filter(thread__lt=thread).order_by("-thread", "reply_path"),
            )
        )
    )
    found = Post.objects.filter(Q(pk=newer) | Q(pk=older))
    return found.values_list(*_STEP_FIELDS)


def neighbours(post: Post) -> tuple[Step | None, Step | None]:
    """Return the posts above (newer) and below (older) this one in its list; one query."""
    above, below = None, None
    board, categories = board_of(post), directory().category_names
    url, zone = board.get_absolute_url(), timezone.get_current_timezone()
    for pk, title, category_id, created_at, thread, path in _beside(
        board=post.board_id, thread=post.thread, path=post.reply_path
    ):
        step = Step(
            id=pk,
            board=board,
            url=f"{url}{pk}/",
            title=title,
            category_name=categories.get(category_id, ""),
            local=created_at.astimezone(zone),
        )
        if (-thread, path) < (-post.thread, post.reply_path):
            above = step
        else:
            below = step
    return above, below


_FILE_FIELDS = (
    *("number", "path", "size", "name", "is_picture", "width", "height"),
    *("download_count", "created_at"),
)
_LINK_FIELDS = ("number", "url", "click_count")


@compiled
def _hung(post: int) -> QuerySet[Attachment, tuple[Any, ...]]:
    """The files and the links of a post, columns alike."""
    files = Attachment.objects.filter(post=post).order_by().values_list(*_FILE_FIELDS)
    links = Link.objects.filter(post=post).order_by()
    fields = {field.name: field for field in Attachment._meta.concrete_fields}
    nothing = {
        f"no_{name}": Value(None, output_field=fields[name])
        for name in _FILE_FIELDS[len(_LINK_FIELDS) :]
    }
    alike = links.annotate(**nothing).values_list(*_LINK_FIELDS, *nothing)
    return files.union(alike, all=True)


def files_and_links(post: Post) -> tuple[list[Attachment], list[Link]]:
    """Return what hangs on a post; one query, none when nothing does."""
    if not post.file_count and not post.link_count:
        return [], []
    rows = sorted(_hung(post=post.pk), key=lambda row: row[0])
    return (
        [
            Attachment(post=post, **dict(zip(_FILE_FIELDS, row, strict=True)))
            for row in rows
            if row[-1] is not None
        ],
        [
            Link(post=post, **dict(zip(_LINK_FIELDS, row, strict=False)))
            for row in rows
            if row[-1] is None
        ],
    )
