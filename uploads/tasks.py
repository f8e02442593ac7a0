"""Jobs for stored pictures and stills; times are UTC.

What stores pictures also sends these jobs, so some are imported where they are used.
"""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from uploads.sizing import size_waiting_pictures


@db_task()
def size_pictures() -> None:
    """Make the sizes that are missing; sent when a picture is committed."""
    size_waiting_pictures()


@db_periodic_task(crontab(minute="*/10"))
def size_forgotten_pictures() -> None:
    """Make the sizes that a crash has left unmade."""
    size_waiting_pictures()


@db_periodic_task(crontab(hour="15", minute="40"))
def forget_unused_pictures() -> None:
    """Drop pictures that were sent and never posted, or taken out of their post."""
    from uploads.unused import drop_unused_pictures

    drop_unused_pictures()


@db_task()
def fetch_stills() -> None:
    """Fetch the stills that are missing; sent when a video link is committed."""
    from uploads.stills import fetch_waiting_stills

    fetch_waiting_stills()


@db_periodic_task(crontab(minute="5-59/10"))
def fetch_forgotten_stills() -> None:
    """Fetch the stills that a crash or a silent host has left unfetched."""
    from uploads.stills import fetch_waiting_stills

    fetch_waiting_stills()
