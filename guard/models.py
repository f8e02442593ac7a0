"""What the guard keeps: banned addresses, and what managers did and looked at."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AddressBan(models.Model):
    """An address or a network whose visitors are refused."""

    class Scope(models.TextChoices):
        """How much is refused."""

        WRITE = "write", _("글쓰기·가입·로그인 막기")
        ALL = "all", _("읽기까지 모두 막기")

    network = models.CharField(
        _("주소"),
        max_length=43,
        unique=True,
        help_text=_(
            "203.0.113.7처럼 주소 하나나 203.0.113.0/24처럼 주소 묶음을 적습니다. "
            "콜론이 든 주소도 됩니다. 휴대전화와 학교는 여럿이 한 주소를 쓰니 되도록 짧게 막아 주세요."
        ),
        error_messages={
            "unique": _("이미 차단한 주소입니다. 목록에서 그 차단을 고쳐 주세요.")
        },
    )
    scope = models.CharField(
        _("범위"), max_length=10, choices=Scope.choices, default=Scope.WRITE
    )
    reason = models.CharField(
        _("이유"), max_length=200, help_text=_("막힌 사람에게 그대로 보입니다.")
    )
    until = models.DateTimeField(
        _("끝나는 때"),
        null=True,
        blank=True,
        help_text=_("비워 두면 풀 때까지 막습니다."),
    )
    note = models.CharField(
        _("메모"), max_length=200, blank=True, help_text=_("관리자만 봅니다.")
    )
    at = models.DateTimeField(_("차단한 때"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("차단한 사람"),
    )

    class Meta:
        verbose_name = _("주소 차단")
        verbose_name_plural = _("주소 차단")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="address_ban_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.network

    @property
    def is_current(self) -> bool:
        """Whether it holds now."""
        return self.until is None or self.until > timezone.now()


class AuditEntry(models.Model):
    """One act of a manager, or one look at personal data; rows are only added.

    Names are copied, since what they name may be gone by then. Values of fields are
    never written, so no secret is.
    """

    class Act(models.TextChoices):
        """What was done."""

        ADD = "add", _("추가")
        CHANGE = "change", _("고침")
        DELETE = "delete", _("지움")
        VIEW = "view", _("열람")
        EXPORT = "export", _("내려받음")

    at = models.DateTimeField(_("때"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("한 사람"),
    )
    actor_name = models.CharField(_("한 사람"), max_length=40)
    act = models.CharField(_("한 일"), max_length=10, choices=Act.choices)
    object_type = models.CharField(_("종류"), max_length=60)  # boards.post
    object_id = models.CharField(_("번호"), max_length=40, blank=True)
    object_repr = models.CharField(_("대상"), max_length=200)
    detail = models.CharField(_("내용"), max_length=500, blank=True)
    address = models.CharField(_("주소"), max_length=45, blank=True)

    class Meta:
        verbose_name = _("관리 기록")
        verbose_name_plural = _("관리 기록")
        ordering = ["-id"]
        indexes = [
            # The list by days, and the nightly dropping of what is old.
            models.Index(fields=["at"], name="audit_at"),
            # What one manager did.
            models.Index(fields=["actor", "-id"], name="audit_actor"),
            # What was done to one thing.
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} · {self.get_act_display()} · {self.object_repr}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError("what is recorded is not changed")
        super().save(*args, **kwargs)
