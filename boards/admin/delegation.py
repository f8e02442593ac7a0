"""The admin for those who manage some boards: each sees and changes only his own.

Django's permission rows play no part here; `boards.permissions` decides.
"""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.current import member_of
from boards.directory import directory
from boards.errors import BoardError
from boards.models import Board
from boards.permissions import can_manage


def managed_boards(request: HttpRequest) -> list[Board]:
    """Return the boards that whoever is asking manages, in the site's order."""
    member = member_of(request)
    return [board for board in directory().boards if can_manage(member, board)]


def is_site_manager(request: HttpRequest) -> bool:
    """Say whether everything is open to whoever is asking."""
    member = member_of(request)
    return member is not None and member.is_superuser


class RefusableForm(forms.ModelForm):
    """A form that says why a service refused what was typed."""

    refusal: BoardError | None = None

    def clean(self) -> dict[str, Any] | None:
        if self.refusal is not None:
            raise forms.ValidationError(str(self.refusal))
        return super().clean()


class ServiceAdmin(admin.ModelAdmin):
    """Writes through services, and shows in Korean what they refuse."""

    form = RefusableForm
    delete_confirmation_template = "boards/admin/delete.html"
    deletion_words: str | Promise = ""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return the row; one that is not there, or not his, is a 404."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404(_("없거나 맡지 않은 것입니다. 목록에서 다시 골라 주세요."))
        return found

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        cast(Any, form).refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form again, with what was typed, when a service refuses."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except BoardError as refusal:
            cast(Any, request).refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        words = {"deletion_words": self.deletion_words, **(extra_context or {})}
        try:
            return super().delete_view(request, object_id, words)
        except BoardError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect("../change/")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What hangs on a row never stands in the way; the services decide."""
        return [str(row) for row in objs], {}, set(), []

    def get_actions(self, request: HttpRequest) -> Any:
        """Django's own deletion of many rows knows nothing of the services."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class DelegatedAdmin(ServiceAdmin):
    """Rows that belong to a board, for the managers of that board."""

    board_lookup = "board"

    def board_of(self, row: Any) -> Board:
        """Return the board a row belongs to."""
        raise NotImplementedError

    def manages(self, request: HttpRequest, row: Any) -> bool:
        """Say whether he manages the row, or with None any row at all."""
        if is_site_manager(request):
            return True
        if row is None:
            return bool(managed_boards(request))
        return can_manage(member_of(request), self.board_of(row))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if is_site_manager(request):
            return rows
        ids = [board.pk for board in managed_boards(request)]
        return rows.filter(**{f"{self.board_lookup}__in": ids})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.manages(request, None)

    def has_view_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return self.manages(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.manages(request, None)

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return self.manages(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return self.manages(request, obj)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer only boards he manages."""
        if db_field.name == "board":
            ids = [board.pk for board in managed_boards(request)]
            kwargs["queryset"] = Board.objects.filter(pk__in=ids)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ManagedBoardFilter(admin.RelatedFieldListFilter):
    """Filters by board; offers only boards he manages, without a query."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        return [(board.pk, board.name) for board in managed_boards(request)]
