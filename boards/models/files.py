"""What hangs on a post: uploaded files and links."""

from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models.posts import Post
from uploads.models import StoredPicture


class Attachment(models.Model):
    """One uploaded file of a post, in the order it was given.

    A picture is shown above the body and lies under /media/ by an unguessable name;
    any other file leaves only through a view that asks for permission.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="attachments")
    number = models.PositiveSmallIntegerField(_("번호"))
    path = models.CharField(max_length=200)  # name in the default storage
    name = models.CharField(_("파일 이름"), max_length=200)  # as its owner called it
    size = models.PositiveBigIntegerField(_("크기(바이트)"))
    is_picture = models.BooleanField(_("그림"), default=False)
    width = models.PositiveIntegerField(_("너비(px)"), default=0)
    height = models.PositiveIntegerField(_("높이(px)"), default=0)
    download_count = models.PositiveIntegerField(_("내려받은 횟수"), default=0)
    created_at = models.DateTimeField(_("올린 때"), default=timezone.now)

    class Meta:
        verbose_name = _("첨부파일")
        verbose_name_plural = _("첨부파일")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"], name="attachment_number_once_per_post"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(
            "boards:file_download",
            args=[self.post.board.slug, self.post_id, self.number],
        )

    @property
    def picture_url(self) -> str:
        """Where a picture is shown from; its name cannot be guessed."""
        return default_storage.url(self.path)


class PostPicture(models.Model):
    """A stored picture stands in a post, in its body or attached.

    Made anew whenever the post is written, so that nobody searches bodies for it.
    """

    post = models.ForeignKey(
        Post, models.CASCADE, related_name="picture_links", db_index=False
    )
    picture = models.ForeignKey(StoredPicture, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "picture"], name="picture_once_per_post"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.picture_id}"


class Link(models.Model):
    """One of a post's two links, and how often it was followed."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField(_("번호"))
    url = models.URLField(_("주소"), max_length=1000)
    click_count = models.PositiveIntegerField(_("연결 횟수"), default=0)

    class Meta:
        verbose_name = _("관련링크")
        verbose_name_plural = _("관련링크")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"], name="link_number_once_per_post"
            )
        ]

    def __str__(self) -> str:
        return self.url
