"""One line of a list of posts, read as plain values and made ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from django.utils import timezone
from django.utils.translation import gettext as _

from boards.directory import board_by_id, directory
from boards.models import Board, Post
from boards.querysets import PostQuerySet
from uploads.sizes import source_and_set
from web.addresses import address_of
from web.moments import machine_minute, short_day, short_minute, time_of_day
from web.stencils import Shaped

ROW_FIELDS = (
    *("id", "board_id", "category_id", "author_id", "author_name", "title"),
    *("is_notice", "is_secret", "depth", "view_count", "comment_count", "up_count"),
    *("file_count", "link_count", "excerpt", "created_at"),
    *("thumbnail", "thumbnail_widths"),
)
_fields_of = attrgetter(*ROW_FIELDS)

TINTS = 5  # the colours of the tiles in cover.css


class Written(Shaped):
    """The moment something was written, in the words in which pages tell it."""

    local: datetime  # created_at where the site is

    @property
    def created_machine(self) -> str:
        """For <time datetime>."""
        return machine_minute(self.local)

    @property
    def created_text(self) -> str:
        return short_minute(self.local)

    @property
    def created_day(self) -> str:
        return short_day(self.local).replace("-", ".")


@dataclass
class Row(Written):
    """A post as lists show it; `number` is the running number, None where none is.

    `thumbnail` is a path in the default storage: "" where there is none, and where
    not everybody who sees the list may read the post.
    """

    PRINTED = (
        *("id", "url", "title", "author_name", "author_admin_url", "date_text"),
        *("created_machine", "created_text", "created_day", "picture_source"),
        *("picture_set", "board_name", "board_url"),
    )
    OPTIONAL = (
        *("number", "category_name", "author_id", "author_posts_url", "tint", "depth"),
        *("view_count", "comment_count", "up_count", "file_count", "link_count"),
        *("excerpt", "thumbnail", "thumbnail_widths"),
    )
    ASKED = ("is_notice", "is_secret", "is_new", "is_hot")

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
    local: datetime
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

    @property
    def author_admin_url(self) -> str:
        """Where a site manager looks after the author; of a member's post."""
        return address_of("admin:accounts_member_change", self.author_id or 0)

    @property
    def picture_source(self) -> str:
        """The thumbnail's file for a browser that knows no srcset."""
        return source_and_set(self.thumbnail, self.thumbnail_widths)[0]

    @property
    def picture_set(self) -> str:
        return source_and_set(self.thumbnail, self.thumbnail_widths)[1]


def read_rows(posts: PostQuerySet) -> list[Row]:
    """Read posts as rows; one query, whatever they are."""
    return make_rows(posts.values_list(*ROW_FIELDS))


class _Face(NamedTuple):
    """What the rows of one board have in common, at this moment."""

    board: Board
    url: str
    new_since: datetime
    hides_text: bool


def _face(board_id: int, now: datetime) -> _Face:
    board = board_by_id(board_id)
    return _Face(
        board=board,
        url=board.get_absolute_url(),
        new_since=now - timedelta(hours=board.new_hours),
        # The list is open to more readers than what it would show of the posts.
        hides_text=board.read_level > board.list_level,
    )


def make_rows(values: Iterable[Sequence[Any]]) -> list[Row]:
    """Make rows of posts that were read as values of ROW_FIELDS."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    today = now.astimezone(zone).date()
    categories = directory().category_names
    faces: dict[int, _Face] = {}
    rows = []
    # fmt: off
    for (
        pk, board_id, category_id, author_id, name, title, is_notice, is_secret, depth,
        view_count, comment_count, up_count, file_count, link_count,
        excerpt, created_at, thumbnail, thumbnail_widths,
    ) in values:
        # fmt: on
        face = faces.get(board_id)
        if face is None:
            face = faces[board_id] = _face(board_id, now)
        if is_secret or face.hides_text:
            excerpt = thumbnail = thumbnail_widths = ""
        local = created_at.astimezone(zone)
        rows.append(
            Row(
                id=pk,
                board=face.board,
                url=f"{face.url}{pk}/",
                title=title,
                category_name=categories.get(category_id, ""),
                author_id=author_id,
                tint=(category_id or pk) % TINTS,
                author_name=name or author_label(name, author_id),
                author_posts_url=author_posts_url(face.url, name),
                is_notice=is_notice,
                is_secret=is_secret,
                depth=depth,
                view_count=view_count,
                comment_count=comment_count,
                up_count=up_count,
                file_count=file_count,
                link_count=link_count,
                excerpt=excerpt,
                created_at=created_at,
                local=local,
                thumbnail=thumbnail,
                thumbnail_widths=thumbnail_widths,
                date_text=short_date(local, today),
                is_new=created_at > face.new_since,
                is_hot=view_count >= face.board.hot_views,
            )
        )
    return rows


def row_of(post: Post) -> Row:
    """Return the row of a post that is loaded already."""
    return make_rows([_fields_of(post)])[0]


def author_label(author_name: str, author_id: int | None) -> str:
    """Return the name to show: as written, or what stands for one that is gone."""
    if author_name:
        return author_name
    return _("탈퇴한 회원") if author_id else _("손님")


@lru_cache(maxsize=1024)
def author_posts_url(board_url: str, author_name: str) -> str:
    """Return the search for what a name wrote on a board; "" where none is left."""
    if not author_name:
        return ""
    return f"{board_url}?field=author&q={quote_plus(author_name)}"


def short_date(local: datetime, today: date) -> str:
    """Return the time if it is of today, YY-MM-DD before."""
    return time_of_day(local) if local.date() == today else short_day(local)
