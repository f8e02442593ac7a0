"""Knows who comes: one address and one day in Seoul is one visitor."""

import datetime
import hashlib
import ipaddress
import logging
import secrets
import sys
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import Error, transaction
from django.utils import timezone

from visitors.agents import agent_of
from visitors.models import DailySalt
from visitors.referrers import tidy_referrer
from visitors.robots import JUDGED_LENGTH, is_robot
from visitors.waiting import WaitingVisit, write_soon
from web.memory import Fingerprints, Memory
from web.today import today

logger = logging.getLogger(__name__)

REMEMBERED_VISITS = 2**16  # per process, 0.5 MB
REMEMBERED_VISITORS = 10_000  # 3 MB
PATH_LENGTH = 300


class Visitor(NamedTuple):
    """Who opened a page: the key of his address, good for one day, and what he is."""

    key: str
    is_robot: bool


def record_visit(
    address: str,
    user_agent: str,
    *,
    referrer: str = "",
    path: str = "",
    day: datetime.date | None = None,
) -> Visitor | None:
    """Count this address once a day, as a person or as a robot; return who it is.

    referrer, path: where he came from and to, kept of the day's first page. day: when
    he was here, today when it is not said.

    An address that a robot had before is a person's from then on, so that people and
    robots of a day add up to its addresses.

    None when the address cannot be read, or the database fails that has the day's
    salt; that is logged.
    """
    day = day or today()
    if (met := _met.get((day, address, user_agent))) is not None:
        return met
    try:
        network = _network_of(address)
    except ValueError:
        return None
    try:
        visitor = Visitor(_key_for(network, day), is_robot(user_agent))
        if (day, visitor) not in _recorded:
            details = _details(user_agent, referrer, path)
            write_soon(WaitingVisit(day, *visitor, details))
            _recorded.add((day, visitor))
    except Error:
        logger.exception("A visit could not be counted")
        return None
    if len(user_agent) <= JUDGED_LENGTH:
        _met.keep((day, address, sys.intern(user_agent)), visitor)
    return visitor


def forget() -> None:
    """Know nobody, as a new process does: the next page of each is written again."""
    _met.clear()
    _recorded.clear()


def _details(user_agent: str, referrer: str, path: str) -> dict[str, Any]:
    return {
        "at": timezone.now(),
        "referrer": tidy_referrer(referrer),
        "entry": path[:PATH_LENGTH],
        **agent_of(user_agent)._asdict(),
    }


def _network_of(address: str) -> bytes:
    """Return what stands for one visitor: an IPv4 address, the /64 of an IPv6 one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.packed
    return ip.ipv4_mapped.packed if ip.ipv4_mapped else ip.packed[:8]


def _key_for(network: bytes, day: datetime.date) -> str:
    return hashlib.blake2b(network, key=_secret_of(day), digest_size=16).hexdigest()


@lru_cache(maxsize=2)  # around midnight some are still at yesterday
def _secret_of(day: datetime.date) -> bytes:
    """Mix the day's salt with SECRET_KEY: the database alone leads nowhere."""
    salt = bytes.fromhex(_agree_on_salt(day))
    return hashlib.blake2b(settings.SECRET_KEY.encode(), key=salt).digest()


def _agree_on_salt(day: datetime.date) -> str:
    """Return the salt of all processes on this day.

    Yesterday's stays for who is a moment behind, until the job after midnight.
    """
    salts = DailySalt.objects.filter(date=day).values_list("salt", flat=True)
    if (salt := salts.first()) is not None:
        return salt
    with transaction.atomic():
        own = DailySalt(date=day, salt=secrets.token_hex(32))
        DailySalt.objects.bulk_create([own], ignore_conflicts=True)
        yesterday = day - datetime.timedelta(days=1)
        DailySalt.objects.filter(date__lt=yesterday).delete()
    return salts.get()


# The visits this process has had written, and whom it has met today: the second
# spares a page the reckoning of the key.
_recorded = Fingerprints(REMEMBERED_VISITS)
_met: Memory[tuple[datetime.date, str, str], Visitor] = Memory(REMEMBERED_VISITORS)
