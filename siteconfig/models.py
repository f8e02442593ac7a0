"""What a manager changes while the site runs: its name, its menu, its pages."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siteconfig.placeholders import SAMPLE_VALUES

_VERIFICATION_VALIDATOR = RegexValidator(
    r"\A[A-Za-z0-9_=+/.-]+\Z",
    _("메타 태그 전체가 아니라 content 안의 값만 넣어 주세요."),
)


class Asking(models.TextChoices):
    """Whether a field is asked of members."""

    OFF = "off", _("묻지 않음")
    OPTIONAL = "optional", _("선택")
    REQUIRED = "required", _("필수")


def _asking(label: Any) -> Any:
    return models.CharField(
        label, max_length=10, choices=Asking.choices, default=Asking.OFF
    )


class SiteSettings(models.Model):
    """The one row about the site itself, shown in every header and footer."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    site_name = models.CharField(_("사이트 이름"), max_length=60, default="마당")
    description = models.CharField(
        _("한 줄 소개"),
        max_length=200,
        blank=True,
        help_text=_("검색 결과와 링크 미리보기에 보이는 설명입니다."),
    )
    company_name = models.CharField(_("회사명"), max_length=60, blank=True)
    representative = models.CharField(_("대표"), max_length=60, blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    business_number = models.CharField(_("사업자 등록번호"), max_length=40, blank=True)
    phone = models.CharField(_("전화"), max_length=40, blank=True)
    fax = models.CharField(_("팩스"), max_length=40, blank=True)
    mail_order_number = models.CharField(
        _("통신판매업신고번호"), max_length=60, blank=True
    )
    privacy_officer = models.CharField(
        _("개인정보관리책임자"), max_length=60, blank=True
    )
    copyright_owner = models.CharField(
        _("저작권자"),
        max_length=100,
        blank=True,
        help_text=_("맨 아랫줄의 Copyright © 뒤에 보입니다. 보통 도메인을 적습니다."),
    )
    notice_board = models.CharField(
        _("아래쪽 공지 게시판"),
        max_length=20,
        blank=True,
        default="notice",
        validators=[
            RegexValidator(
                r"\A[a-z0-9_-]{2,20}\Z",
                _("게시판 주소 /boards/주소이름/ 가운데 ‘주소이름’만 적어 주세요."),
            )
        ],
        help_text=_(
            "주소 이름이 이것인 게시판의 새 글 4개가 모든 화면의 맨 아래에 보입니다. "
            "비워 두면 보이지 않습니다."
        ),
    )
    # The folder of the icons made of an uploaded mark; empty: those of the theme.
    mark = models.CharField(_("사이트 표시"), max_length=32, blank=True, editable=False)
    banned_names = models.TextField(
        _("쓸 수 없는 이름"),
        blank=True,
        max_length=5000,
        help_text=_(
            "한 줄에 하나씩 적습니다. 이 낱말이 들어간 아이디와 닉네임으로는 "
            "가입할 수 없습니다."
        ),
    )
    banned_email_domains = models.TextField(
        _("쓸 수 없는 이메일 도메인"),
        blank=True,
        max_length=5000,
        help_text=_(
            "이메일의 @ 뒤에 오는 것을 한 줄에 하나씩 적습니다. 그 아래 도메인도 막습니다."
        ),
    )
    asks_real_name = _asking(_("이름"))
    asks_phone = _asking(_("전화번호"))
    asks_postal_address = _asking(_("주소"))
    asks_homepage = _asking(_("홈페이지"))
    asks_introduction = _asking(_("자기소개"))
    managers_need_second_factor = models.BooleanField(
        _("관리자의 2단계 인증"),
        default=False,
        help_text=_(
            "켜면 관리 화면에 들어오는 사람은 모두 인증 앱이나 패스키를 "
            "먼저 등록해야 합니다."
        ),
    )
    naver_verification = models.CharField(
        _("네이버 사이트 확인 값"),
        max_length=100,
        blank=True,
        validators=[_VERIFICATION_VALIDATOR],
        help_text=_("네이버 서치어드바이저가 준 메타 태그의 content 값입니다."),
    )
    google_verification = models.CharField(
        _("구글 사이트 확인 값"),
        max_length=100,
        blank=True,
        validators=[_VERIFICATION_VALIDATOR],
        help_text=_("구글 서치 콘솔이 준 메타 태그의 content 값입니다."),
    )

    class Meta:
        verbose_name = _("사이트 설정")
        verbose_name_plural = _("사이트 설정")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="site_settings_one_row"),
            models.CheckConstraint(
                condition=~Q(site_name=""), name="site_settings_named"
            ),
        ]

    def __str__(self) -> str:
        return self.site_name

    @property
    def company_lines(self) -> list[str]:
        """The lines under 사이트 정보, in their order; what is empty is left out."""
        lines = [
            [(_("회사명"), self.company_name), (_("대표"), self.representative)],
            [(_("주소"), self.address)],
            [(_("사업자 등록번호"), self.business_number)],
            [(_("전화"), self.phone), (_("팩스"), self.fax)],
            [(_("통신판매업신고번호"), self.mail_order_number)],
            [(_("개인정보관리책임자"), self.privacy_officer)],
        ]
        separators = [" / ", "", "", " ", "", ""]
        joined = [
            separator.join(f"{label} : {value}" for label, value in line if value)
            for separator, line in zip(separators, lines, strict=True)
        ]
        return [line for line in joined if line]

    @property
    def copyright_line(self) -> str:
        """The last line of the footer; empty when nobody is named."""
        if not self.copyright_owner:
            return ""
        return f"Copyright © {self.copyright_owner}. All rights reserved."

    @property
    def standing_placeholders(self) -> list[str]:
        """The labels of the fields that still hold the starter site's sample."""
        return [
            str(field.verbose_name)
            for field in self._meta.fields
            if field.name in SAMPLE_VALUES
            and getattr(self, field.name) == SAMPLE_VALUES[field.name]
        ]


