"""What the portal keeps for itself: jobs that failed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# By the kind of error.
_ADVICE = {
    "CountsDiffer": _(
        "집계가 실제와 다릅니다. 서버에서 manage.py recount를 실행하면 바로잡습니다."
    ),
}


class FailedJob(models.Model):
    """A job that ended with an error; what went wrong stands in the log.

    Only the kind of error is kept: its words may hold what a visitor sent.
    """

    name = models.CharField(_("이름"), max_length=100)
    error = models.CharField(_("오류"), max_length=100)
    at = models.DateTimeField(_("때"), default=timezone.now)

    class Meta:
        verbose_name = _("실패한 작업")
        verbose_name_plural = _("실패한 작업")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def advice(self) -> str:
        """What to do about it, where that is known."""
        return str(_ADVICE.get(self.error, ""))
