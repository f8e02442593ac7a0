"""The key by which a guest comes back to what he has not posted yet.

It lies in a cookie of its own, set when something is first kept for him. Only pages
for writing read it, so reading pages stay the same for all guests.
"""

import hashlib
import re
import secrets

from django.http import HttpRequest, HttpResponse

COOKIE = "draft_key"
KEPT_DAYS = 7
_KEY = re.compile(r"[\w-]{43}", re.ASCII)


def guest_key(request: HttpRequest) -> str:
    """Return the guest's key, "" when he has none."""
    key = request.COOKIES.get(COOKIE, "")
    return key if _KEY.fullmatch(key) else ""


def new_guest_key() -> str:
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """Return what the database keeps of a key: nobody comes in by reading it."""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def keep_guest_key(request: HttpRequest, response: HttpResponse, key: str) -> None:
    """Have the browser keep the key for as long as a guest's drafts are kept."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=KEPT_DAYS * 24 * 3600,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
