"""The guard in the admin: banned addresses. Site managers only."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guard.admin_forms import AddressBanForm
from guard.bans import delete_ban, save_ban
from guard.models import AddressBan


class HoldsFilter(admin.SimpleListFilter):
    """Bans that hold now, and those that are over."""

    title = gettext_lazy("상태")
    parameter_name = "holds"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("yes", _("차단 중")), ("no", _("끝남"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AddressBan]
    ) -> QuerySet[AddressBan]:
        holds = Q(until__isnull=True) | Q(until__gt=timezone.now())
        if self.value() == "yes":
            return queryset.filter(holds)
        return queryset.exclude(holds) if self.value() == "no" else queryset


class SiteManagersAdmin(admin.ModelAdmin):
    """What only site managers see."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


@admin.register(AddressBan)
class AddressBanAdmin(SiteManagersAdmin):
    """Every write goes through guard.bans, so that all processes know at once."""

    form = AddressBanForm
    fields = ["network", "scope", "reason", "until", "note"]
    list_display = ["network", "scope", "reason", "ends", "state", "at", "made_by"]
    list_filter = [HoldsFilter, "scope"]
    list_select_related = ["made_by"]
    search_fields = ["network", "reason", "note"]
    search_help_text = gettext_lazy("주소, 이유, 메모에서 찾습니다.")
    date_hierarchy = "at"

    @admin.display(description=gettext_lazy("끝나는 때"), ordering="until")
    def ends(self, ban: AddressBan) -> str:
        if ban.until is None:
            return _("풀 때까지")
        return date_format(localtime(ban.until), "Y-m-d H:i")

    @admin.display(description=gettext_lazy("상태"))
    def state(self, ban: AddressBan) -> str:
        return _("차단 중") if ban.is_current else _("끝남")

    def get_form(
        self,
        request: HttpRequest,
        obj: AddressBan | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.own_address = request.META.get("REMOTE_ADDR", "")
        return form  # type: ignore[no-any-return]

    def save_model(
        self, request: HttpRequest, obj: AddressBan, form: Any, change: bool
    ) -> None:
        if not change:
            obj.made_by_id = request.user.pk
        save_ban(obj)

    def delete_model(self, request: HttpRequest, obj: AddressBan) -> None:
        delete_ban(obj)

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[AddressBan]
    ) -> None:
        with transaction.atomic():
            for ban in queryset:
                delete_ban(ban)
