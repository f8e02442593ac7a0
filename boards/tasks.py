"""The boards' nightly job."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from boards.services import views


@db_periodic_task(crontab(hour="15", minute="10"))  # UTC: ten past midnight in Seoul
def drop_old_views() -> None:
    views.drop_old_views()
