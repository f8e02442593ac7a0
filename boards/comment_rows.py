"""The comments below a post, as one reader sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import get_script_prefix
from django.utils import timezone

from accounts.models import Member
from boards import permissions
from boards.directory import board_of
from boards.models import Comment, Post, State
from boards.rows import Written, author_label, author_posts_url
from boards.threads import MAX_DEPTH
from web.addresses import address_of
from web.compiled import compiled

_MARKS = (1_917_350_001, 1_917_350_002)  # stand in an address for the ids


class _Places(NamedTuple):
    """Addresses of the comments of one post, with %d for the comment."""

    edit: str
    delete: str
    reply: str
    unlock: str


@lru_cache(maxsize=1_000)
def _patterns_of(slug: str, prefix: str) -> tuple[str, ...]:
    """Return what _Places of a board are made of: %d is the post, %%d the comment."""
    post, comment = _MARKS
    return tuple(
        [
            address_of(f"boards:comment_{act}", slug, post, comment)
            .replace("%", "%%%%")
            .replace(str(post), "%d")
            .replace(str(comment), "%%d")
            for act in _Places._fields
        ]
    )


def _places(post: Post, slug: str) -> _Places:
    patterns = _patterns_of(slug, get_script_prefix())
    return _Places(*[pattern % post.pk for pattern in patterns])


@dataclass
class CommentRow(Written):
    """A comment as one reader sees it; one that is gone keeps its place for replies."""

    PRINTED = (
        *("id", "permalink", "edit_url", "delete_url", "reply_url"),
        *("created_machine", "created_text", "created_day", "author_admin_url"),
    )
    OPTIONAL = (
        *("depth", "author_id", "author_name", "author_posts_url", "unlock_url"),
        "body_html",
    )
    ASKED = (
        *("is_secret", "is_deleted", "is_locked"),
        *("can_edit", "can_delete", "can_reply"),
    )

    id: int
    depth: int
    author_id: int | None
    author_name: str
    author_posts_url: str
    created_at: datetime
    local: datetime
    places: _Places
    body_html: str = ""
    is_secret: bool = False
    is_deleted: bool = False
    is_locked: bool = False
    can_edit: bool = False
    can_delete: bool = False
    can_reply: bool = False
    can_unlock: bool = False

    @property
    def permalink(self) -> str:
        return f"?comment={self.id}#c_{self.id}"

    @property
    def edit_url(self) -> str:
        return self.places.edit % self.id

    @property
    def delete_url(self) -> str:
        return self.places.delete % self.id

    @property
    def reply_url(self) -> str:
        return self.places.reply % self.id

    @property
    def unlock_url(self) -> str:
        """Where a guest shows the password of his own secret comment, or nothing."""
        return self.places.unlock % self.id if self.can_unlock else ""

    @property
    def author_admin_url(self) -> str:
        """Where a site manager looks after the author; of a member's comment."""
        return address_of("admin:accounts_member_change", self.author_id or 0)


class _Values(NamedTuple):
    """A comment as it is read; `permissions.CommentFacts`, once it has its parent."""

    id: int
    parent_id: int | None
    author_id: int | None
    author_name: str
    guest_password: str
    state: int
    is_secret: bool
    depth: int
    created_at: datetime
    body_html: str


class _Comment(_Values):
    """The values with the comment that this one answers."""

    parent: "_Comment | None" = None


@compiled
def _comments(post: int) -> QuerySet[Comment, tuple[Any, ...]]:
    comments = Comment.objects.filter(post=post).in_order()
    return comments.values_list(*_Values._fields)


def comment_rows(
    post: Post,
    member: Member | None,
    has_key: Callable[[Comment], bool],
    *,
    can_comment: bool,
) -> list[CommentRow]:
    """Return the post's comments in order, as this reader sees them; one query.

    has_key: whether the reader has shown the password of a guest's comment.
    can_comment: whether he may write comments here.
    """
    comments = [_Comment(*values) for values in _comments(post=post.pk)]
    by_id = {comment.id: comment for comment in comments}
    for comment in comments:
        if comment.parent_id:
            comment.parent = by_id.get(comment.parent_id)
    shown = _shown(comments)
    board = board_of(post)
    reading = _Reading(
        post,
        member,
        has_key,
        can_comment,
        board.get_absolute_url(),
        _places(post, board.slug),
        timezone.get_current_timezone(),
    )
    return [reading.row(comment) for comment in comments if comment.id in shown]


def _shown(comments: list[_Comment]) -> set[int]:
    """Visible comments, and those that are gone but still hold a visible one."""
    shown: set[int] = set()
    for comment in reversed(comments):  # replies come before what they answer
        if comment.state == State.VISIBLE or comment.id in shown:
            shown.add(comment.id)
            if comment.parent_id:
                shown.add(comment.parent_id)
    return shown


@dataclass
class _Reading:
    """One reader of one post."""

    post: Post
    member: Member | None
    has_key: Callable[[Comment], bool]
    can_comment: bool
    board_url: str
    places: _Places
    zone: tzinfo

    def row(self, comment: _Comment) -> CommentRow:
        row = CommentRow(
            id=comment.id,
            depth=comment.depth,
            author_id=comment.author_id,
            author_name=author_label(comment.author_name, comment.author_id),
            author_posts_url=author_posts_url(self.board_url, comment.author_name),
            created_at=comment.created_at,
            local=comment.created_at.astimezone(self.zone),
            places=self.places,
        )
        if comment.state != State.VISIBLE:
            row.is_deleted = True
            row.author_name = ""
            return row
        post, member = self.post, self.member
        asks = permissions.may_ask_for_key(comment)
        key = asks and comment.is_secret and self._has_key(comment)
        row.is_secret = comment.is_secret
        row.is_locked = not permissions.can_read_comment(
            member, comment, post, has_key=key
        )
        if row.is_locked:
            row.can_unlock = asks
            return row
        row.body_html = comment.body_html
        owns = permissions.can_edit_comment(member, comment, post, has_key=key)
        row.can_edit = row.can_delete = owns or asks
        row.can_reply = self.can_comment and comment.depth < MAX_DEPTH
        return row

    def _has_key(self, comment: _Comment) -> bool:
        return self.has_key(Comment(pk=comment.id, author_id=comment.author_id))
