"""Site search: the posts or comments that were found, with the hits marked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from accounts.models import Member
from boards.models import Comment, Post
from boards.permissions import can_read_comment
from boards.rows import ROW_FIELDS, Row, Written, author_label, make_rows
from guard.sanitise import plain_text
from portal.latest import can_find_on, findable_posts
from search.marking import excerpt, marked
from search.query import Query
from web.compiled import compiled

PER_PAGE = 20


@dataclass
class Hit(Written):
    """A post or comment that was found; title and excerpt are HTML with marks.

    A comment has the title of its post.
    """

    PRINTED = (
        *("url", "title_html", "author_name", "created_machine", "created_text"),
        *("board_name", "board_url"),
    )
    OPTIONAL = ("excerpt_html",)
    ASKED = ("is_secret", "is_comment")

    row: Row
    url: str
    title_html: SafeString
    excerpt_html: SafeString
    author_name: str
    local: datetime
    is_comment: bool = False

    @property
    def is_secret(self) -> bool:
        return self.row.is_secret

    @property
    def board_name(self) -> str:
        return self.row.board_name

    @property
    def board_url(self) -> str:
        return self.row.board_url


class _Comment(NamedTuple):
    """What is read of a comment."""

    id: int
    post_id: int
    author_id: int | None
    author_name: str
    body_html: str
    created_at: datetime


_comment_of = attrgetter(*_Comment._fields)


@compiled
def _open_posts(ids: list[int]) -> QuerySet[Post, tuple[Any, ...]]:
    """Posts that whoever reads their board may read."""
    posts = Post.objects.alive().filter(pk__in=ids, is_secret=False)
    return posts.values_list(*ROW_FIELDS, "body_html")


@compiled
def _open_comments(ids: list[int]) -> QuerySet[Comment, tuple[Any, ...]]:
    """Comments that whoever reads their post may read."""
    comments = Comment.objects.alive().filter(pk__in=ids, is_secret=False)
    return comments.values_list(*_Comment._fields)


def post_hits(ids: Sequence[int], query: Query, member: Member | None) -> list[Hit]:
    """Read the posts of these ids that this member may find, in this order.

    One query; a member's takes one more where a post is not open to all.
    """
    posts = _posts(ids, member)
    return [_post_hit(*posts[pk], query) for pk in ids if pk in posts]


def comment_hits(ids: Sequence[int], query: Query, member: Member | None) -> list[Hit]:
    """Read the comments of these ids that this member may find, in this order.

    Two queries; a member's take two more where a comment is not open to all, and one
    where its post is not.
    """
    comments = {values[0]: _Comment(*values) for values in _open_comments(ids=[*ids])}
    if member is not None and len(comments) < len(ids):
        comments |= _closed_comments({*ids} - comments.keys(), member)
    posts = _posts({comment.post_id for comment in comments.values()}, member)
    return [
        _comment_hit(comment, posts[comment.post_id][0], query)
        for comment in (comments[pk] for pk in ids if pk in comments)
        if comment.post_id in posts
    ]


def _posts(ids: Collection[int], member: Member | None) -> dict[int, tuple[Row, str]]:
    """Return those of these posts that the member may find, each with its body."""
    read = _open_posts(ids=[*ids])
    if member is not None and len(read) < len(ids):
        rest = {*ids} - {values[0] for values in read}
        closed = Post.objects.readable_by(member).filter(pk__in=rest)
        read += closed.values_list(*ROW_FIELDS, "body_html")
    rows = make_rows(values[:-1] for values in read)
    return {
        row.id: (row, values[-1])
        for row, values in zip(rows, read, strict=True)
        if can_find_on(member, row.board)
    }


def _closed_comments(ids: Collection[int], member: Member) -> dict[int, _Comment]:
    """Return those of these comments that are open to this member."""
    comments = list(Comment.objects.filter(pk__in=ids).select_related("parent"))
    below = {comment.post_id for comment in comments}
    posts = {post.pk: post for post in findable_posts(member).filter(pk__in=below)}
    return {
        comment.pk: _Comment(*_comment_of(comment))
        for comment in comments
        if comment.post_id in posts
        and can_read_comment(member, comment, posts[comment.post_id])
    }


def _post_hit(row: Row, body_html: str, query: Query) -> Hit:
    return Hit(
        row=row,
        url=row.url,
        title_html=marked(row.title, query),
        excerpt_html=excerpt(plain_text(body_html), query),
        author_name=row.author_name,
        local=row.local,
    )


def _comment_hit(comment: _Comment, row: Row, query: Query) -> Hit:
    return Hit(
        row=row,
        url=f"{row.url}?comment={comment.id}#c_{comment.id}",
        title_html=escape(row.title),
        excerpt_html=excerpt(plain_text(comment.body_html), query),
        author_name=author_label(comment.author_name, comment.author_id),
        local=timezone.localtime(comment.created_at),
        is_comment=True,
    )
