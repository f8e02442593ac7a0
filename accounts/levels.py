"""Levels 1 to 10: how far a visitor may go, board by board."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Member

GUEST_LEVEL = 1
NEW_MEMBER_LEVEL = 2
TOP_LEVEL = 10

LEVEL_CHOICES = [
    (GUEST_LEVEL, _("1 (손님부터)")),
    (NEW_MEMBER_LEVEL, _("2 (회원부터)")),
    *((level, str(level)) for level in range(3, TOP_LEVEL + 1)),
]


def level_of(member: Member | None) -> int:
    """Return the level boards compare with: a guest's is 1, a site manager's 10."""
    if member is None:
        return GUEST_LEVEL
    return TOP_LEVEL if member.is_superuser else member.level
