"""The nightly job of the visitor counter."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from visitors import services, totals


@db_periodic_task(crontab(hour="15", minute="5"))  # UTC: five past midnight in Seoul
def forget_old_visits() -> None:
    """Sum the finished days, then drop what is old."""
    totals.sum_finished_days()
    services.forget_old_visits()