class MenuItem(models.Model):
    """An entry of the main menu; one that has a parent opens below it."""

    label = models.CharField(_("이름"), max_length=40)
    url = models.CharField(
        _("주소"),
        max_length=300,
        validators=[
            RegexValidator(
                r"\A(/(?![/\\])\S*|https?://[^\s/]\S*)\Z",
                _(
                    "‘/’로 시작하는 사이트 안 주소나 "
                    "http(s)://로 시작하는 주소를 적어 주세요."
                ),
            )
        ],
        help_text=_("사이트 안은 /boards/free/ 처럼, 밖은 https://… 처럼 적습니다."),
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("상위 메뉴"),
        help_text=_("비워 두면 맨 위 줄의 메뉴가 됩니다."),
    )
    order = models.SmallIntegerField(
        _("순서"), default=0, help_text=_("작은 수가 앞에 섭니다.")
    )
    opens_new_window = models.BooleanField(_("새 창"), default=False)
    is_visible = models.BooleanField(
        _("보이기"),
        default=True,
        help_text=_("끄면 이 메뉴와 그 하위 메뉴가 보이지 않습니다."),
    )

    class Meta:
        verbose_name = _("메뉴")
        verbose_name_plural = _("메뉴")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="menu_item_labelled"),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="menu_item_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=(Q(url__startswith="/") & ~Q(url__startswith="//"))
                | Q(url__startswith="http://")
                | Q(url__startswith="https://"),
                name="menu_item_url_is_path_or_http",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Keep the menu two levels deep."""
        if self.parent is None:
            return
        if self.parent.parent_id is not None or self.parent == self:
            raise ValidationError(
                {"parent": _("맨 위 줄의 다른 메뉴를 상위 메뉴로 골라 주세요.")}
            )
        if self.pk is not None and self.children.exists():
            raise ValidationError(
                {
                    "parent": _(
                        "하위 메뉴가 있어 다른 메뉴 아래로 옮길 수 없습니다. "
                        "하위 메뉴부터 옮겨 주세요."
                    )
                }
            )


class Page(models.Model):
    """A page of plain content, such as the terms; its text stands in versions."""

    slug = models.CharField(
        _("주소 이름"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9-]{2,40}\Z",
                _("영문 소문자, 숫자, 빼기(-)로 2~40자까지 쓸 수 있습니다."),
            )
        ],
        error_messages={
            "unique": _("이미 쓰고 있는 주소 이름입니다. 다른 이름을 적어 주세요.")
        },
        help_text=_("주소에 쓰입니다(/pages/주소이름/). 만든 뒤에는 바꿀 수 없습니다."),
    )
    title = models.CharField(_("제목"), max_length=100)
    is_in_footer = models.BooleanField(
        _("아래쪽에 링크"),
        default=True,
        help_text=_("모든 화면의 맨 아래에 링크를 둡니다."),
    )
    order = models.SmallIntegerField(
        _("순서"), default=0, help_text=_("작은 수가 앞에 섭니다.")
    )

    class Meta:
        verbose_name = _("내용 페이지")
        verbose_name_plural = _("내용 페이지")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="page_has_slug"),
            models.CheckConstraint(condition=~Q(title=""), name="page_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("siteconfig:page_detail", args=[self.slug])


class PageVersion(models.Model):
    """The text of a page as it was published once; the highest number is shown."""

    page = models.ForeignKey(
        Page, models.CASCADE, related_name="versions", verbose_name=_("내용 페이지")
    )
    number = models.PositiveIntegerField(_("판"))
    body = models.TextField(_("본문"))
    body_html = models.TextField(editable=False)
    created_at = models.DateTimeField(_("고친 때"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("고친 사람"),
    )

    class Meta:
        verbose_name = _("판")
        verbose_name_plural = _("지난 판")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="page_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="page_version_from_1"
            ),
        ]

    def __str__(self) -> str:
        return _("%(title)s %(number)d판") % {
            "title": self.page.title,
            "number": self.number,
        }
