"""When and where log-ins were used last, written once a second, all together.

So no member's page waits for the database because of it. A crash loses that second,
nothing else.
"""

import logging
import threading
import time
from datetime import datetime
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import Error, transaction
from django.utils import timezone

from web.flushing import Flusher
from web.memory import Memory

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 1
SEEN_EVERY_SECONDS = 5 * 60
MOST_WAITING = 10_000  # what comes beyond is noted with the member's next page
BATCH = 100  # rows a transaction: others want to write too
REMEMBERED = 10_000


class _Use(NamedTuple):
    """A log-in at work: its session's key, whose it is, from where and with what."""

    key: str
    member_id: int
    ip: str
    agent: str


_waiting: dict[str, tuple[_Use, datetime]] = {}
_lock = threading.Lock()
# When each was noted last, by time.time().
_noted: Memory[_Use, float] = Memory(REMEMBERED)


def note(key: str, member_id: int, *, ip: str, agent: str) -> None:
    """Note that a log-in is used now, every five minutes at most; written soon."""
    use = _Use(key, member_id, ip, agent)
    now, before = time.time(), _noted.get(use)
    if before is not None and 0 <= now - before < SEEN_EVERY_SECONDS:
        return
    with _lock:
        if len(_waiting) >= MOST_WAITING:
            return
        _waiting[key] = use, timezone.now()
    _noted.keep(use, now)
    _flusher.keep_running()


def flush() -> None:
    """Write what waits. When the database fails, that is logged and it waits on."""
    while batch := _take(BATCH):
        try:
            _write(batch)
        except Error:
            logger.exception("could not note log-ins")
            with _lock:
                for use, at in batch:
                    _waiting.setdefault(use.key, (use, at))
            break


_flusher = Flusher("log-ins", FLUSH_SECONDS, flush)


def forget() -> None:
    """Know of no log-in, as a new process does; what waits is lost."""
    _noted.clear()
    with _lock:
        _waiting.clear()


def _take(limit: int) -> list[tuple[_Use, datetime]]:
    with _lock:
        keys = list(_waiting)[:limit]
        return [_waiting.pop(key) for key in keys]


@transaction.atomic
def _write(batch: list[tuple[_Use, datetime]]) -> None:
    # Who has logged out meanwhile must not come back.
    keys = [use.key for use, _at in batch]
    sessions = Session.objects.filter(session_key__in=keys).order_by("session_key")
    alive = set(sessions.select_for_update().values_list("session_key", flat=True))
    rows = [
        UserSession(
            session_key=use.key,
            user_id=use.member_id,
            ip=use.ip,
            user_agent=use.agent,
            last_seen_at=at,
        )
        for use, at in sorted(batch)
        if use.key in alive
    ]
    UserSession.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "ip", "user_agent", "last_seen_at"],
    )
