"""One line of a list of posts, read as plain values and made ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.directory import directory
from boards.models import Board, Post
from boards.querysets import PostQuerySet

ROW_FIELDS = (
    *("id", "board_id", "category_id", "author_id", "author_name", "title"),
    *("is_notice", "is_secret", "depth", "view_count", "comment_count", "up_count"),
    *("file_count", "link_count", "created_at"),
)


@dataclass
class Row:
    """A post as lists show it; `number` is the running number, None where none is."""

    id: int
    board: Board
    url: str
    title: str
    category_name: str
    author_name: str
    is_notice: bool
    is_secret: bool
    depth: int
    view_count: int
    comment_count: int
    up_count: int
    file_count: int
    link_count: int
    created_at: datetime
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
    boards = directory().by_id
    categories = {
        category.pk: category.name
        for of_board in directory().categories.values()
        for category in of_board
    }
    rows = []
    for value in values:
        board = boards[value.pop("board_id")]
        category_id, author_id = value.pop("category_id"), value.pop("author_id")
        value["author_name"] = author_label(value["author_name"], author_id)
        created_at = value["created_at"]
        rows.append(
            Row(
                **value,
                board=board,
                url=reverse("boards:post_detail", args=[board.slug, value["id"]]),
                category_name=categories.get(category_id, ""),
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


def short_date(moment: datetime, now: datetime) -> str:
    """Return the time if today, MM-DD this year, YY-MM-DD before, in Seoul."""
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    return moment.strftime("%m-%d" if moment.year == now.year else "%y-%m-%d")
