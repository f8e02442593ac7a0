"""What goes from the boards when a member leaves, and addresses that grow old."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Draft, Post
from boards.services import indexing
from boards.services.boards import note_boards_changed
from web.networks import network_of

_BATCH = 500


@transaction.atomic
def erase_author(member: Member) -> None:
    """Take a member's name and address off what he wrote; the texts stay.

    He manages nothing any more, and his drafts are gone.
    """
    nothing = {"author_name": "", "ip": None, "ip_network": ""}
    posts, comments = (
        list(model.objects.filter(author=member).values_list("pk", flat=True))
        for model in (Post, Comment)
    )
    for start in range(0, len(posts), _BATCH):
        ids = posts[start : start + _BATCH]
        with indexing.reindexed(ids):
            Post.objects.filter(pk__in=ids).update(**nothing)
    for start in range(0, len(comments), _BATCH):
        ids = comments[start : start + _BATCH]
        with indexing.comments_reindexed(ids):
            Comment.objects.filter(pk__in=ids).update(**nothing)
    Draft.objects.filter(owner=member).delete()
    member.managed_boards.clear()
    member.managed_groups.clear()
    note_boards_changed()


def cut_old_addresses() -> int:
    """Cut addresses older than IP_KEEP_DAYS to /24 and /48; return how many."""
    limit = timezone.now() - timedelta(days=settings.IP_KEEP_DAYS)
    old = {"ip__isnull": False, "created_at__lt": limit}
    posts, comments = Post.objects.filter(**old), Comment.objects.filter(**old)
    return _cut(posts) + _cut(comments)


def _cut(old: QuerySet[Post] | QuerySet[Comment]) -> int:
    """Cut batch by batch, so that no writer waits for long."""
    done = 0
    while rows := list(old.values_list("pk", "ip")[:_BATCH]):
        with transaction.atomic():
            for pk, ip in rows:
                one = old.filter(pk=pk)
                one.update(ip_network=network_of(str(ip)), ip=None)
        done += len(rows)
    return done
