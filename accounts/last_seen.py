"""When and where log-ins were used last, written once a second, all together.

So no member's page waits for the database because of it.
"""

import time
from datetime import datetime
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from web.flushing import Queue
from web.memory import Memory

SEEN_EVERY_SECONDS = 5 * 60
MOST_WAITING = 10_000
BATCH = 100
REMEMBERED = 10_000


class _Use(NamedTuple):
    """A log-in at work: its session's key, whose it is, from where and with what."""

    key: str
    member_id: int
    ip: str
    agent: str


# When each was noted last, by time.time().
_noted: Memory[_Use, float] = Memory(REMEMBERED)


def note(key: str, member_id: int, *, ip: str, agent: str) -> None:
    """Note that a log-in is used now, every five minutes at most; written soon."""
    use = _Use(key, member_id, ip, agent)
    now, before = time.time(), _noted.get(use)
    if before is not None and 0 <= now - before < SEEN_EVERY_SECONDS:
        return
    _noted.keep(use, now)
    queue.put((use, timezone.now()))


def forget() -> None:
    """Know of no log-in, as a new process does; what waits is lost."""
    _noted.clear()
    queue.waiting.clear()


@transaction.atomic
def _write(batch: list[tuple[_Use, datetime]]) -> int:
    latest = {use.key: (use, at) for use, at in batch}
    # Who has logged out meanwhile must not come back.
    sessions = Session.objects.filter(session_key__in=latest).order_by("session_key")
    alive = set(sessions.select_for_update().values_list("session_key", flat=True))
    rows = [
        UserSession(
            session_key=key,
            user_id=use.member_id,
            ip=use.ip,
            user_agent=use.agent,
            last_seen_at=at,
        )
        for key, (use, at) in sorted(latest.items())
        if key in alive
    ]
    UserSession.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "ip", "user_agent", "last_seen_at"],
    )
    return len(rows)


queue = Queue("log-ins", _write, most=MOST_WAITING, batch=BATCH)
