"""The visitor counter in the admin: the days to read, the opening balance to set."""

from typing import Any

from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CharField, ModelForm, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from visitors import services
from visitors.models import (
    DailyVisits,
    HiddenWord,
    OpeningBalance,
    SearchWord,
    Visit,
)
from visitors.popular import hide_words, note_hidden_words
from visitors.report_views import report
from visitors.reports import REPORTS
from visitors.words import tidy_word


class HiddenWordForm(ModelForm):
    """A word as searches are counted: small letters, single spaces."""

    word = CharField(label=_("낱말"), max_length=50)

    class Meta:
        model = HiddenWord
        fields = ["word"]

    def clean_word(self) -> str:
        word = tidy_word(self.cleaned_data["word"])
        if not word:
            raise ValidationError(_("글자를 적어 주세요."))
        return word


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


@admin.register(SearchWord)
class SearchWordAdmin(StatisticsAdmin):
    """인기검색어: what was looked for day by day, and the way to keep it from showing.

    Which words are sought most says the report of words, for any days.
    """

    list_display = ["date", "word"]
    ordering = ["-date", "-pk"]
    search_fields = ["word"]
    search_help_text = _("검색어에서 찾습니다.")
    show_full_result_count = False
    actions = ["hide"]

    @admin.action(
        description=_("고른 검색어를 인기검색어에서 빼기"), permissions=["view"]
    )
    def hide(self, request: HttpRequest, words: QuerySet[SearchWord]) -> None:
        """Ask for the right to hide words, then hide them."""
        if not request.user.has_perm("visitors.add_hiddenword"):
            raise PermissionDenied
        count = hide_words(words.values_list("word", flat=True).distinct())
        self.message_user(
            request,
            _("낱말 %(count)d개를 인기검색어에서 뺐습니다.") % {"count": count},
        )


@admin.register(HiddenWord)
class HiddenWordAdmin(admin.ModelAdmin):
    """Words that no popular search shows."""

    list_display = ["word", "created_at"]
    search_fields = ["word"]
    fields = ["word"]

    def get_form(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> type[ModelForm]:
        kwargs["form"] = HiddenWordForm
        return super().get_form(request, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: HiddenWord, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        note_hidden_words()

    def delete_model(self, request: HttpRequest, obj: HiddenWord) -> None:
        super().delete_model(request, obj)
        note_hidden_words()

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[HiddenWord]
    ) -> None:
        super().delete_queryset(request, queryset)
        note_hidden_words()


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
