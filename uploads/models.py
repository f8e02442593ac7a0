"""The pictures in the storage, and what still has to be done about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoredPicture(models.Model):
    """One uploaded picture, attached to a post or standing in a body.

    `widths` says which sizes a page may choose from (see uploads.sizes) and is empty
    until `sized_at`. `tries` counts how often making them was begun: what breaks the
    job each time is given up.
    """

    path = models.CharField(max_length=200, unique=True)  # name in the storage
    width = models.PositiveIntegerField(_("너비(px)"))
    height = models.PositiveIntegerField(_("높이(px)"))
    is_moving = models.BooleanField(default=False)
    widths = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("올린 회원"),
    )
    created_at = models.DateTimeField(_("올린 때"), default=timezone.now)
    sized_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("올린 그림")
        verbose_name_plural = _("올린 그림")
        indexes = [
            # The nightly job that looks for pictures nobody uses.
            models.Index("created_at", name="picture_taken_in"),
            # The job that makes sizes; few rows are ever in it.
            models.Index(
                "id", condition=Q(sized_at__isnull=True), name="picture_without_sizes"
            ),
        ]

    def __str__(self) -> str:
        return self.path


class VideoStill(models.Model):
    """The still of a video that stands in a text; `path` is empty until it is here.

    host: a key of uploads.videos.HOSTS. `tries` counts as for StoredPicture.
    """

    host = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    path = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "code"], name="one_still_per_video")
        ]
        indexes = [
            # The job that fetches stills; few rows are ever in it.
            models.Index("id", condition=Q(path=""), name="video_without_still")
        ]

    def __str__(self) -> str:
        return f"{self.host}:{self.code}"
