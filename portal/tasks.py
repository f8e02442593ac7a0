"""What runs every night, when few are awake."""

import logging
from typing import Any

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import close_db, db_periodic_task, signal
from huey.signals import SIGNAL_ERROR

from accounts import devices, log_ins, second_factor
from portal import counting, jobs

logger = logging.getLogger(__name__)


# huey's clock is UTC: 19 hours there is 4 in the morning in Seoul.
@db_periodic_task(crontab(hour="19", minute="10"))
def check_counts() -> None:
    """Compare every count with the rows it counts, and log what differs.

    It then counts as failed, so that the first page of the admin tells of it.
    """
    differences = counting.check_counts()
    for difference in differences:
        logger.error("count differs: %s", difference)
    if differences:
        raise counting.CountsDiffer(len(differences))


@db_periodic_task(crontab(hour="19", minute="40"))
def clear_sessions() -> None:
    """Delete the sessions that nobody can use any more, and what is known of them."""
    call_command("clearsessions")
    log_ins.drop_ended()
    devices.drop_old_devices()


@db_periodic_task(crontab(hour="19", minute="50"))
def renew_secrets() -> None:
    """Encrypt second factors with the present SECRET_KEY, so that an older may go."""
    second_factor.renew_secrets()


@db_periodic_task(crontab(hour="20", minute="0"))
def forget_old_failures() -> None:
    """Delete what is remembered of jobs that failed long ago."""
    jobs.forget_old_failures()


@signal(SIGNAL_ERROR)
@close_db
def on_failed_job(kind: str, task: Any, error: BaseException | None = None) -> None:
    """Remember a job that ended with an error, for the first page of the admin."""
    jobs.note_failure(task.name, error)
