"""What a post's page shows besides the post: neighbours, files, links, comments."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Member
from boards import permissions
from boards.directory import board_by_id
from boards.models import Attachment, Board, Comment, Link, Post, State
from boards.rows import ROW_FIELDS, Row, author_label, author_posts_url, make_rows
from boards.threads import MAX_DEPTH


def neighbours(post: Post) -> tuple[Row | None, Row | None]:
    """Return the rows above (newer) and below (older) this one in its list.

    One query, made of four look-ups in the list's index, each of one row.
    """
    listed = Post.objects.alive().in_board(board_by_id(post.board_id)).ordinary()
    thread = listed.filter(thread=post.thread)
    newer = Coalesce(
        *(
            Subquery(posts.values("pk")[:1])
            for posts in (
                thread.filter(reply_path__lt=post.reply_path).order_by("-reply_path"),
                listed.filter(thread__gt=post.thread).order_by("thread", "-reply_path"),
            )
        )
    )
    older = Coalesce(
        *(
            Subquery(posts.values("pk")[:1])
            for posts in (
                thread.filter(reply_path__gt=post.reply_path).order_by("reply_path"),
                listed.filter(thread__lt=post.thread).order_by("-thread", "reply_path"),
            )
        )
    )
    found = Post.objects.filter(Q(pk=newer) | Q(pk=older))
    above, below = None, None
    for value in found.values(*ROW_FIELDS, "thread", "reply_path"):
        place = (-value.pop("thread"), value.pop("reply_path"))
        row = make_rows([value])[0]
        if place < (-post.thread, post.reply_path):
            above = row
        else:
            below = row
    return above, below


_FILE_FIELDS = (
    *("number", "path", "size", "name", "is_picture", "width", "height"),
    *("download_count", "created_at"),
)
_LINK_FIELDS = ("number", "url", "click_count")


def files_and_links(post: Post) -> tuple[list[Attachment], list[Link]]:
    """Return what hangs on a post; one query, none when nothing does."""
    if not post.file_count and not post.link_count:
        return [], []
    files = Attachment.objects.filter(post=post).order_by().values_list(*_FILE_FIELDS)
    links = Link.objects.filter(post=post).order_by()
    fields = {field.name: field for field in Attachment._meta.concrete_fields}
    nothing = {
        f"no_{name}": Value(None, output_field=fields[name])
        for name in _FILE_FIELDS[len(_LINK_FIELDS) :]
    }
    alike = links.annotate(**nothing).values_list(*_LINK_FIELDS, *nothing)
    rows = sorted(files.union(alike, all=True), key=lambda row: row[0])
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


@dataclass
class CommentRow:
    """A comment as one reader sees it; one that is gone keeps its place for replies."""

    id: int
    depth: int
    author_id: int | None
    author_name: str
    author_posts_url: str
    created_at: datetime
    body_html: str = ""
    is_secret: bool = False
    is_deleted: bool = False
    is_locked: bool = False
    can_edit: bool = False
    can_delete: bool = False
    can_reply: bool = False
    urls: dict[str, str] = field(default_factory=dict)

    @property
    def permalink(self) -> str:
        return self.urls["permalink"]

    @property
    def edit_url(self) -> str:
        return self.urls["edit"]

    @property
    def delete_url(self) -> str:
        return self.urls["delete"]

    @property
    def reply_url(self) -> str:
        return self.urls["reply"]

    @property
    def unlock_url(self) -> str:
        """Where a guest shows the password of his own secret comment, or nothing."""
        return self.urls.get("unlock", "")


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
    comments = list(Comment.objects.filter(post=post).in_order())
    by_id = {comment.pk: comment for comment in comments}
    for comment in comments:
        comment.parent = by_id.get(comment.parent_id or 0)
    shown = _shown(comments)
    board = board_by_id(post.board_id)
    return [
        _comment_row(comment, post, board, member, has_key, can_comment)
        for comment in comments
        if comment.pk in shown
    ]


def _shown(comments: list[Comment]) -> set[int]:
    """Visible comments, and those that are gone but still hold a visible one."""
    shown: set[int] = set()
    for comment in reversed(comments):  # replies come before what they answer
        if comment.state == State.VISIBLE or comment.pk in shown:
            shown.add(comment.pk)
            if comment.parent_id:
                shown.add(comment.parent_id)
    return shown


def _comment_row(
    comment: Comment,
    post: Post,
    board: Board,
    member: Member | None,
    has_key: Callable[[Comment], bool],
    can_comment: bool,
) -> CommentRow:
    row = CommentRow(
        id=comment.pk,
        depth=comment.depth,
        author_id=comment.author_id,
        author_name=author_label(comment.author_name, comment.author_id),
        author_posts_url=author_posts_url(board, comment.author_name),
        created_at=comment.created_at,
    )
    if comment.state != State.VISIBLE:
        row.is_deleted = True
        row.author_name = ""
        return row
    place = [board.slug, post.pk, comment.pk]
    row.urls = {
        "permalink": f"?comment={comment.pk}#c_{comment.pk}",
        "edit": reverse("boards:comment_edit", args=place),
        "delete": reverse("boards:comment_delete", args=place),
        "reply": reverse("boards:comment_reply", args=place),
    }
    asks = permissions.may_ask_for_key(comment)
    key = asks and has_key(comment)
    row.is_secret = comment.is_secret
    row.is_locked = not permissions.can_read_comment(member, comment, post, has_key=key)
    if row.is_locked:
        if asks:
            row.urls["unlock"] = reverse("boards:comment_unlock", args=place)
        return row
    row.body_html = comment.body_html
    owns = permissions.can_edit_comment(member, comment, post, has_key=key)
    row.can_edit = row.can_delete = owns or asks
    row.can_reply = can_comment and comment.depth < MAX_DEPTH
    return row
