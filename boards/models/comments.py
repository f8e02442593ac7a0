"""Comments below a post, and comments below comments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models.posts import AUTHOR_NAME_MAX, Post
from boards.models.states import State
from boards.querysets import CommentQuerySet


class Comment(models.Model):
    """One comment; ordered under its post by thread, then reply_path."""

    post = models.ForeignKey(
        Post, models.CASCADE, related_name="comments", verbose_name=_("글")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("글쓴이"),
    )
    author_name = models.CharField(_("이름"), max_length=AUTHOR_NAME_MAX, blank=True)
    guest_password = models.CharField(max_length=128, blank=True, editable=False)
    body = models.TextField(_("내용"))
    body_html = models.TextField(editable=False)
    thread = models.BigIntegerField(default=0, editable=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replies",
    )
    reply_path = models.CharField(max_length=40, blank=True, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    is_secret = models.BooleanField(_("비밀 댓글"), default=False)
    state = models.SmallIntegerField(
        _("상태"), choices=State.choices, default=State.VISIBLE, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    up_count = models.PositiveIntegerField(_("추천"), default=0, editable=False)
    down_count = models.PositiveIntegerField(_("비추천"), default=0, editable=False)
    ip = models.GenericIPAddressField(
        _("주소(IP)"), null=True, blank=True, editable=False
    )
    ip_network = models.CharField(max_length=43, blank=True, editable=False)
    created_at = models.DateTimeField(_("작성일"), default=timezone.now)
    edited_at = models.DateTimeField(_("수정일"), null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(
        _("지운 때"), null=True, blank=True, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("댓글")
        verbose_name_plural = _("댓글")
        constraints = [
            models.UniqueConstraint(
                # Also the order below a post; no other index is needed for it.
                fields=["post", "thread", "reply_path"],
                condition=~Q(thread=0),
                name="comment_place_in_thread",
            ),
            models.CheckConstraint(
                condition=Q(depth__lte=10), name="comment_depth_at_most_10"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(guest_password=""),
                name="comment_password_only_for_guests",
            ),
        ]
        indexes = [
            # The nightly job that shortens addresses; only the last days are in it.
            models.Index(
                "created_at", condition=Q(ip__isnull=False), name="comment_full_address"
            ),
            # The admin's list, also by year, month and day.
            models.Index("created_at", "id", name="comment_written"),
            # A member's own comments.
            models.Index("author", models.F("id").desc(), name="comment_author"),
        ]

    def __str__(self) -> str:
        return self.body[:30]

    def get_absolute_url(self) -> str:
        return f"{self.post.get_absolute_url()}?comment={self.pk}#c_{self.pk}"
