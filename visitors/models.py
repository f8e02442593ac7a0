"""The visitor counter: days, the visitors of each day as keyed hashes, the salts.

No table here holds an address in clear: a hash for a day, or the beginning for ten
minutes.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DailyVisits(models.Model):
    """How many visitors came on one day in Seoul; kept for ever.

    `count` and `robots` together are the addresses of the day, which is what
    gnuboard counts. `views` are the pages that people opened, `robot_views` those
    that robots did.
    """

    date = models.DateField(_("날짜"), primary_key=True)
    count = models.PositiveIntegerField(_("방문자 수"), default=0)
    robots = models.PositiveIntegerField(_("로봇"), default=0)
    views = models.PositiveIntegerField(_("페이지뷰"), default=0)
    robot_views = models.PositiveIntegerField(_("로봇이 연 페이지"), default=0)
    # Whether VisitTotal holds this day as it stands; see visitors.totals.
    is_summed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("일별 방문자")
        verbose_name_plural = _("일별 방문자")
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date}"


class Visit(models.Model):
    """One visitor of one day, and how he came; dropped after some months.

    The keyed hash does not lead back to an address.
    """

    date = models.DateField(_("날짜"))
    visitor = models.CharField(_("방문자 해시"), max_length=32)
    is_robot = models.BooleanField(_("로봇"), default=False)
    at = models.DateTimeField(_("때"), null=True)
    referrer = models.CharField(_("들어온 곳"), max_length=300, blank=True)
    entry = models.CharField(_("처음 연 화면"), max_length=300, blank=True)
    browser = models.CharField(_("브라우저"), max_length=60, blank=True)
    system = models.CharField(_("운영체제"), max_length=60, blank=True)
    device = models.CharField(_("접속기기"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("접속자")
        verbose_name_plural = _("접속자")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "visitor"], name="one_visit_per_visitor_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}"


class VisitTotal(models.Model):
    """How many visitors of one day share a browser, a referrer, …; kept for ever."""

    class Kind(models.TextChoices):
        """What the visitors of a day are sorted by."""

        DOMAIN = "domain", _("도메인")
        BROWSER = "browser", _("브라우저")
        SYSTEM = "system", _("운영체제")
        DEVICE = "device", _("접속기기")
        HOUR = "hour", _("시간")
        ENTRY = "entry", _("처음 연 화면")
        ROBOT = "robot", _("로봇")
        WORD = "word", _("검색어")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    date = models.DateField(_("날짜"))
    name = models.CharField(_("이름"), max_length=300)
    count = models.PositiveIntegerField(_("방문자 수"))

    class Meta:
        verbose_name = _("접속 통계")
        verbose_name_plural = _("접속 통계")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "date", "name"], name="one_total_per_day_and_name"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class SearchWord(models.Model):
    """What somebody has looked for on the site; one row per person, day and word."""

    date = models.DateField(_("날짜"))
    word = models.CharField(_("검색어"), max_length=50)
    visitor = models.CharField(_("방문자 해시"), max_length=32)

    class Meta:
        verbose_name = _("검색어")
        verbose_name_plural = _("검색어")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "word", "visitor"], name="one_word_per_visitor_and_day"
            )
        ]

    def __str__(self) -> str:
        return self.word


class HiddenWord(models.Model):
    """A word that no popular search shows, alone or among others."""

    word = models.CharField(
        _("낱말"),
        max_length=50,
        unique=True,
        error_messages={"unique": _("이미 빼 둔 낱말입니다.")},
    )
    created_at = models.DateTimeField(_("뺀 때"), auto_now_add=True)

    class Meta:
        verbose_name = _("인기검색어에서 뺀 낱말")
        verbose_name_plural = _("인기검색어에서 뺀 낱말")

    def __str__(self) -> str:
        return self.word


class Presence(models.Model):
    """Who was here within the last minutes, and what he looked at."""

    # A member's id after "m", or the day's hash of an address.
    key = models.CharField(max_length=40, primary_key=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    address = models.CharField(max_length=20)  # its beginning only
    robot = models.CharField(max_length=60, blank=True)  # its name; empty for people
    path = models.CharField(max_length=300)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("현재접속자")
        verbose_name_plural = _("현재접속자")

    def __str__(self) -> str:
        return self.key


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
