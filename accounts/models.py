"""Who comes in by the door with a key: the member."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.names import NICKNAME_MAX, USERNAME_PATTERN, nickname_key


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
    nickname = models.CharField(_("닉네임"), max_length=NICKNAME_MAX)
    nickname_key = models.CharField(max_length=80, unique=True, editable=False)
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
        help_text=_("관리 화면에 들어갈 수 있습니다."),
    )
    is_active = models.BooleanField(
        _("이용 중"),
        default=True,
        help_text=_("끄면 로그인할 수 없습니다. 회원을 지우는 대신 쓰세요."),
    )
    date_joined = models.DateTimeField(_("가입일"), default=timezone.now)
    left_at = models.DateTimeField(_("탈퇴일"), null=True, blank=True, editable=False)

    objects = UserManager["Member"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nickname"]

    class Meta:
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=2, level__lte=10), name="member_level_2_to_10"
            )
        ]

    def __str__(self) -> str:
        return self.nickname

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep `nickname_key` in step, whoever saves (allauth and the admin do)."""
        self.nickname_key = (
            self.username if self.left_at else nickname_key(self.nickname)
        )
        fields = kwargs.get("update_fields")
        if fields is not None and "nickname" in fields:  # type: ignore[operator]
            kwargs["update_fields"] = {*fields, "nickname_key"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_full_name(self) -> str:
        return self.nickname

    def get_short_name(self) -> str:
        return self.nickname
