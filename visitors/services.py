"""Counts visitors: one address and one day in Seoul is one visitor; robots are none.

The unique row of a visit decides; the day's number moves in the same transaction and
only when that row is new, so processes, threads and repeats cannot count twice.
"""

import datetime
import hashlib
import ipaddress
import logging
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone

from visitors.models import DailySalt, DailyVisits, OpeningBalance, Visit
from visitors.robots import is_robot
from web.generations import Generation, keep, raise_on_commit

logger = logging.getLogger(__name__)

VISIT_LOG_DAYS = 180
REMEMBERED_VISITS = 50_000  # per process, about 15 MB when full

_INSERT_VISIT = (
    "INSERT INTO visitors_visit (date, visitor) VALUES (%s, %s) ON CONFLICT DO NOTHING"
)


class Counts(NamedTuple):
    """오늘, 어제, 최대, 전체."""

    today: int
    yesterday: int
    maximum: int
    total: int


def counts() -> Counts:
    """Return the four numbers, true in every process, the opening balance included."""
    today = timezone.localdate()
    days = keep(Generation.VISITS, f"visitors:{today}", lambda: _count_days(today))
    opening = keep(Generation.SITE, "visitors:opening", opening_balance)
    return days._replace(
        maximum=max(days.maximum, opening.maximum), total=days.total + opening.total
    )


def _count_days(today: datetime.date) -> Counts:
    yesterday = today - datetime.timedelta(days=1)
    return Counts(
        **DailyVisits.objects.aggregate(
            today=Sum("count", filter=Q(date=today), default=0),
            yesterday=Sum("count", filter=Q(date=yesterday), default=0),
            maximum=Max("count", default=0),
            total=Sum("count", default=0),
        )
    )


def record_visit(address: str, user_agent: str) -> str | None:
    """Count this address once today; return the visitor's key of the day.

    None for robots, and when the address cannot be read. A database that fails is
    logged and tried again with the visitor's next page.
    """
    if is_robot(user_agent):
        return None
    try:
        network = _network_of(address)
    except ValueError:
        return None
    today = timezone.localdate()
    try:
        visitor = _key_for(network, today)
        _record_once(today, visitor)
    except Error:
        logger.exception("A visit could not be counted")
        return None
    return visitor


def _network_of(address: str) -> bytes:
    """Return what stands for one visitor: an IPv4 address, the /64 of an IPv6 one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.packed
    return ip.ipv4_mapped.packed if ip.ipv4_mapped else ip.packed[:8]


def _key_for(network: bytes, day: datetime.date) -> str:
    return hashlib.blake2b(network, key=_secret_of(day), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _secret_of(day: datetime.date) -> bytes:
    """Mix the day's salt with SECRET_KEY: the database alone leads nowhere."""
    salt = bytes.fromhex(_agree_on_salt(day))
    return hashlib.blake2b(settings.SECRET_KEY.encode(), key=salt).digest()


def _agree_on_salt(day: datetime.date) -> str:
    """Return the salt of all processes on this day; earlier ones are gone then."""
    salts = DailySalt.objects.filter(date=day).values_list("salt", flat=True)
    if (salt := salts.first()) is not None:
        return salt
    with transaction.atomic():
        own = DailySalt(date=day, salt=secrets.token_hex(32))
        DailySalt.objects.bulk_create([own], ignore_conflicts=True)
        DailySalt.objects.filter(date__lt=day).delete()
    return salts.get()


@lru_cache(maxsize=REMEMBERED_VISITS)
def _record_once(day: datetime.date, visitor: str) -> None:
    """Write the visit down; the memo spares repeats, and forgets what raised."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_INSERT_VISIT, [day, visitor])
            is_new = cursor.rowcount == 1
        if is_new:
            _add_one(day)
            raise_on_commit(Generation.VISITS)


def _add_one(day: datetime.date) -> None:
    days = DailyVisits.objects.filter(date=day)
    if not days.update(count=F("count") + 1):
        DailyVisits.objects.bulk_create([DailyVisits(date=day)], ignore_conflicts=True)
        days.update(count=F("count") + 1)


def opening_balance() -> OpeningBalance:
    """Return the one row, zeros until somebody sets it."""
    return OpeningBalance.objects.first() or OpeningBalance()


@transaction.atomic
def set_opening_balance(*, total: int, maximum: int) -> None:
    """Say what had been counted before the site moved in."""
    values = {"total": total, "maximum": maximum}
    OpeningBalance.objects.update_or_create(pk=1, defaults=values)
    raise_on_commit(Generation.SITE)


@transaction.atomic
def fill_days(visitors: Mapping[datetime.date, int]) -> int:
    """Write down past days that were counted elsewhere; return how many were new.

    A day that has a number here keeps it; today and later are left alone.
    """
    today = timezone.localdate()
    known = set(DailyVisits.objects.values_list("date", flat=True))
    new = [
        DailyVisits(date=day, count=count)
        for day, count in visitors.items()
        if day < today and day not in known
    ]
    DailyVisits.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        raise_on_commit(Generation.VISITS)
    return len(new)


@transaction.atomic
def recount_visits() -> list[str]:
    """Mend each day whose visits are still kept; return a line for every difference."""
    differences = _differences()
    for day, _stored, visitors in differences:
        DailyVisits.objects.update_or_create(date=day, defaults={"count": visitors})
    if differences:
        raise_on_commit(Generation.VISITS)
    return _in_words(differences)


@transaction.atomic
def check_visits() -> list[str]:
    """Return what `recount_visits` would mend, changing nothing."""
    return _in_words(_differences())


def _differences() -> list[tuple[datetime.date, int, int]]:
    # Locked first, so that no visit comes between the day's number and its rows.
    stored = {day.date: day.count for day in DailyVisits.objects.select_for_update()}
    visits = Visit.objects.values("date").annotate(visitors=Count("pk"))
    return [
        (day, stored.get(day, 0), visitors)
        for day, visitors in visits.order_by("date").values_list("date", "visitors")
        if stored.get(day, 0) != visitors
    ]


def _in_words(differences: list[tuple[datetime.date, int, int]]) -> list[str]:
    return [f"{day}: visitors {old} -> {new}" for day, old, new in differences]


@transaction.atomic
def forget_old_visits() -> None:
    """Drop the salts of earlier days, and visits older than VISIT_LOG_DAYS."""
    today = timezone.localdate()
    DailySalt.objects.filter(date__lt=today).delete()
    oldest = today - datetime.timedelta(days=VISIT_LOG_DAYS)
    Visit.objects.filter(date__lt=oldest).delete()
