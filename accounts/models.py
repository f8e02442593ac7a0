"""Who comes in by the door with a key: the member, and the first manager's key."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.names import (
    NICKNAME_KEY_MAX,
    NICKNAME_MAX,
    USERNAME_PATTERN,
    initials_of_key,
    nickname_key,
    validate_nickname,
)
from web.code_points import ByCodePoint


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with a name of his own on the site, also after he has left.

    A member who left keeps his row (`left-<id>`, personal fields empty), because
    his posts stay; no one can sign up under such a name.
    """

    username = models.CharField(
        _("아이디"),
        max_length=40,  # 20 when chosen; `left-<id>` may be longer
        unique=True,
        validators=[
            RegexValidator(
                USERNAME_PATTERN,
                _("아이디는 영문 소문자, 숫자, 밑줄(_)로 3~20자까지 쓸 수 있습니다."),
            )
        ],
        error_messages={"unique": _("이미 쓰고 있는 아이디입니다.")},
    )
    nickname = models.CharField(
        _("닉네임"), max_length=NICKNAME_MAX, validators=[validate_nickname]
    )
    # Null once the member has left, so that the name is free again.
    nickname_key = models.CharField(
        max_length=NICKNAME_KEY_MAX, unique=True, null=True, blank=True, editable=False
    )
    # Of the key: ㅎㄱㄷ of 홍길동, for who types no more than that; empty with the key.
    initials = models.CharField(
        max_length=NICKNAME_KEY_MAX, default="", blank=True, editable=False
    )
    email = models.EmailField(_("이메일"), blank=True)
    level = models.PositiveSmallIntegerField(
        _("레벨"),
        default=2,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("새 회원은 2, 가장 높은 레벨은 10입니다."),
    )
    points = models.IntegerField(_("포인트"), default=0, editable=False)
    is_staff = models.BooleanField(
        _("관리 화면"),
        default=False,
        help_text=_(
            "관리 화면에 들어가 자기가 맡은 그룹이나 게시판을 관리합니다. "
            "맡길 그룹과 게시판은 그 화면에서 정하세요."
        ),
    )
    is_superuser = models.BooleanField(
        _("최고관리자"),
        default=False,
        help_text=_("모든 게시판과 회원, 사이트 설정을 관리합니다."),
    )
    is_active = models.BooleanField(
        _("이용 중"),
        default=True,
        help_text=_(
            "끄면 바로 로그아웃되고 다시 로그인할 수 없습니다. 글은 그대로 남습니다."
        ),
    )
    date_joined = models.DateTimeField(_("가입일"), default=timezone.now)
    last_login = models.DateTimeField(_("최근 로그인"), null=True, blank=True)
    left_at = models.DateTimeField(_("탈퇴일"), null=True, blank=True, editable=False)

    # What a site may ask beside (see accounts.profile); readers see none of it.
    real_name = models.CharField(_("이름"), max_length=40, blank=True)
    phone = models.CharField(
        _("전화번호"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                r"\A\+?[0-9][0-9 ()-]{6,18}\Z",
                _("전화번호는 010-1234-5678처럼 숫자와 줄표(-)로 적어 주세요."),
            )
        ],
    )
    postal_address = models.CharField(_("주소"), max_length=200, blank=True)
    homepage = models.URLField(
        _("홈페이지"),
        blank=True,
        error_messages={"invalid": _("https://로 시작하는 주소를 적어 주세요.")},
    )
    introduction = models.TextField(_("자기소개"), max_length=500, blank=True)
    # The versions of the content pages he agreed to last; 0 is none.
    terms_version = models.PositiveIntegerField(default=0, editable=False)
    privacy_version = models.PositiveIntegerField(default=0, editable=False)
    wants_marketing = models.BooleanField(_("소식 메일"), default=False, editable=False)
    hides_presence = models.BooleanField(
        _("현재접속자에 보이지 않기"), default=False, editable=False
    )

    objects = UserManager["Member"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nickname"]

    class Meta:
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        indexes = [
            # Logging in and asking for a new password by e-mail address.
            models.Index(fields=["email"], name="member_email"),
            # How many joined on which day, in the admin.
            models.Index(fields=["date_joined"], name="member_joined"),
            # Suggestions under the search box, by initials and by whole syllables.
            models.Index(
                ByCodePoint("initials"),
                condition=Q(is_active=True),
                name="member_suggested_by_initials",
            ),
            models.Index(
                ByCodePoint("nickname_key"),
                condition=Q(is_active=True),
                name="member_suggested_by_key",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=2, level__lte=10), name="member_level_2_to_10"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, nickname_key__isnull=False)
                | Q(
                    left_at__isnull=False,
                    nickname_key__isnull=True,
                    nickname="",
                    email="",
                    is_active=False,
                ),
                name="member_who_left_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is made of the nickname in step (allauth and the admin save, too)."""
        self.nickname_key = None if self.left_at else nickname_key(self.nickname)
        self.initials = initials_of_key(self.nickname_key)
        fields = kwargs.get("update_fields")
        if fields is not None and "nickname" in fields:
            kwargs["update_fields"] = {*fields, "nickname_key", "initials"}
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        """The name readers see: the nickname, or that the member has left."""
        return gettext("탈퇴한 회원") if self.left_at else self.nickname

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Consent(models.Model):
    """One answer of a member to what a site has to ask; rows are only added."""

    class Subject(models.TextChoices):
        """What was asked; the first two are slugs of content pages."""

        TERMS = "terms", _("이용약관")
        PRIVACY = "privacy", _("개인정보처리방침")
        AGE = "age", _("만 14세 이상")
        MARKETING = "marketing", _("소식 메일 받기")

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="consents", verbose_name=_("회원")
    )
    subject = models.CharField(_("내용"), max_length=20, choices=Subject.choices)
    version = models.PositiveIntegerField(_("판"), null=True)  # of a content page
    is_given = models.BooleanField(_("동의"), default=True)
    at = models.DateTimeField(_("때"), auto_now_add=True)

    class Meta:
        verbose_name = _("동의 기록")
        verbose_name_plural = _("동의 기록")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.version or ''}".strip()


