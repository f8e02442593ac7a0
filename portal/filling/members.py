"""The members who write: as many as a site of that size has. None can log in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from accounts.consents import documents
from accounts.models import Member
from accounts.names import nickname_key
from accounts.services import create_member

MOST = 3_000
_LEAST = 30
_POSTS_EACH = 100
_PREFIX = "fill_"  # of the names they would log in by, were that possible


def make_members(
    nicknames: Sequence[str], posts: int, started_at: datetime
) -> tuple[list[Member], int]:
    """Return the members for so many posts, those of earlier runs first.

    Those who are missing are made, and the second value says how many. The first
    member has level 10, the others 2 to 6.
    """
    wanted = min(MOST, max(_LEAST, posts // _POSTS_EACH))
    ours = Member.objects.filter(
        username__regex=rf"^{_PREFIX}[0-9]{{4}}$",
        left_at=None,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
    )
    members = list(ours.order_by("username")[:wanted])
    taken = set(Member.objects.values_list("nickname_key", flat=True))
    names = set(Member.objects.values_list("username", flat=True))
    free = (name for name in nicknames if nickname_key(name) not in taken)
    versions = {f"{page.slug}_version": page.number for page in documents()}
    made = 0
    with transaction.atomic():
        for number in range(1, wanted + 1):
            username = f"{_PREFIX}{number:04}"
            if len(members) == wanted or username in names:
                continue
            level = 10 if number == 1 else 2 + max(0, 5 - number.bit_length())
            member = create_member(username, next(free), None, level=level)
            joined = started_at - timedelta(days=wanted - number, hours=1)
            Member.objects.filter(pk=member.pk).update(date_joined=joined, **versions)
            members.append(member)
            made += 1
    return members, made
