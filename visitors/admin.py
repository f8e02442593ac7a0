"""The visitor counter in the admin: the days to read, the opening balance to set."""

from typing import Any

from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from visitors import services
from visitors.models import DailyVisits, OpeningBalance, Visit
from visitors.report_views import report
from visitors.reports import REPORTS


class StatisticsAdmin(admin.ModelAdmin):
    """What the counter wrote, to read only, with the ways to the reports above it."""

    list_display_links = None
    date_hierarchy = "date"
    change_list_template = "visitors/admin/days.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {**(extra_context or {}), "reports": REPORTS.values()}
        return super().changelist_view(request, context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DailyVisits)
class DailyVisitsAdmin(StatisticsAdmin):
    """Days and their visitors."""

    list_display = ["date", "visitors", "robots", "addresses", "views"]

    @admin.display(description=_("방문자 수"), ordering="count")
    def visitors(self, day: DailyVisits) -> str:
        return intcomma(day.count)

    @admin.display(description=_("그누보드 방식 합계"))
    def addresses(self, day: DailyVisits) -> str:
        return intcomma(day.count + day.robots)

    def get_urls(self) -> list[URLPattern]:
        """Add the reports, which any number of days share."""
        view = self.admin_site.admin_view(self.report_view)
        name = "visitors_dailyvisits_report"
        return [path("reports/<slug:slug>/", view, name=name), *super().get_urls()]

    def report_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        return report(request, self.admin_site, slug)


@admin.register(Visit)
class VisitAdmin(StatisticsAdmin):
    """접속자: each visit that is still kept, to search too."""

    list_display = ["at", "referrer", "entry", "browser", "system", "device"]
    list_filter = ["is_robot", "device"]
    search_fields = ["referrer", "entry"]
    search_help_text = _("들어온 곳과 처음 연 화면에서 찾습니다.")
    show_full_result_count = False


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
