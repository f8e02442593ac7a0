"""The jobs: how many wait, and which failed within the last days."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.models import FailedJob

KEEP_DAYS = 30
MOST_FAILURES = 200


def waiting_jobs() -> int:
    """Return how many jobs stand in the queue and are due."""
    return int(settings.HUEY.pending_count())


@transaction.atomic
def note_failure(name: str, error: BaseException | None) -> None:
    """Remember that a job failed; of very many only the last MOST_FAILURES."""
    kind = type(error).__name__ if error else ""
    FailedJob.objects.create(name=name[-100:], error=kind[:100])
    newest = FailedJob.objects.values_list("pk", flat=True)
    oldest = newest[MOST_FAILURES - 1 : MOST_FAILURES].first()
    if oldest is not None:
        FailedJob.objects.filter(pk__lt=oldest).delete()


def failed_jobs() -> list[FailedJob]:
    """Return the failures of the last KEEP_DAYS, the newest first."""
    return list(FailedJob.objects.filter(at__gte=_oldest()))


def forget_old_failures() -> None:
    """Delete the failures that are older."""
    FailedJob.objects.filter(at__lt=_oldest()).delete()


def _oldest() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=KEEP_DAYS)
