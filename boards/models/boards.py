"""Boards, the groups they stand in, and their categories."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.levels import LEVEL_CHOICES
from boards.skins import skin_choices
from web.addresses import address_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SLUG_VALIDATOR = RegexValidator(
    r"^[a-z0-9_-]{2,20}$",
    _("영문 소문자, 숫자, 밑줄(_), 빼기(-)로 2~20자까지 쓸 수 있습니다."),
)


class BoardGroup(models.Model):
    """A shelf of boards; one page shows the latest of each."""

    slug = models.CharField(
        _("주소 이름"), max_length=20, unique=True, validators=[SLUG_VALIDATOR]
    )
    name = models.CharField(_("이름"), max_length=60)
    order = models.SmallIntegerField(_("순서"), default=0)
    managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="managed_groups",
        verbose_name=_("그룹 관리자"),
        help_text=_("이 그룹의 모든 게시판을 관리합니다."),
    )

    class Meta:
        verbose_name = _("게시판 그룹")
        verbose_name_plural = _("게시판 그룹")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


def _level(
    label: "StrOrPromise", default: int
) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        choices=LEVEL_CHOICES,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )


class Board(models.Model):
    """One board: who may do what on it, and how it shows."""

    class Secrecy(models.IntegerChoices):
        NEVER = 0, _("쓰지 않음")
        CHOICE = 1, _("글쓴이가 고름")
        ALWAYS = 2, _("모든 글이 비밀글")

    slug = models.CharField(
        _("주소 이름"),
        max_length=20,
        unique=True,
        validators=[SLUG_VALIDATOR],
        help_text=_(
            "주소에 쓰입니다(/boards/주소이름/). 만든 뒤에는 바꿀 수 없습니다."
        ),
    )
    name = models.CharField(_("이름"), max_length=60)
    group = models.ForeignKey(
        BoardGroup, models.PROTECT, related_name="boards", verbose_name=_("그룹")
    )
    order = models.SmallIntegerField(_("순서"), default=0)
    managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="managed_boards",
        verbose_name=_("게시판 관리자"),
    )

    list_level = _level(_("목록 보기"), 1)
    read_level = _level(_("글 읽기"), 1)
    write_level = _level(_("글쓰기"), 2)
    reply_level = _level(_("답글 쓰기"), 2)
    comment_level = _level(_("댓글 쓰기"), 2)
    upload_level = _level(_("파일 올리기"), 2)
    download_level = _level(_("파일 내려받기"), 1)

    skin = models.CharField(
        _("모양"), max_length=20, default="list", choices=skin_choices
    )
    posts_per_page = models.PositiveSmallIntegerField(
        _("한 쪽의 글 수"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    new_hours = models.PositiveSmallIntegerField(
        _("새 글 표시 시간"), default=24, help_text=_("이 시간 동안 N 표시가 붙습니다.")
    )
    hot_views = models.PositiveIntegerField(
        _("인기 글 조회 수"),
        default=100,
        help_text=_("이만큼 읽힌 글에 인기 표시가 붙습니다."),
    )
    secrecy = models.PositiveSmallIntegerField(
        _("비밀글"),
        default=Secrecy.CHOICE,
        choices=Secrecy.choices,
        help_text=_("바꾼 뒤에 쓰는 글에만 적용됩니다."),
    )
    upload_count = models.PositiveSmallIntegerField(
        _("글 하나의 파일 수"), default=5, validators=[MaxValueValidator(20)]
    )
    is_in_search = models.BooleanField(
        _("전체 검색과 새 글에 포함"),
        default=True,
        help_text=_(
            "끄면 이 게시판의 글은 전체 검색, 새 글, 첫 화면에 나오지 않습니다."
        ),
    )
    post_count = models.PositiveIntegerField(_("글 수"), default=0, editable=False)

    class Meta:
        verbose_name = _("게시판")
        verbose_name_plural = _("게시판")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(posts_per_page__gte=1, posts_per_page__lte=100),
                name="board_posts_per_page_1_to_100",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("boards:post_list", self.slug)

    @cached_property
    def stencil_key(self) -> object:
        """Tells what was made for this very object; a changed board is another one."""
        return object()


class Category(models.Model):
    """A label of one board; renaming it renames it on every post."""

    board = models.ForeignKey(
        Board, models.CASCADE, related_name="categories", verbose_name=_("게시판")
    )
    name = models.CharField(_("이름"), max_length=30)
    order = models.SmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("분류")
        verbose_name_plural = _("분류")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "name"],
                name="category_name_once_per_board",
                violation_error_message=_("이 게시판에 같은 이름의 분류가 있습니다."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def stencil_key(self) -> object:
        """Tells what was made for this very object, as a board's does."""
        return object()


class ReservedSlug(models.Model):
    """A board's slug that was given once and is never given again.

    Links to a board that is gone must not lead to another one.
    """

    slug = models.CharField(max_length=20, primary_key=True)

    def __str__(self) -> str:
        return self.slug
