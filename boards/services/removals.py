"""Out of sight and back: delete, hide, restore. Nothing is erased from the database.

All of them are safe to call twice; the counts move only when the state does. Each
returns whether anything has changed.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post, Removal, State, Submission
from boards.services import counting, indexing
from boards.services.moves import split_off
from boards.services.posts import lock_thread
from web.generations import Generation, raise_on_commit


def delete_post(post: Post, *, by: Member | None) -> bool:
    """Delete a post; `by` is None for a guest with the post's password.

    Replies stay where they are.
    """
    return _take_post(post, State.DELETED, by, _reason(post, by))


def hide_post(post: Post, *, by: Member) -> bool:
    """Hide a visible post until a manager restores it; a deleted one stays deleted."""
    return _take_post(post, State.HIDDEN, by, Removal.Reason.HIDDEN)


def restore_post(post: Post) -> bool:
    """Show a deleted or hidden post again.

    A reply whose parent is out of sight becomes a thread of its own, with all that
    hangs below it.
    """
    with transaction.atomic():
        post = lock_thread(post)
        if post.state == State.VISIBLE:
            return False
        if post.parent and post.parent.state != State.VISIBLE:
            post = split_off(post)
        with indexing.reindexed([post.pk]):
            Post.objects.filter(pk=post.pk).update(state=State.VISIBLE, deleted_at=None)
        Removal.objects.filter(post=post).delete()
        counting.add([counting.group_of(post)])
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return True


def delete_comment(comment: Comment, *, by: Member | None) -> bool:
    """Delete a comment; `by` is None for a guest with the comment's password."""
    return _take_comment(comment, State.DELETED, by, _reason(comment, by))


def hide_comment(comment: Comment, *, by: Member) -> bool:
    """Hide a visible comment; a deleted one stays deleted."""
    return _take_comment(comment, State.HIDDEN, by, Removal.Reason.HIDDEN)


def restore_comment(comment: Comment) -> bool:
    """Show a deleted or hidden comment again, at its place."""
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=comment.post_id)
        back = Comment.objects.filter(pk=comment.pk).exclude(state=State.VISIBLE)
        with indexing.comments_reindexed([comment.pk]):
            if not back.update(state=State.VISIBLE, deleted_at=None):
                return False
        Removal.objects.filter(comment=comment).delete()
        Post.objects.filter(pk=comment.post_id).update(
            comment_count=F("comment_count") + 1
        )
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return True


def _reason(thing: Post | Comment, by: Member | None) -> str:
    by_author = by is None or by.pk == thing.author_id
    return Removal.Reason.AUTHOR if by_author else Removal.Reason.MANAGER


def _take_post(post: Post, state: State, by: Member | None, reason: str) -> bool:
    with transaction.atomic():
        post = lock_thread(post)
        if post.state == State.DELETED or post.state == state:
            return False
        now = timezone.now()
        with indexing.reindexed([post.pk]):
            Post.objects.filter(pk=post.pk).update(state=state, deleted_at=now)
        Removal.objects.update_or_create(
            post=post, defaults={"by": by, "reason": reason, "created_at": now}
        )
        Submission.objects.filter(post=post).delete()  # may be written once more
        if post.state == State.VISIBLE:
            counting.subtract([counting.group_of(post)])
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return True


def _take_comment(
    comment: Comment, state: State, by: Member | None, reason: str
) -> bool:
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=comment.post_id)
        comment = Comment.objects.get(pk=comment.pk)
        if comment.state == State.DELETED or comment.state == state:
            return False
        now = timezone.now()
        with indexing.comments_reindexed([comment.pk]):
            Comment.objects.filter(pk=comment.pk).update(state=state, deleted_at=now)
        Removal.objects.update_or_create(
            comment=comment, defaults={"by": by, "reason": reason, "created_at": now}
        )
        Submission.objects.filter(comment=comment).delete()
        if comment.state == State.VISIBLE:
            Post.objects.filter(pk=comment.post_id).update(
                comment_count=F("comment_count") - 1
            )
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return True
