"""Keeping what is typed until it is posted. No page caches drafts."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Member
from boards.models import Board, Draft, Post

MEMBER_MAX, GUEST_MAX = 50, 10
MEMBER_DAYS, GUEST_DAYS = 90, 7


def drafts_of(member: Member | None, guest_key: str) -> QuerySet[Draft]:
    """Return one person's drafts, newest first.

    guest_key: the hash of a guest's key; "" has no drafts.
    """
    if member is None and not guest_key:
        return Draft.objects.none()
    owned = Draft.objects.filter(owner=member, guest_key="" if member else guest_key)
    return owned.order_by("-updated_at", "-pk")


@transaction.atomic
def save_draft(
    member: Member | None,
    guest_key: str,
    board: Board,
    *,
    draft_id: int | None = None,
    parent: Post | None = None,
    post: Post | None = None,
    **typed: Any,
) -> Draft:
    """Keep what was typed, over his draft of this id or as a new one.

    parent, post: what is answered or edited. typed: the other fields of Draft. An id
    that is not his, or gone, makes a new draft: nothing typed is lost. Beyond
    MEMBER_MAX or GUEST_MAX drafts the oldest go.
    """
    mine = drafts_of(member, guest_key)
    typed["updated_at"] = timezone.now()
    if draft_id:
        same = mine.filter(pk=draft_id, board=board, parent=parent, post=post)
        if same.order_by().update(**typed):
            return mine.get(pk=draft_id)
    draft = Draft.objects.create(
        owner=member,
        guest_key="" if member else guest_key,
        board=board,
        parent=parent,
        post=post,
        **typed,
    )
    most = MEMBER_MAX if member else GUEST_MAX
    kept = list(mine.values_list("pk", flat=True)[:most])
    mine.exclude(pk__in=kept).delete()
    return draft


def drop_old_drafts() -> None:
    """Forget drafts nobody came back to; run nightly."""
    now = timezone.now()
    old = Draft.objects.filter(updated_at__lt=now - timedelta(days=GUEST_DAYS))
    old.filter(owner=None).delete()
    old.filter(updated_at__lt=now - timedelta(days=MEMBER_DAYS)).delete()
