"""Takes away pictures that were sent for a text and stand in none.

The apps that show pictures say which ones they still need.
"""

from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from uploads.models import StoredPicture
from uploads.services import discard

# A day more than a guest's draft is kept, which may hold the only mention of it.
DAYS = 8
_BATCH = 500
Keeper = Callable[[Collection[str]], set[str]]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Have `keeper(paths)` asked which of some pictures are in use; it returns them."""
    _keepers.append(keeper)


def drop_unused_pictures() -> int:
    """Remove pictures older than DAYS that nobody uses; return how many."""
    limit = timezone.now() - timedelta(days=DAYS)
    old = StoredPicture.objects.filter(created_at__lt=limit).order_by("pk")
    done, last = 0, 0
    while batch := dict(old.filter(pk__gt=last).values_list("path", "pk")[:_BATCH]):
        last = max(batch.values())
        for path in _unused(batch):
            done += _drop(path)
    return done


def _unused(paths: Collection[str]) -> set[str]:
    unused = set(paths)
    for keeper in _keepers:
        unused -= keeper(unused) if unused else set()
    return unused


def _drop(path: str) -> int:
    """Remove one picture, unless a post has taken it up meanwhile."""
    with transaction.atomic():
        row = StoredPicture.objects.select_for_update().filter(path=path).first()
        if row is None or not _unused([path]):
            return 0
        row.delete()
    discard(path)
    return 1
