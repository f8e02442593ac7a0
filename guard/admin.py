"""The guard in the admin: banned addresses, and the record. Site managers only."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
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
from guard.models import AddressBan, AuditEntry
from web.admin_filters import YesNoFilter


class HoldsFilter(YesNoFilter):
    """Bans that hold now, and those that are over."""

    title = gettext_lazy("상태")
    parameter_name = "holds"
    yes, no = gettext_lazy("차단 중"), gettext_lazy("끝남")

    def condition(self) -> Q:
        return Q(until__isnull=True) | Q(until__gt=timezone.now())


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

    holds_personal_data = True
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


class ActorFilter(admin.SimpleListFilter):
    """The acts of one manager."""

    title = gettext_lazy("한 사람")
    parameter_name = "actor"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        staff = get_user_model().objects.filter(is_staff=True).order_by("pk")
        return [(str(one.pk), str(one)) for one in staff]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        value = self.value() or ""
        return queryset.filter(actor=int(value)) if value.isdecimal() else queryset


class KindFilter(admin.SimpleListFilter):
    """The acts on one kind of thing."""

    title = gettext_lazy("종류")
    parameter_name = "kind"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        options = [model._meta for model in model_admin.admin_site._registry]
        kinds = [(one.label_lower, str(one.verbose_name)) for one in options]
        return sorted(kinds, key=lambda kind: kind[1])

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        value = self.value()
        return queryset.filter(object_type=value) if value else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(SiteManagersAdmin):
    """The record, to read and to search; nobody changes or deletes there."""

    list_display = [
        "at",
        "actor_name",
        "act",
        "kind",
        "object_repr",
        "detail",
        "address",
    ]
    list_filter = ["act", ("at", admin.DateFieldListFilter), ActorFilter, KindFilter]
    list_select_related = []
    search_fields = ["actor_name", "object_repr", "=object_id", "detail", "address"]
    search_help_text = gettext_lazy(
        "아이디, 대상, 내용, 주소에서 찾습니다. 2026-03-02처럼 날짜를 적으면 그날의 "
        "기록이 나옵니다."
    )
    show_full_result_count = False
    fields = [*("at", "actor_name", "act", "kind", "object_repr"), "object_id"]
    fields += ["detail", "address"]

    @admin.display(description=gettext_lazy("종류"), ordering="object_type")
    def kind(self, entry: AuditEntry) -> str:
        try:
            return str(apps.get_model(entry.object_type)._meta.verbose_name)
        except (LookupError, ValueError):  # of an app that is gone
            return entry.object_type

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Take a date for a day, anything else for words."""
        try:
            day = datetime.strptime(search_term.strip(), "%Y-%m-%d")
            start = timezone.make_aware(day)
            end = start + timedelta(days=1)
        except (ValueError, OverflowError):
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(at__gte=start, at__lt=end), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
