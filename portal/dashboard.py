"""The first page of the admin for who runs the site: today, what waits, the machine.

Each part is read by itself. One that cannot be read is None, which the page shows
as unknown: a full disk or a lost job queue must not hide the page that tells of it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal import jobs, writing_reports
from visitors.reports import by_day as visits_by_day
from web import room
from web.charts import line
from web.periods import Period, last_days
from web.queues import Queue, registered_queues
from web.version import madang_version

logger = logging.getLogger(__name__)

Part = TypeVar("Part")
MOST_FAILURES = 5  # that are shown


@dataclass(frozen=True)
class Figure:
    """One number of each of the last days; the last of `days` is today."""

    label: str
    days: list[int]
    url: str

    @property
    def today(self) -> int:
        return self.days[-1]

    @property
    def yesterday(self) -> int:
        return self.days[-2]

    @property
    def line(self) -> str:
        """The points of its line, in a box of 120 by 28."""
        return line(self.days)

    @property
    def highest(self) -> int:
        return max(self.days)

    @property
    def whole(self) -> int:
        return sum(self.days)


@dataclass(frozen=True)
class Waiting:
    """A queue as it is now; `count` is None when it cannot be read."""

    label: str | Promise
    count: int | None
    url: str


def dashboard() -> dict[str, Any]:
    """Return what the page shows; every part may be None."""
    period = last_days(timezone.localdate())
    failures = _known(jobs.failed_jobs)
    return {
        "figures": [
            *(_known(lambda: _visits(period)) or []),
            *(_known(lambda: _writing(period)) or []),
        ],
        "days": period.days,
        "queues": [_waiting(queue) for queue in registered_queues()],
        "waiting_jobs": _known(jobs.waiting_jobs),
        "failures": None if failures is None else failures[:MOST_FAILURES],
        "failure_count": None if failures is None else len(failures),
        "disk": _known(room.disk),
        "database_size": _known(room.database_size),
        # A list of one, so that no backup differs from not knowing of one.
        "backups": _known(lambda: [room.last_backup()]),
        "version": _known(madang_version),
    }


def _visits(period: Period) -> list[Figure]:
    url = reverse("admin:visitors_dailyvisits_report", args=["days"])
    days = [day for _date, day in visits_by_day(period)]
    return [
        Figure(_("방문자"), [day.people for day in days], url),
        Figure(_("페이지뷰"), [day.views for day in days], url),
    ]


def _writing(period: Period) -> list[Figure]:
    url = reverse("admin:writing_report", args=["days"])
    rows = writing_reports.by_day(period)
    return [
        Figure(_("글"), [row.posts for row in rows], url),
        Figure(_("댓글"), [row.comments for row in rows], url),
        Figure(_("회원가입"), [row.sign_ups for row in rows], url),
    ]


def _waiting(queue: Queue) -> Waiting:
    url = reverse(queue.url_name) if queue.url_name else ""
    return Waiting(queue.label, _known(queue.count), url)


def _known(read: Callable[[], Part]) -> Part | None:
    """Return what `read` says; None, with a line in the log, when it cannot."""
    try:
        return read()
    except Exception:
        logger.exception("a part of the dashboard is unknown")
        return None
