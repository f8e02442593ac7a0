"""The visitor counter: days, the visitors of each day as keyed hashes, the salts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DailyVisits(models.Model):
    """How many visitors came on one day in Seoul; kept for ever."""

    date = models.DateField(_("날짜"), primary_key=True)
    count = models.PositiveIntegerField(_("방문자 수"), default=0)

    class Meta:
        verbose_name = _("일별 방문자")
        verbose_name_plural = _("일별 방문자")
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date}"


class Visit(models.Model):
    """One visitor of one day; the keyed hash does not lead back to an address."""

    date = models.DateField(_("날짜"))
    visitor = models.CharField(_("방문자 해시"), max_length=32)

    class Meta:
        verbose_name = _("방문")
        verbose_name_plural = _("방문")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "visitor"], name="one_visit_per_visitor_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}"


class DailySalt(models.Model):
    """The random bytes in one day's hashes, the same in every process.

    Once it is gone nobody, knowing SECRET_KEY or not, can tell whose hash was whose.
    """

    date = models.DateField(_("날짜"), primary_key=True)
    salt = models.CharField(_("임의 값"), max_length=64)

    class Meta:
        verbose_name = _("하루치 임의 값")
        verbose_name_plural = _("하루치 임의 값")

    def __str__(self) -> str:
        return f"{self.date}"


class OpeningBalance(models.Model):
    """What a site that moved in had counted before; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    total = models.PositiveBigIntegerField(
        _("전체"),
        default=0,
        help_text=_(
            "옮겨 오기 전까지의 전체 방문자 수입니다. 지금의 전체에 더해집니다."
        ),
    )
    maximum = models.PositiveIntegerField(
        _("최대"),
        default=0,
        help_text=_("옮겨 오기 전, 하루에 가장 많이 온 날의 방문자 수입니다."),
    )

    class Meta:
        verbose_name = _("방문자 시작값")
        verbose_name_plural = _("방문자 시작값")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_opening_balance"),
            models.CheckConstraint(
                condition=Q(maximum__lte=F("total")),
                name="opening_maximum_within_total",
                violation_error_message=_(
                    "최대는 전체보다 클 수 없습니다. 두 값을 다시 확인해 주세요."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(_("방문자 시작값"))
