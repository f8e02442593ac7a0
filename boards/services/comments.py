"""Writing and editing comments."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Member
from boards import contents
from boards.dressing import dress
from boards.errors import EditConflict, ParentGone
from boards.models import Comment, Post, State
from boards.services import indexing
from boards.services.submissions import claim, submission_key
from boards.threads import next_path
from boards.videos import note_videos
from guard.sanitise import clean_text, text_to_html
from web.contents import note_change
from web.generations import Generation, raise_on_commit
from web.inserting import insert

# Others wait for their turn meanwhile, so these are not made anew each time.
_COUNT_IN = (
    "UPDATE boards_post SET comment_count = comment_count + 1"
    " WHERE id = %s AND state = %s"
)
_BEGIN_THREAD = "UPDATE boards_comment SET thread = id WHERE id = %s"
_REMEMBER = "UPDATE boards_submission SET comment_id = %s WHERE key = %s"


def create_comment(
    post: Post,
    author: Member | None,
    *,
    body: str,
    parent: Comment | None = None,
    is_secret: bool = False,
    author_name: str = "",
    guest_password: str = "",
    ip: str | None = None,
    submission_id: str = "",
    created_at: datetime | None = None,
) -> Comment:
    """Write a comment below a post, or below another comment of it.

    author: None for a guest, who then has `author_name` and `guest_password`.
    submission_id: a repeat with the same id returns the first comment.
    Raises ParentGone when the post or comment is gone, ThreadFull.
    """
    body = clean_text(body)
    comment = Comment(
        post=post,
        author=author,
        author_name=author.nickname if author else clean_text(author_name),
        guest_password=(
            make_password(guest_password) if guest_password and not author else ""
        ),
        body=body,
        body_html=dress(text_to_html(body)),
        is_secret=is_secret,
        ip=ip,
        created_at=created_at or timezone.now(),
    )
    with transaction.atomic():
        if submission_id:
            key = submission_key("comment", author, submission_id)
            first = claim(key, submission_id)
            if first and first.comment:
                return first.comment
        # Also takes the post's row, so that comments of one post come one by one.
        if not _run(_COUNT_IN, post.pk, State.VISIBLE):
            raise ParentGone
        if parent is None:
            insert(comment)
            comment.thread = comment.pk
            _run(_BEGIN_THREAD, comment.pk)
        else:
            _place_below(comment, parent)
        note_videos(comment.body_html)
        indexing.add_comment(comment)
        if submission_id:
            _run(_REMEMBER, comment.pk, key)
        note_change(contents.of_post(post.pk), contents.of_list(post.board_id))
    return comment


def edit_comment(
    comment: Comment,
    *,
    body: str,
    is_secret: bool | None = None,
    version: int | None = None,
) -> Comment:
    """Save an edited comment and return it.

    version: the version the form was opened with.
    Raises EditConflict when another edit came first.
    """
    body = clean_text(body)
    body_html = dress(text_to_html(body))
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        if version is not None and comment.version != version:
            raise EditConflict(comment.version)
        comment.body = body
        comment.body_html = body_html
        if is_secret is not None:
            comment.is_secret = is_secret
        comment.version += 1
        comment.edited_at = timezone.now()
        with indexing.comments_reindexed([comment.pk]):
            comment.save(
                update_fields=["body", "body_html", "is_secret", "version", "edited_at"]
            )
        note_videos(body_html)
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return comment


def _run(sql: str, *params: int | str) -> int:
    """Run a statement; return how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        changed: int = cursor.rowcount
        return changed


def _place_below(comment: Comment, parent: Comment) -> None:
    parent = Comment.objects.get(pk=parent.pk)
    if parent.state != State.VISIBLE or parent.post_id != comment.post_id:
        raise ParentGone
    comment.parent = parent
    comment.thread = parent.thread
    comment.depth = parent.depth + 1
    comment.reply_path = next_path(
        parent.reply_path, Comment.objects.filter(parent=parent)
    )
    insert(comment)
