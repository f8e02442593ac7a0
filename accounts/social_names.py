"""Names that somebody may have here, made of what another site calls him.

They are proposals: the form that shows them checks again what is sent.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

from accounts.models import Member
from accounts.names import (
    NICKNAME_MAX,
    is_reserved,
    nickname_key,
    tidy_nickname,
    validate_nickname,
)
from accounts.rules import is_banned_name

_USERNAME_MIN, _USERNAME_MAX = 3, 20
_TRIES = range(2, 100)  # what is put behind a name that is taken
_ROOM = 2  # digits of it


def suggest_username(wanted: str) -> str:
    """Return a free user name like the wanted one, or nothing when there is none."""
    letters = re.sub(r"[^a-z0-9_]", "", unicodedata.normalize("NFKC", wanted).lower())
    name = letters[:_USERNAME_MAX]
    if len(name) < _USERNAME_MIN or is_reserved(name) or is_banned_name(name):
        return ""
    base = name[: _USERNAME_MAX - _ROOM]
    taken = set(
        Member.objects.filter(username__startswith=base).values_list(
            "username", flat=True
        )
    )
    names = [name, *(f"{base}{number}" for number in _TRIES)]
    return next((name for name in names if name not in taken), "")


def suggest_nickname(wanted: str) -> str:
    """Return a free nickname like the wanted one, or nothing when there is none."""
    # Separators (Z) stay: tidying makes one space of them.
    seen = (c for c in wanted if unicodedata.category(c)[0] != "C")
    name = tidy_nickname("".join(seen))[:NICKNAME_MAX].strip()
    try:
        validate_nickname(name)
    except ValidationError:
        return ""
    if is_reserved(name) or is_banned_name(name):
        return ""
    base = name[: NICKNAME_MAX - _ROOM].strip()
    names = [name, *(f"{base}{number}" for number in _TRIES)]
    keys = {nickname_key(name): name for name in reversed(names)}
    taken = set(
        Member.objects.filter(nickname_key__in=keys).values_list(
            "nickname_key", flat=True
        )
    )
    return next((name for name in names if nickname_key(name) not in taken), "")
