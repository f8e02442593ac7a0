"""Texts that are not posted yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models.boards import Board
from boards.models.posts import TITLE_MAX, BodyFormat, Post


class Draft(models.Model):
    """What somebody has typed so far: a new post, a reply or an edit.

    It belongs to a member, or to a guest by the hash of the key in his cookie. The
    fields are kept as typed, not checked: a draft may be half of a thing.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
    )
    guest_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    parent = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="+"
    )
    version = models.IntegerField(null=True, blank=True)  # of the post that is edited
    title = models.CharField(_("제목"), max_length=TITLE_MAX, blank=True, default="")
    body = models.TextField(_("내용"), blank=True, default="")
    body_format = models.CharField(
        max_length=4, choices=BodyFormat.choices, default=BodyFormat.TEXT
    )
    category = models.BigIntegerField(null=True, blank=True)
    is_secret = models.BooleanField(_("비밀글"), default=False)
    link_1 = models.CharField(max_length=1000, blank=True, default="")
    link_2 = models.CharField(max_length=1000, blank=True, default="")
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(owner__isnull=True) & ~Q(guest_key=""))
                | (Q(owner__isnull=False) & Q(guest_key="")),
                name="draft_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(post__isnull=True),
                name="draft_reply_or_edit",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page that writes on with it."""
        slug, query = self.board.slug, f"?draft={self.pk}"
        if self.post_id:
            return reverse("boards:post_edit", args=[slug, self.post_id]) + query
        if self.parent_id:
            return reverse("boards:post_reply", args=[slug, self.parent_id]) + query
        return reverse("boards:post_write", args=[slug]) + query
