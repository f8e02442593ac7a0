"""The visitor counter in the admin: the days to read, the opening balance to set."""

from typing import Any

from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from visitors import services
from visitors.models import DailyVisits, OpeningBalance


@admin.register(DailyVisits)
class DailyVisitsAdmin(admin.ModelAdmin):
    """Days and their visitors, to read only."""

    list_display = ["date", "visitors"]
    list_display_links = None
    date_hierarchy = "date"

    @admin.display(description=_("방문자 수"), ordering="count")
    def visitors(self, day: DailyVisits) -> str:
        return intcomma(day.count)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: DailyVisits | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: DailyVisits | None = None
    ) -> bool:
        return False


@admin.register(OpeningBalance)
class OpeningBalanceAdmin(admin.ModelAdmin):
    """The one row, opened at once; it is neither added nor deleted."""

    fields = ["total", "maximum"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("admin:visitors_openingbalance_change", 1)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> OpeningBalance | None:
        return services.opening_balance() if object_id == "1" else None

    def save_model(
        self,
        request: HttpRequest,
        obj: OpeningBalance,
        form: ModelForm,
        change: bool,
    ) -> None:
        services.set_opening_balance(total=obj.total, maximum=obj.maximum)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: OpeningBalance | None = None
    ) -> bool:
        return False
