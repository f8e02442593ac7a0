"""Where a member is logged in, and logging him out there.

An open log-in is a row of allauth's UserSession beside its session. The session alone
decides, so that a log-out is true in every process at once.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import last_seen, tasks
from accounts.agents import device_name
from accounts.models import Member
from accounts.sessions import OUTLIVED
from web.networks import network_of
from web.proxy import parse_address

_AGENT_MAX = UserSession._meta.get_field("user_agent").max_length


@dataclass(frozen=True)
class OpenLogIn:
    """A browser where the member is logged in; `place` is a part of its address."""

    pk: int
    name: str
    place: str
    since: datetime
    last_seen_at: datetime
    is_this: bool


def open_log_ins(member: Member, session_key: str | None) -> list[OpenLogIn]:
    """Return where the member is logged in, this browser first, then the newest."""
    rows = UserSession.objects.filter(user=member).order_by("-last_seen_at")
    sessions = Session.objects.filter(
        session_key__in=rows.values("session_key"), expire_date__gt=timezone.now()
    )
    alive = {one.session_key for one in sessions if _is_alive(one, member)}
    found = [
        OpenLogIn(
            pk=row.pk,
            name=device_name(row.user_agent),
            place=rough_address(row.ip),
            since=row.created_at,
            last_seen_at=row.last_seen_at,
            is_this=row.session_key == session_key,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda one: not one.is_this)


def _is_alive(session: Session, member: Member) -> bool:
    """Say whether one is logged in by it; Django's own look would renew its key."""
    data = session.get_decoded()
    if data.get(SESSION_KEY) != str(member.pk):
        return False
    hashes = [member.get_session_auth_hash(), *member.get_session_auth_fallback_hash()]
    kept = data.get(HASH_SESSION_KEY, "")
    return any(constant_time_compare(kept, one) for one in hashes)


def rough_address(address: str) -> str:
    """Return the part of an address that says where, not who: `203.0.113.*`."""
    network = network_of(address).partition("/")[0]
    if ":" in network:
        return f"{network.rstrip(':')}:*"
    return f"{network.rpartition('.')[0]}.*"


def end_log_in(member: Member, row_id: int, *, but: str | None) -> bool:
    """Log the member out of one browser, not of the one whose session is `but`.

    False when there is no such log-in of his.
    """
    rows = UserSession.objects.filter(user=member, pk=row_id)
    row = rows.exclude(session_key=but or "").first()
    if row is None:
        return False
    row.end()
    return True


def end_other_log_ins(member: Member, session: SessionBase) -> None:
    """Log the member out of every browser but the one with this session.

    The listed ones at once; what was never listed a moment later.
    """
    now, member_id, but = time.time(), member.pk, session.session_key or ""
    session[OUTLIVED] = now  # it may have another key when the job looks
    for row in UserSession.objects.filter(user=member).exclude(session_key=but):
        row.end()
    transaction.on_commit(lambda: tasks.forget_sessions(member_id, but, before=now))


def note_seen(request: HttpRequest, member: Member) -> None:
    """Keep when and where a log-in was used last, to five minutes."""
    key = request.session.session_key
    if key is not None:
        ip = parse_address(request.META.get("REMOTE_ADDR", ""))
        agent = request.META.get("HTTP_USER_AGENT", "")[:_AGENT_MAX]
        # Where there is no address: the column takes no null.
        ip = ip or IPv4Address(0)
        last_seen.note(key, member.pk, ip=str(ip), agent=agent)


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from; empty when it has none."""
    return str(parse_address(request.META.get("REMOTE_ADDR", "")) or "")


def forget_log_ins(member: Member) -> None:
    """Delete the rows of a member who leaves; his sessions go by themselves."""
    UserSession.objects.filter(user=member).delete()


def drop_ended() -> None:
    """Forget the log-ins that are over, and cut addresses older than IP_KEEP_DAYS."""
    now = timezone.now()
    session = Session.objects.filter(
        session_key=OuterRef("session_key"), expire_date__gt=now
    )
    UserSession.objects.filter(~Exists(session)).delete()
    kept_from = now - timedelta(days=settings.IP_KEEP_DAYS)
    for row in UserSession.objects.filter(last_seen_at__lt=kept_from):
        row.ip = network_of(row.ip).partition("/")[0]
        row.save(update_fields=["ip"])
