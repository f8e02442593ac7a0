"""Rows the boards keep for themselves: the tally, removals, submissions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models.boards import Board
from boards.models.comments import Comment
from boards.models.posts import Post


class ListTally(models.Model):
    """How many listed posts lie in one bucket of thread numbers; see boards/tally.py.

    `category` is a plain number, 0 for the whole board: a NULL would not be unique.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="+", db_index=False)
    category = models.BigIntegerField(default=0)
    level = models.PositiveSmallIntegerField()
    bucket = models.BigIntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            # Read by every numbered list, newest bucket first.
            models.UniqueConstraint(
                fields=["board", "category", "level", "bucket"], name="tally_bucket"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=0), name="tally_count_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board_id}/{self.category}/{self.level}/{self.bucket}"


class Removal(models.Model):
    """Why and by whom a post or comment was taken out of sight; gone when it is back."""

    class Reason(models.TextChoices):
        AUTHOR = "author", _("글쓴이가 지움")
        MANAGER = "manager", _("관리자가 지움")
        HIDDEN = "hidden", _("관리자가 숨김")

    post = models.OneToOneField(
        Post, models.CASCADE, null=True, blank=True, related_name="removal"
    )
    comment = models.OneToOneField(
        Comment, models.CASCADE, null=True, blank=True, related_name="removal"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("까닭"), max_length=10, choices=Reason.choices)
    created_at = models.DateTimeField(_("때"), default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(comment__isnull=True),
                name="removal_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Submission(models.Model):
    """A form that was sent, and what came of it, so that a repeat makes nothing new."""

    key = models.CharField(max_length=64, primary_key=True)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key


class WritingTotal(models.Model):
    """How many posts and comments of one finished day stand in one board.

    See boards/writing.py. Kept for ever, so that ten years are read at once.
    """

    date = models.DateField(_("날짜"))
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    posts = models.PositiveIntegerField(_("글"), default=0)
    comments = models.PositiveIntegerField(_("댓글"), default=0)

    class Meta:
        verbose_name = _("글,댓글 현황")
        verbose_name_plural = _("글,댓글 현황")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "board"], name="one_writing_total_per_day_and_board"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.board_id}"