class KnownDevice(models.Model):
    """A browser a member has logged in with; only the hash of its cookie is kept."""

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="known_devices", verbose_name=_("회원")
    )
    key_hash = models.CharField(max_length=64)
    name = models.CharField(_("기기"), max_length=60)
    network = models.CharField(_("주소"), max_length=43, blank=True)
    first_used_at = models.DateTimeField(_("처음 쓴 때"), default=timezone.now)
    last_used_at = models.DateTimeField(_("마지막에 쓴 때"), default=timezone.now)
    # False until its owner has heard of it by letter, or has said that it is his.
    is_told = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("로그인한 기기")
        verbose_name_plural = _("로그인한 기기")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "key_hash"], name="device_once_a_member"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    """Reads of suspensions."""

    def current(self) -> "SuspensionQuerySet":
        """Keep those that hold now."""
        unended = Q(until__isnull=True) | Q(until__gt=timezone.now())
        return self.filter(unended, lifted_at=None)


class Suspension(models.Model):
    """A time in which a member may not use the site; the reason is told to him."""

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="suspensions", verbose_name=_("회원")
    )
    at = models.DateTimeField(_("정지한 때"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("끝나는 때"), null=True, blank=True)  # null: never
    reason = models.CharField(_("이유"), max_length=500)
    made_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("정지한 사람"),
    )
    lifted_at = models.DateTimeField(_("푼 때"), null=True, editable=False)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("이용 정지")
        verbose_name_plural = _("이용 정지")
        ordering = ["-id"]
        indexes = [
            # Who is suspended now, read by every process when something changes.
            models.Index(
                fields=["until"],
                condition=Q(lifted_at__isnull=True),
                name="suspension_not_lifted",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("at")),
                name="suspension_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="suspension_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.reason}"

    @property
    def is_current(self) -> bool:
        """Whether it holds now."""
        is_over = self.until is not None and self.until <= timezone.now()
        return self.lifted_at is None and not is_over


class ManagerInvitation(models.Model):
    """A link, good once, for making the first manager; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("첫 관리자 초대")
        verbose_name_plural = _("첫 관리자 초대")

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
