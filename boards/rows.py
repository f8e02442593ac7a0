"""One line of a list of posts, read as plain values and made ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.directory import board_by_id, directory
from boards.models import Board, Post
from boards.querysets import PostQuerySet

ROW_FIELDS = (
    *("id", "board_id", "category_id", "author_id", "author_name", "title"),
    *("is_notice", "is_secret", "depth", "view_count", "comment_count", "up_count"),
    *("file_count", "link_count", "excerpt", "created_at"),
    *("thumbnail", "thumbnail_widths"),
)

TINTS = 5  # the colours of the tiles in cover.css


@dataclass
class Row:
    """A post as lists show it; `number` is the running number, None where none is.

    `thumbnail` is a path in the default storage, for `{% picture %}`: "" where there
    is none, and where not everybody who sees the list may read the post.
    """

    id: int
    board: Board
    url: str
    title: str
    category_name: str
    author_id: int | None
    tint: int
    author_name: str
    author_posts_url: str
    is_notice: bool
    is_secret: bool
    depth: int
    view_count: int
    comment_count: int
    up_count: int
    file_count: int
    link_count: int
    excerpt: str
    created_at: datetime
    thumbnail: str
    thumbnail_widths: str
    date_text: str
    is_new: bool
    is_hot: bool
    number: int | None = None

    @property
    def board_name(self) -> str:
        return self.board.name

    @property
    def board_url(self) -> str:
        return self.board.get_absolute_url()


def read_rows(posts: PostQuerySet) -> list[Row]:
    """Read posts as rows; one query, whatever they are."""
    return make_rows(posts.values(*ROW_FIELDS))


def make_rows(values: Iterable[dict[str, Any]]) -> list[Row]:
    """Make rows of posts that were read as values of the fields a row shows."""
    now = timezone.now()
    categories = {
        category.pk: category.name
        for of_board in directory().categories.values()
        for category in of_board
    }
    rows = []
    for value in values:
        board = board_by_id(value.pop("board_id"))
        category_id, name = value.pop("category_id"), value["author_name"]
        value["author_name"] = author_label(name, value["author_id"])
        created_at = value["created_at"]
        if value["is_secret"] or board.read_level > board.list_level:
            # The list is open to more readers than what it would show of the post.
            value["excerpt"] = value["thumbnail"] = value["thumbnail_widths"] = ""
        rows.append(
            Row(
                **value,
                board=board,
                author_posts_url=author_posts_url(board, name),
                url=reverse("boards:post_detail", args=[board.slug, value["id"]]),
                category_name=categories.get(category_id, ""),
                tint=(category_id or value["id"]) % TINTS,
                date_text=short_date(created_at, now),
                is_new=now - created_at < timedelta(hours=board.new_hours),
                is_hot=value["view_count"] >= board.hot_views,
            )
        )
    return rows


def row_of(post: Post) -> Row:
    """Return the row of a post that is loaded already."""
    return make_rows([{name: getattr(post, name) for name in ROW_FIELDS}])[0]


def author_label(author_name: str, author_id: int | None) -> str:
    """Return the name to show: as written, or what stands for one that is gone."""
    if author_name:
        return author_name
    return _("탈퇴한 회원") if author_id else _("손님")


def author_posts_url(board: Board, author_name: str) -> str:
    """Return the search for what a name wrote on the board; "" where none is left."""
    if not author_name:
        return ""
    query = urlencode({"field": "author", "q": author_name})
    return f"{board.get_absolute_url()}?{query}"


def short_date(moment: datetime, now: datetime) -> str:
    """Return the time if today, YY-MM-DD before, in Seoul."""
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    return moment.strftime("%y-%m-%d")
