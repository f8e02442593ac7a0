"""Site search: the posts or comments that were found, with the hits marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from accounts.models import Member
from boards.models import Comment, Post
from boards.permissions import can_read_comment
from boards.rows import ROW_FIELDS, Row, Written, author_label, make_rows, row_of
from guard.sanitise import plain_text
from portal.latest import findable_posts
from search.marking import excerpt, marked
from search.query import Query

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


def post_hits(ids: Sequence[int], query: Query, member: Member | None) -> list[Hit]:
    """Read the posts of these ids that this member may find, in this order; one query."""
    posts = findable_posts(member).filter(pk__in=ids)
    read = list(posts.values_list(*ROW_FIELDS, "body_html"))
    rows = make_rows(values[:-1] for values in read)
    hits = {
        row.id: _post_hit(row, values[-1], query)
        for row, values in zip(rows, read, strict=True)
    }
    return [hits[pk] for pk in ids if pk in hits]


def comment_hits(ids: Sequence[int], query: Query, member: Member | None) -> list[Hit]:
    """Read the comments of these ids that this member may find; two queries."""
    rows = Comment.objects.filter(pk__in=ids).select_related("parent")
    comments = {comment.pk: comment for comment in rows}
    below = {comment.post_id for comment in comments.values()}
    posts = {post.pk: post for post in findable_posts(member).filter(pk__in=below)}
    return [
        _comment_hit(comment, posts[comment.post_id], query)
        for comment in (comments[pk] for pk in ids if pk in comments)
        if comment.post_id in posts
        and can_read_comment(member, comment, posts[comment.post_id])
    ]


def _post_hit(row: Row, body_html: str, query: Query) -> Hit:
    return Hit(
        row=row,
        url=row.url,
        title_html=marked(row.title, query),
        excerpt_html=excerpt(plain_text(body_html), query),
        author_name=row.author_name,
        local=row.local,
    )


def _comment_hit(comment: Comment, post: Post, query: Query) -> Hit:
    row = row_of(post)
    return Hit(
        row=row,
        url=f"{row.url}?comment={comment.pk}#c_{comment.pk}",
        title_html=escape(post.title),
        excerpt_html=excerpt(plain_text(comment.body_html), query),
        author_name=author_label(comment.author_name, comment.author_id),
        local=timezone.localtime(comment.created_at),
        is_comment=True,
    )
