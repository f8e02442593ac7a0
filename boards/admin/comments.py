"""Comments in the admin: to look for, edit, hide, restore, delete."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from boards import services
from boards.admin.dates import WrittenFilter
from boards.admin.delegation import (
    ManagedBoardFilter,
    is_site_manager,
    managed_boards,
)
from boards.admin.forms import CommentAdminForm
from boards.admin.moderation import ModerationAdmin
from boards.directory import board_by_id
from boards.models import Board, Comment, State


def of_boards(comments: QuerySet[Comment], ids: Collection[int]) -> QuerySet[Comment]:
    """Return those below posts of these boards, looked at comment by comment.

    Reckoned with, a board is not looked for by its index: that would be the way from
    all its posts to all their comments.
    """
    return comments.alias(of=F("post__board") + 0).filter(of__in=ids)


class CommentedBoardFilter(ManagedBoardFilter):
    """Filters comments by the board of their post."""

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Comment]
    ) -> QuerySet[Comment]:
        if self.lookup_val is None:
            return queryset
        chosen = self.lookup_val[-1]
        ids = [board.pk for board in managed_boards(request) if str(board.pk) == chosen]
        return of_boards(queryset, ids)


@admin.register(Comment)
class CommentAdmin(ModerationAdmin):
    """Comments of all boards; new ones are written below their post."""

    form = CommentAdminForm
    board_lookup = "post__board"
    list_display = ["excerpt", "post_title", "written_by", "state", "created_at"]
    list_display_links = ["excerpt"]
    list_filter = [
        *(("post__board", CommentedBoardFilter), "state", "is_secret"),
        WrittenFilter,
    ]
    search_fields = ["body", "author_name", "author__username"]
    search_help_text = _("내용, 이름, 아이디에서 찾습니다.")
    fieldsets = [
        (None, {"fields": ["post_link", "body", "is_secret"]}),
        (
            _("기록"),
            {
                "fields": [
                    ("written_by", "address"),
                    ("created_at", "edited_at"),
                    "state_in_full",
                    "opened_version",
                ]
            },
        ),
    ]
    readonly_fields = [
        *("post_link", "written_by", "address"),
        *("created_at", "edited_at", "state_in_full"),
    ]

    def board_of(self, row: Comment) -> Board:
        return board_by_id(row.post.board_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """With the posts, which say whose board it is, but without their bodies."""
        comments = admin.ModelAdmin.get_queryset(self, request)
        if not is_site_manager(request):
            ids = [board.pk for board in managed_boards(request)]
            comments = of_boards(comments, ids)
        comments = comments.select_related("post", "author")
        return comments.defer("body_html", "post__body", "post__body_html")

    def view_on_site(self, comment: Comment) -> str | None:
        is_shown = comment.state == comment.post.state == State.VISIBLE
        return comment.get_absolute_url() if is_shown else None

    @admin.display(description=_("내용"), ordering="id")
    def excerpt(self, comment: Comment) -> str:
        return Truncator(comment.body).chars(50)

    @admin.display(description=_("글"), ordering="post")
    def post_title(self, comment: Comment) -> str:
        return f"{self.board_of(comment)} > {comment.post}"

    @admin.display(description=_("글"))
    def post_link(self, comment: Comment) -> SafeString:
        return format_html(
            '<a href="../../../post/{}/change/">{}</a>',
            comment.post_id,
            self.post_title(comment),
        )

    def save_model(
        self, request: HttpRequest, obj: Comment, form: Any, change: bool
    ) -> None:
        services.edit_comment(obj, **form.values())

    def hide(self, row: Comment, *, by: Member) -> bool:
        return services.hide_comment(row, by=by)

    def restore(self, row: Comment) -> bool:
        return services.restore_comment(row)

    def delete(self, row: Comment, *, by: Member) -> bool:
        return services.delete_comment(row, by=by)
