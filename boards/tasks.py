"""The boards' periodic jobs; times are UTC, shortly after midnight in Seoul."""

import time

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from boards.services import views
from boards.services.drafts import drop_old_drafts
from boards.services.erasure import cut_old_addresses
from boards.services.reindexing import reindex, stale_indexes
from boards.services.submissions import drop_old_submissions
from boards.services.writing import sum_written_days

INDEX_SECONDS = 20


class _TimeIsUp(Exception):
    """A job has run for long enough."""


@db_periodic_task(crontab(hour="15", minute="10"))
def forget_what_has_served() -> None:
    """Drop view marks and sent forms of earlier days, and old drafts."""
    views.drop_old_views()
    drop_old_submissions()
    drop_old_drafts()


@db_periodic_task(crontab(minute="*/5"))
def mend_search_indexes() -> None:
    """Build the search indexes that are not whole: of an older version, or broken.

    For a while only; then what waits has its turn, and it goes on behind that.
    """
    stale = stale_indexes()
    end = time.monotonic() + INDEX_SECONDS

    def look_at_the_clock(_done: int, _total: int) -> None:
        if time.monotonic() > end:
            raise _TimeIsUp

    try:
        reindex(stale, look_at_the_clock)
    except _TimeIsUp:
        mend_search_indexes()


@db_periodic_task(crontab(hour="15", minute="20"))
def shorten_addresses() -> None:
    """Cut addresses that are older than IP_KEEP_DAYS."""
    cut_old_addresses()


@db_periodic_task(crontab(hour="15", minute="15"))
def sum_finished_days() -> None:
    """Sum what was written until midnight, and find what moved since the last night."""
    sum_written_days()
