"""What a post and a comment are in the search index.

Beside its words a document carries facets: who may find it, its category, its day.
Open to all who read the board it carries `o<board>`; a secret one `s`, `m<board>` for
the board's managers, and `u<member>_<board>` for each member it is meant for. So a
search asks the index itself for what its reader may read, and for nothing else.
"""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone

from boards.models import Comment, State
from boards.querysets import PostQuerySet
from guard.sanitise import plain_text
from search.documents import Document

Readers = frozenset[str]

FOR_SOME = "s"  # no secret one is found without a key to it


class _Place(NamedTuple):
    """What the comments of a post take from it."""

    board_id: int
    author_id: int | None
    root_author_id: int | None
    is_secret: bool
    state: int


class PostPlace(_Place):
    """A post without its words."""

    @property
    def readers(self) -> Readers:
        """Who may find the post; nobody one that is out of sight."""
        if self.state != State.VISIBLE:
            return Readers()
        if not self.is_secret:
            return open_to_all(self.board_id)
        return meant_for(self.board_id, self.author_id, self.root_author_id)

    def readers_of_comment(
        self, author_id: int | None, parent_author_id: int | None, *, is_secret: bool
    ) -> Readers:
        """Who may find a visible comment below this post."""
        if not is_secret or not self.readers:
            return self.readers
        its_own = meant_for(self.board_id, self.author_id, author_id, parent_author_id)
        return its_own & self.readers if self.is_secret else its_own


@lru_cache(1_000)
def open_to_all(board_id: int) -> Readers:
    """Return what stands for all who may read a board."""
    return Readers({f"o{board_id}"})


def meant_for(board_id: int, *members: int | None) -> Readers:
    """Return what stands for a board's managers and some of its members."""
    named = (f"u{member}_{board_id}" for member in members if member)
    return Readers({FOR_SOME, f"m{board_id}", *named})


def days_of(moment: datetime.datetime) -> tuple[str, str, str]:
    """Return what stands for the year, month and day something was written."""
    return _names_of(timezone.localtime(moment).date())


@lru_cache(1_000)  # what is indexed in a row was mostly written within days
def _names_of(day: datetime.date) -> tuple[str, str, str]:
    return f"y{day:%Y}", f"m{day:%Y%m}", f"d{day:%Y%m%d}"


def days_between(first: datetime.date, last: datetime.date) -> list[str]:
    """Return the fewest of those names for the days from `first` to `last`.

    Whole years and months are named as such, so it is a few dozen at most.
    """
    names = []
    day = first
    while day <= last:
        for name, end in (
            (f"y{day:%Y}", day.replace(month=12, day=31)),
            (f"m{day:%Y%m}", _last_of_month(day)),
            (f"d{day:%Y%m%d}", day),
        ):
            begins = {"y": day.timetuple().tm_yday == 1, "m": day.day == 1, "d": True}
            if begins[name[0]] and end <= last:
                names.append(name)
                day = end + datetime.timedelta(days=1)
                break
    return names


def _last_of_month(day: datetime.date) -> datetime.date:
    next_month = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return next_month - datetime.timedelta(days=1)


class PostValues(NamedTuple):
    """A post's own words for the index, beside its place."""

    title: str
    body_html: str
    author_name: str
    category_id: int | None
    created_at: datetime.datetime


_WITH_PLACE = ("pk", *_Place._fields)


def places_of(posts: PostQuerySet) -> dict[int, PostPlace]:
    """Read the places of posts by their ids."""
    rows = posts.with_root_author().values_list(*_WITH_PLACE)
    return {pk: PostPlace(*place) for pk, *place in rows.iterator()}


def posts_and_places(
    posts: PostQuerySet,
) -> Iterator[tuple[int, PostPlace, Document | None]]:
    """Read posts: the id of each, its place, and its document while it is visible."""
    fields = (*_WITH_PLACE, *PostValues._fields)
    end = len(_WITH_PLACE)
    for pk, *values in posts.with_root_author().values_list(*fields).iterator():
        place = PostPlace(*values[: end - 1])
        yield pk, place, post_document(pk, PostValues(*values[end - 1 :]), place)


def post_document(pk: int, post: PostValues, place: PostPlace) -> Document | None:
    """Return a post's document; None while it is out of sight."""
    if not place.readers:
        return None
    category = [f"c{post.category_id}"] if post.category_id else []
    return Document(
        id=pk,
        title=post.title,
        body=plain_text(post.body_html),
        author=post.author_name,
        facets=(*sorted(place.readers), *category, *days_of(post.created_at)),
    )


class CommentValues(NamedTuple):
    """A comment as the index wants to know it."""

    pk: int
    post_id: int
    body_html: str
    author_id: int | None
    parent_author_id: int | None
    author_name: str
    is_secret: bool
    state: int
    created_at: datetime.datetime


def comment_values(comments: QuerySet[Comment]) -> Iterator[CommentValues]:
    """Read comments."""
    rows = comments.annotate(parent_author_id=F("parent__author"))
    for values in rows.values_list(*CommentValues._fields).iterator():
        yield CommentValues(*values)


def comment_document(comment: CommentValues, post: PostPlace) -> Document | None:
    """Return the comment's document; None while it, or its post, is out of sight."""
    readers = post.readers_of_comment(
        comment.author_id, comment.parent_author_id, is_secret=comment.is_secret
    )
    if comment.state != State.VISIBLE or not readers:
        return None
    return Document(
        id=comment.pk,
        title="",
        body=plain_text(comment.body_html),
        author=comment.author_name,
        facets=(*sorted(readers), *days_of(comment.created_at)),
    )
