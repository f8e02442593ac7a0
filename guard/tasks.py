"""The guard's nightly job; times are UTC, shortly after midnight in Seoul."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from guard.bans import drop_old_bans


@db_periodic_task(crontab(hour="15", minute="30"))
def forget_what_is_over() -> None:
    """Drop bans that have been over for a year."""
    drop_old_bans()
