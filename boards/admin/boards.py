"""Groups, boards and categories in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.current import member_of
from accounts.models import Member
from boards import services
from boards.admin.delegation import (
    DelegatedAdmin,
    ManagedBoardFilter,
    RefusableForm,
    is_site_manager,
)
from boards.directory import board_by_id, directory
from boards.models import Board, BoardGroup, Category
from boards.permissions import can_manage_group


class PlaceForm(RefusableForm):
    """A group or a board: who manages it must still be a member."""

    def clean_managers(self) -> QuerySet[Member]:
        members: QuerySet[Member] = self.cleaned_data["managers"]
        if members.filter(left_at__isnull=False).exists():
            raise forms.ValidationError(
                _("탈퇴한 회원은 관리자가 될 수 없습니다. 목록에서 빼 주세요.")
            )
        return members


class PlaceAdmin(DelegatedAdmin):
    """What groups and boards have in common: only a site manager makes them."""

    form = PlaceForm
    autocomplete_fields = ["managers"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_site_manager(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_site_manager(request)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Name the managers through the service, not as Django would."""
        if "managers" in form.cleaned_data:
            services.set_managers(form.instance, form.cleaned_data["managers"])
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)


@admin.register(BoardGroup)
class GroupAdmin(PlaceAdmin):
    """Groups; a group's manager may rename his own."""

    fields = ["slug", "name", "order", "managers"]
    list_display = ["name", "slug", "order"]
    list_editable = ["order"]
    search_fields = ["name", "slug"]
    search_help_text = _("이름과 주소 이름에서 찾습니다.")
    deletion_words = _("게시판이 없는 그룹만 지울 수 있습니다.")

    def manages(self, request: HttpRequest, row: BoardGroup | None) -> bool:
        return is_site_manager(request) or any(
            can_manage_group(member_of(request), group)
            for group in (directory().groups if row is None else [row])
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[BoardGroup]:
        groups = admin.ModelAdmin.get_queryset(self, request)
        if is_site_manager(request):
            return groups
        return groups.filter(managers=member_of(request))

    def get_readonly_fields(
        self, request: HttpRequest, obj: BoardGroup | None = None
    ) -> list[str]:
        return [] if is_site_manager(request) else ["slug", "managers"]

    def save_model(
        self, request: HttpRequest, obj: BoardGroup, form: Any, change: bool
    ) -> None:
        services.save_group(obj)

    def delete_model(self, request: HttpRequest, obj: BoardGroup) -> None:
        services.delete_group(obj)


class CategoryRowForm(forms.ModelForm):
    """A category below its board; there Django skips the constraint on its name."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        twins = Category.objects.filter(board=self.instance.board_id, name=name)
        if twins.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("이 게시판에 같은 이름의 분류가 있습니다. 다른 이름을 지어 주세요.")
            )
        return name


class CategoryInline(admin.TabularInline):
    """A board's categories; whoever may change the board may change them."""

    model = Category
    form = CategoryRowForm
    fields = ["name", "order"]
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(Board)
class BoardAdmin(PlaceAdmin):
    """Boards; their own managers may change all but address, group and managers."""

    board_lookup = "pk"
    fieldsets = [
        (_("기본"), {"fields": ["name", "slug", "group", "order", "managers"]}),
        (
            _("권한"),
            {
                "description": _(
                    "고른 레벨부터 할 수 있습니다. 손님은 1, 새 회원은 2레벨이고, "
                    "게시판 관리자는 레벨과 상관없이 모두 할 수 있습니다."
                ),
                "fields": [
                    ("list_level", "read_level"),
                    ("write_level", "reply_level", "comment_level"),
                    ("upload_level", "download_level"),
                ],
            },
        ),
        (_("기능"), {"fields": ["secrecy", "upload_count", "is_in_search"]}),
        (_("모양"), {"fields": ["skin", "posts_per_page", "new_hours", "hot_views"]}),
    ]
    inlines = [CategoryInline]
    list_display = [
        *("name", "slug", "group", "post_count", "order"),
        *("list_level", "read_level", "write_level", "comment_level"),
    ]
    list_editable = ["order"]
    list_filter = ["group"]
    list_select_related = ["group"]
    search_fields = ["name", "slug"]
    search_help_text = _("이름과 주소 이름에서 찾습니다.")
    deletion_words = _(
        "글이 하나도 없는 게시판만 지울 수 있습니다. "
        "지운 게시판의 주소 이름은 다시 쓸 수 없습니다."
    )

    def board_of(self, row: Board) -> Board:
        return row

    def get_readonly_fields(
        self, request: HttpRequest, obj: Board | None = None
    ) -> list[str]:
        if not is_site_manager(request):
            return ["slug", "group", "managers"]
        return ["slug"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: Board, form: Any, change: bool
    ) -> None:
        if not change:
            services.save_board(obj)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the board last: writers of posts lock it after their threads."""
        super().save_related(request, form, formsets, change)
        if change:
            services.save_board(form.instance)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        changed = formset.save(commit=False)
        for category in formset.deleted_objects:
            services.delete_category(category)
        for category in changed:
            services.save_category(category)

    def delete_model(self, request: HttpRequest, obj: Board) -> None:
        services.delete_board(obj)


class CategoryForm(RefusableForm):
    """A category; it stays on the board it was made for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "board" in self.fields:
            self.fields["board"].disabled = True


@admin.register(Category)
class CategoryAdmin(DelegatedAdmin):
    """All categories, board by board."""

    form = CategoryForm
    fields = ["board", "name", "order"]
    list_display = ["name", "board", "order"]
    list_editable = ["order"]
    list_filter = [("board", ManagedBoardFilter)]
    list_select_related = ["board"]
    search_fields = ["name"]
    ordering = ["board__order", "board", "order", "pk"]
    deletion_words = _("분류를 지워도 글은 남습니다. 그 글들은 분류가 없어집니다.")

    def board_of(self, row: Category) -> Board:
        return board_by_id(row.board_id)

    def save_model(
        self, request: HttpRequest, obj: Category, form: Any, change: bool
    ) -> None:
        services.save_category(obj)

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        services.delete_category(obj)
