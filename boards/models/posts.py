"""Posts, all boards in one table, and who has seen them today."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models.boards import Board, Category
from boards.models.states import State
from boards.querysets import PostQuerySet
from web.addresses import address_of

TITLE_MAX = 255
AUTHOR_NAME_MAX = 20
EXCERPT_MAX = 120


class BodyFormat(models.TextChoices):
    HTML = "html", "HTML"
    TEXT = "text", _("글자만")


class Post(models.Model):
    """One post, or a reply post below another.

    `thread` is the id of the root post (its own for a root); `reply_path` holds four
    characters of [0-9a-z] per level. Lists run by thread descending, path ascending.
    `excerpt` is the beginning of `body_html` in plain words, so that no list reads it.
    """

    Format = BodyFormat

    board = models.ForeignKey(
        Board,
        models.PROTECT,
        related_name="posts",
        db_index=False,  # post_board_written begins with it
        verbose_name=_("게시판"),
    )
    category = models.ForeignKey(
        Category,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("분류"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("글쓴이"),
    )
    author_name = models.CharField(_("이름"), max_length=AUTHOR_NAME_MAX, blank=True)
    guest_password = models.CharField(max_length=128, blank=True, editable=False)
    title = models.CharField(_("제목"), max_length=TITLE_MAX)
    body = models.TextField(_("본문"))
    body_format = models.CharField(
        _("본문 형식"),
        max_length=4,
        choices=BodyFormat.choices,
        default=BodyFormat.TEXT,
    )
    body_html = models.TextField(editable=False)
    excerpt = models.CharField(max_length=EXCERPT_MAX, blank=True, editable=False)
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
    is_notice = models.BooleanField(_("공지"), default=False)
    is_secret = models.BooleanField(_("비밀글"), default=False)
    state = models.SmallIntegerField(
        _("상태"), choices=State.choices, default=State.VISIBLE, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    view_count = models.PositiveIntegerField(_("조회"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("댓글"), default=0, editable=False)
    up_count = models.PositiveIntegerField(_("추천"), default=0, editable=False)
    down_count = models.PositiveIntegerField(_("비추천"), default=0, editable=False)
    file_count = models.PositiveSmallIntegerField(default=0, editable=False)
    link_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # The picture that stands for the post in lists, and which widths of it are made.
    thumbnail = models.CharField(max_length=200, blank=True, editable=False)
    thumbnail_widths = models.CharField(
        max_length=40, blank=True, default="", editable=False
    )
    ip = models.GenericIPAddressField(
        _("주소(IP)"), null=True, blank=True, editable=False
    )
    ip_network = models.CharField(max_length=43, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    source_board = models.CharField(max_length=40, blank=True, editable=False)
    source_id = models.BigIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("작성일"), default=timezone.now)
    edited_at = models.DateTimeField(_("수정일"), null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(
        _("지운 때"), null=True, blank=True, editable=False
    )

    objects = PostQuerySet.as_manager()

    # Filled by the queryset's with_root_author(); a root needs no filling.
    root_author_id: int | None = None

    class Meta:
        verbose_name = _("글")
        verbose_name_plural = _("글")
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "reply_path"],
                condition=~Q(thread=0),
                name="post_place_in_thread",
            ),
            models.UniqueConstraint(
                fields=["source_board", "source_id"],
                condition=Q(source_id__isnull=False),
                name="post_source_once",
            ),
            models.CheckConstraint(
                condition=Q(depth__lte=10), name="post_depth_at_most_10"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(guest_password=""),
                name="post_password_only_for_guests",
            ),
        ]
        indexes = [
            # The board list, previous / next, and the pages the tally points into.
            models.Index(
                "board",
                models.F("thread").desc(),
                "reply_path",
                condition=Q(state=State.VISIBLE, is_notice=False),
                name="post_list",
            ),
            # The board list of one category.
            models.Index(
                "board",
                "category",
                models.F("thread").desc(),
                "reply_path",
                condition=Q(state=State.VISIBLE, is_notice=False),
                name="post_category_list",
            ),
            # The notices above page 1 of a board. `state` has SQLite, which without
            # statistics counts equal columns, prefer it to others of the board.
            models.Index(
                "board",
                "state",
                models.F("id").desc(),
                condition=Q(state=State.VISIBLE, is_notice=True),
                name="post_notices",
            ),
            # Lists sorted by views or votes, either way. Those of a category stand only
            # for posts that have one. A view moves two entries, a vote two others.
            # `state` spares SQLite to read each row it meets to see it once more; it
            # stands last, or these would be taken for post_notices.
            models.Index(
                *("board", "view_count", "id", "state"),
                condition=Q(state=State.VISIBLE),
                name="post_by_views",
            ),
            models.Index(
                *("board", "category", "view_count", "id", "state"),
                condition=Q(state=State.VISIBLE, category__isnull=False),
                name="post_category_by_views",
            ),
            models.Index(
                *("board", "up_count", "id", "state"),
                condition=Q(state=State.VISIBLE),
                name="post_by_votes",
            ),
            models.Index(
                *("board", "category", "up_count", "id", "state"),
                condition=Q(state=State.VISIBLE, category__isnull=False),
                name="post_category_by_votes",
            ),
            # Lists sorted by date, and those of a period in any order: with all that
            # they pick and sort by, so that no row is read that is not shown.
            models.Index(
                *("board", "created_at", "id", "state"),
                *("category", "view_count", "up_count"),
                condition=Q(state=State.VISIBLE),
                name="post_by_date",
            ),
            models.Index(
                *("board", "category", "created_at", "id", "state"),
                condition=Q(state=State.VISIBLE, category__isnull=False),
                name="post_category_by_date",
            ),
            # The admin's list of one board, deleted ones among them.
            models.Index(
                fields=["board", "created_at", "id"], name="post_board_written"
            ),
            # The newest of one board that everybody may read: front page, feeds. For
            # `state` see post_notices.
            models.Index(
                "board",
                "state",
                models.F("id").desc(),
                condition=Q(state=State.VISIBLE, is_secret=False),
                name="post_open_newest",
            ),
            # New posts and the site's feed: newest first over many boards, with all
            # that tells whether a guest may read them, so that no row is read that he
            # may not.
            models.Index(
                models.F("id").desc(),
                *("state", "board", "is_secret"),
                condition=Q(state=State.VISIBLE),
                name="post_newest",
            ),
            # The nightly job that shortens addresses; only the last days are in it.
            models.Index(
                "created_at", condition=Q(ip__isnull=False), name="post_full_address"
            ),
            # A picture whose sizes are made looks for the posts that show it.
            models.Index(
                "thumbnail", condition=Q(thumbnail__gt=""), name="post_thumbnail"
            ),
            # The admin's list, also by year, month and day.
            models.Index("created_at", "id", name="post_written"),
            # A member's own posts.
            models.Index("author", models.F("id").desc(), name="post_author"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("boards:post_detail", self.board.slug, self.pk)


class PostView(models.Model):
    """One visitor has seen one post on one day; the key says nothing about who."""

    day = models.DateField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    visitor = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "post", "visitor"], name="one_view_per_visitor_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.post_id}"
