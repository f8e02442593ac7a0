"""The guard's nightly job; times are UTC, shortly after midnight in Seoul."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from guard.audit import drop_old_entries
from guard.bans import drop_old_bans


@db_periodic_task(crontab(hour="15", minute="30"))
def forget_what_is_over() -> None:
    """Drop bans that have been over for a year, and what was recorded a year ago."""
    drop_old_entries()
    drop_old_bans()
