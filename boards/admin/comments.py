"""Comments in the admin: to look for, edit, hide, restore, delete."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from boards import services
from boards.admin.dates import WrittenFilter
from boards.admin.delegation import ManagedBoardFilter
from boards.admin.forms import CommentAdminForm
from boards.admin.moderation import ModerationAdmin
from boards.directory import board_by_id
from boards.models import Board, Comment, State


@admin.register(Comment)
class CommentAdmin(ModerationAdmin):
    """Comments of all boards; new ones are written below their post."""

    form = CommentAdminForm
    board_lookup = "post__board"
    list_display = ["excerpt", "post_title", "written_by", "state", "created_at"]
    list_display_links = ["excerpt"]
    list_filter = [
        *(("post__board", ManagedBoardFilter), "state", "is_secret"),
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
        comments = super().get_queryset(request).select_related("post", "author")
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
