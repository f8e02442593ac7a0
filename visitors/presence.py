"""Who is here now: the last page of each visitor, and how many pages were opened.

Both wait in this process's memory and are written together every few seconds, so
that reading costs no write. A crash loses those seconds, nothing else. Of an address
only the beginning is kept, and after ten minutes nothing.
"""

import datetime
import ipaddress
import threading
import time
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from visitors.agents import agent_of
from visitors.models import DailyVisits, Presence
from visitors.recording import PATH_LENGTH, Visitor
from web.flushing import Flusher
from web.generations import Generation, keep, raise_on_commit
from web.today import today

FLUSH_SECONDS = 10
HERE_FOR = datetime.timedelta(minutes=10)
MOST_WAITING = 20_000  # visitors a process remembers between two writes


class Sighting(NamedTuple):
    """A visitor's page of a moment ago; `member_id` is None for guests and robots."""

    visitor: Visitor
    address: str
    user_agent: str
    path: str
    member_id: int | None = None
    is_hidden: bool = False  # a member who does not want to be seen

    @property
    def key(self) -> str:
        return f"m{self.member_id}" if self.member_id else self.visitor.key


_latest: dict[str, tuple[Sighting, float]] = {}  # with the time; made rows when written
_gone: set[str] = set()  # keys of guests who became members, of members who hide
_pages: Counter[tuple[datetime.date, bool]] = Counter()
_waiting = threading.Lock()
_flushing = threading.Lock()


def note_pages(
    sighting: Sighting, number: int = 1, *, day: datetime.date | None = None
) -> None:
    """Remember that a visitor opened so many pages, this one last; written soon.

    day: when that was, today when it is not said.
    """
    key = sighting.key
    with _waiting:
        _pages[day or today(), sighting.visitor.is_robot] += number
        if sighting.member_id:
            _take_away(sighting.visitor.key)
        if sighting.is_hidden:
            _take_away(key)
        elif len(_latest) < MOST_WAITING or key in _latest:
            _latest[key] = (sighting, time.time())
            _gone.discard(key)
    _flusher.keep_running()


def forget() -> None:
    """Know nobody, as a new process does; what waits is lost."""
    with _waiting:
        _latest.clear()
        _pages.clear()
        _gone.clear()


def _take_away(key: str) -> None:
    _latest.pop(key, None)
    _gone.add(key)


def _presence(sighting: Sighting, at: float) -> Presence:
    # Whoever has logged in is a person, whatever his browser says of itself.
    is_robot = sighting.visitor.is_robot and sighting.member_id is None
    return Presence(
        key=sighting.key,
        member_id=sighting.member_id,
        address=masked(sighting.address),
        robot=agent_of(sighting.user_agent).browser if is_robot else "",
        path=sighting.path[:PATH_LENGTH],
        at=datetime.datetime.fromtimestamp(at, datetime.UTC),
    )


def masked(address: str) -> str:
    """Return the first two parts of an address, which many share."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if isinstance(ip, ipaddress.IPv4Address):
        return ".".join([*str(ip).split(".")[:2], "*", "*"])
    first, second, *_rest = ip.exploded.split(":")
    return f"{int(first, 16):x}:{int(second, 16):x}:*"


def flush() -> None:
    """Write what waits in one transaction; it waits on when the database fails."""
    with _flushing:
        with _waiting:
            latest, pages = dict(_latest), Counter(_pages)
            gone = set(_gone)
        if not pages:
            return
        _write(latest, pages, gone)
        with _waiting:
            _pages.subtract(pages)
            for day in [day for day, number in _pages.items() if not number]:
                del _pages[day]
            for key, seen in latest.items():
                if _latest.get(key) is seen:
                    del _latest[key]
            _gone.difference_update(gone)


@transaction.atomic
def _write(
    latest: dict[str, tuple[Sighting, float]],
    pages: Counter[tuple[datetime.date, bool]],
    gone: set[str],
) -> None:
    # The day's row comes first and in order: two processes write one after another.
    for (day, is_robot), number in sorted(pages.items()):
        column = "robot_views" if is_robot else "views"
        days = DailyVisits.objects.filter(date=day)
        if not days.update(**{column: F(column) + number}):
            DailyVisits.objects.bulk_create(
                [DailyVisits(date=day)], ignore_conflicts=True
            )
            days.update(**{column: F(column) + number})
    rows = [_presence(*latest[key]) for key in sorted(latest)]
    Presence.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["member", "address", "robot", "path", "at"],
    )
    old = Presence.objects.filter(at__lt=timezone.now() - HERE_FOR)
    old.delete()
    Presence.objects.filter(key__in=sorted(gone - latest.keys())).delete()
    raise_on_commit(Generation.PRESENCE)


_flusher = Flusher("presence", FLUSH_SECONDS, flush)


def people_here() -> int:
    """Return how many people opened a page within the last ten minutes.

    True in every process to within FLUSH_SECONDS, without a query while nobody comes.
    """
    times = keep(Generation.PRESENCE, "people", _times_of_people)
    return len(times) - bisect_right(times, timezone.now() - HERE_FOR)


def _times_of_people() -> list[datetime.datetime]:
    people = Presence.objects.filter(robot="").order_by("at")
    return list(people.values_list("at", flat=True))


def everybody_here(*, limit: int) -> list[Presence]:
    """Return who opened a page within the last ten minutes, the latest first."""
    present = Presence.objects.filter(at__gt=timezone.now() - HERE_FOR)
    return list(present.select_related("member").order_by("-at", "key")[:limit])
