"""Fills the site that is measured, and says which pages and members it has."""

import io
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import F
from django.db.models.functions import Abs
from django.utils import timezone

from accounts.consents import documents
from accounts.models import Member
from accounts.names import initials_of_key, nickname_key
from boards.models import Board, Post

_BATCH = 1_000
_COMMENTS = 20  # of the posts that members read
_COMMENTED = 50  # such posts


def fill(posts: int, comments: int, members: int, seed: int) -> dict[str, Any]:
    """Fill an empty data folder; return the site's pages and members' sessions.

    The answer has paths of `lists` and `posts` that guests may read, the first pages
    and the newest first, of `commented` (posts with 20 comments, or about as many),
    and `sessions` (cookies).
    """
    call_command(
        *("fill", "--posts", str(posts), "--comments", str(comments)),
        *("--seed", str(seed)),
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    # Or a job would do it while the pages are measured.
    call_command("search_reindex", stdout=io.StringIO(), stderr=io.StringIO())
    readable = Post.objects.readable_by(None).order_by("-pk")
    about = readable.order_by(Abs(F("comment_count") - _COMMENTS), "-pk")
    return {
        "lists": _lists(),
        "posts": _paths(readable),
        "commented": _paths(about[:_COMMENTED]),
        "sessions": _log_in(_make_members(members)),
    }


def _make_members(number: int) -> list[Member]:
    """Make members who write while it is measured."""
    agreed = {f"{page.slug}_version": page.number for page in documents()}
    people = []
    for place in range(1, number + 1):
        name = f"재는이{place}"
        member = Member(username=f"bench{place}", nickname=name, **agreed)
        member.nickname_key = nickname_key(name)
        member.initials = initials_of_key(member.nickname_key)
        member.set_unusable_password()
        people.append(member)
    return Member.objects.bulk_create(people, batch_size=_BATCH)


def _lists() -> list[str]:
    """Return the paths of lists: first pages, of the busiest board first, then on."""
    pages = []
    for place, board in enumerate(Board.objects.order_by("-post_count")):
        url = board.get_absolute_url()
        last = -(-board.post_count // board.posts_per_page)
        for number in range(1, last + 1):
            pages.append((number, place, url))
    return [
        path if number == 1 else f"{path}?page={number}"
        for number, _place, path in sorted(pages)
    ]


def _paths(posts: Any) -> list[str]:
    slugs = dict(Board.objects.values_list("pk", "slug"))
    return [f"/boards/{slugs[b]}/{pk}/" for pk, b in posts.values_list("pk", "board")]


def _log_in(people: list[Member]) -> list[str]:
    """Make each member a session, as a log-in would; return the cookies."""
    store: Any = SessionStore()
    end = timezone.now() + timedelta(days=1)
    rows, cookies = [], []
    for member in people:
        key = secrets.token_hex(16)
        value = {
            SESSION_KEY: str(member.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: member.get_session_auth_hash(),
        }
        data = store.encode(value)
        rows.append(Session(session_key=key, session_data=data, expire_date=end))
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={key}")
    Session.objects.bulk_create(rows, batch_size=_BATCH)
    return cookies
