"""What runs every night, when few are awake."""

import logging

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from accounts import devices, log_ins, second_factor
from portal import counting

logger = logging.getLogger(__name__)


# huey's clock is UTC: 19 hours there is 4 in the morning in Seoul.
@db_periodic_task(crontab(hour="19", minute="10"))
def check_counts() -> None:
    """Compare every count with the rows it counts, and log what differs."""
    for difference in counting.check_counts():
        logger.error("count differs: %s", difference)


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
