"""The nightly job of the visitor counter."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from visitors import services


@db_periodic_task(crontab(hour="15", minute="5"))  # UTC: five past midnight in Seoul
def forget_old_visits() -> None:
    services.forget_old_visits()
