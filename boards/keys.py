"""Passwords of guests' posts and comments, shown once and remembered in the session."""

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from boards.models import Comment, Post

_SESSION_KEY = "opened"
_REMEMBERED = 50


def try_password(request: HttpRequest, thing: Post | Comment, password: str) -> bool:
    """Remember in the session that the visitor knows the password, if he does.

    A hash costs about 50 ms on purpose; the caller throttles the tries.
    """
    if not check_password(password, thing.guest_password):
        return False
    opened: list[str] = request.session.get(_SESSION_KEY, [])
    name = _name(thing)
    opened = [*(other for other in opened if other != name), name]
    request.session[_SESSION_KEY] = opened[-_REMEMBERED:]
    return True


def keep_own_key(request: HttpRequest, thing: Post | Comment, password: str) -> None:
    """Let a guest read the secret thing he has just written without asking him again.

    A repeated submission gives the first one's thing, so the password is compared.
    """
    if thing.author_id is None and thing.is_secret:
        try_password(request, thing, password)


def has_key(request: HttpRequest, thing: Post | Comment) -> bool:
    """Whether the visitor has shown this very post's or comment's password."""
    return _name(thing) in request.session.get(_SESSION_KEY, [])


def has_reading_key(request: HttpRequest, post: Post) -> bool:
    """Whether he has shown the post's password, or that of the thread's root.

    Who asked in secret may read the secret answer.
    """
    opened = request.session.get(_SESSION_KEY, [])
    return _name(post) in opened or f"post:{post.thread}" in opened


def has_any_key(request: HttpRequest) -> bool:
    """Whether he has shown any password, and so may see more than others."""
    return bool(request.session.get(_SESSION_KEY))


def _name(thing: Post | Comment) -> str:
    return f"{thing._meta.model_name}:{thing.pk}"
