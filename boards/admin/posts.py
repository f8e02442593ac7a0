"""Posts in the admin: to look for, write, edit, hide, restore, move."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from boards import services
from boards.admin.dates import WrittenFilter
from boards.admin.delegation import ManagedBoardFilter, managed_boards
from boards.admin.forms import PostAdminForm
from boards.admin.moderation import ModerationAdmin, acting
from boards.admin.placing import move_chosen, recategorise_chosen
from boards.directory import board_by_id
from boards.models import Board, Category, Post, State


@admin.register(Post)
class PostAdmin(ModerationAdmin):
    """Posts of all boards, hidden and deleted ones among them."""

    form = PostAdminForm
    actions = [*ModerationAdmin.actions, move_chosen, recategorise_chosen]
    list_display = [
        *("board", "category", "title", "written_by"),
        *("view_count", "comment_count", "state", "created_at"),
    ]
    list_display_links = ["title"]
    list_filter = [
        *(("board", ManagedBoardFilter), "state", "is_notice", "is_secret"),
        WrittenFilter,
    ]
    list_select_related = ["board", "category", "author"]
    search_fields = ["title", "body", "author_name", "author__username"]
    search_help_text = gettext_lazy("제목, 본문, 이름, 아이디에서 찾습니다.")
    new_fieldsets = [
        (None, {"fields": ["board", "category", "title", "body", "body_format"]}),
        (None, {"fields": ["is_notice", "is_secret", "created_at"]}),
    ]
    fieldsets = [
        (None, {"fields": ["board_now", "category", "title", "body", "body_format"]}),
        (None, {"fields": ["is_notice", "is_secret", "author_name", "created_at"]}),
        (
            gettext_lazy("기록"),
            {
                "fields": [
                    ("written_by", "address"),
                    ("state_in_full", "edited_at"),
                    ("view_count", "comment_count"),
                    "opened_version",
                ]
            },
        ),
    ]
    shown_fields = [
        *("board_now", "written_by", "address", "state_in_full", "edited_at"),
        *("view_count", "comment_count"),
    ]

    def board_of(self, row: Post) -> Board:
        return board_by_id(row.board_id)

    @admin.display(description=gettext_lazy("게시판"))
    def board_now(self, post: Post) -> str:
        return _("%(board)s (옮기려면 목록에서 고른 뒤 ‘옮기기’를 하세요)") % {
            "board": self.board_of(post)
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        """Without the bodies; the form fetches the one it shows."""
        return super().get_queryset(request).defer("body", "body_html")

    def view_on_site(self, post: Post) -> str | None:
        return post.get_absolute_url() if post.state == State.VISIBLE else None

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        return self.fieldsets if obj else self.new_fieldsets

    def get_readonly_fields(
        self, request: HttpRequest, obj: Post | None = None
    ) -> list[str]:
        if obj is None:
            return []
        return [*self.shown_fields, "is_notice"] if obj.parent_id else self.shown_fields

    def get_form(
        self,
        request: HttpRequest,
        obj: Post | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Offer the board's categories; a new post has yet to choose its board."""
        form = super().get_form(request, obj, change, **kwargs)
        boards = [self.board_of(obj)] if obj else managed_boards(request)
        field = cast(ModelChoiceField, form.base_fields["category"])
        field.queryset = Category.objects.filter(board__in=boards)
        if obj is None:
            in_order = field.queryset.order_by("board__order", "board", "order", "pk")
            field.queryset = in_order.select_related("board")
            cast(Any, field).label_from_instance = lambda row: f"{row.board} > {row}"
        return form

    def save_model(
        self, request: HttpRequest, obj: Post, form: Any, change: bool
    ) -> None:
        values = form.values()
        if change:
            if "created_at" not in form.changed_data:
                del values["created_at"]  # the form shows whole seconds only
            services.edit_post(obj, **values)
            return
        del values["version"]
        post = services.create_post(values.pop("board"), acting(request), **values)
        obj.pk = post.pk

    def hide(self, row: Post, *, by: Member) -> bool:
        return services.hide_post(row, by=by)

    def restore(self, row: Post) -> bool:
        return services.restore_post(row)

    def delete(self, row: Post, *, by: Member) -> bool:
        return services.delete_post(row, by=by)
