"""The site's own rows in the admin; every write goes through the services."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField, ForeignKey, QuerySet
from django.db.models.functions import Coalesce
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siteconfig import services
from siteconfig.forms import SettingsForm
from siteconfig.models import MenuItem, Page, PageVersion, SiteSettings


def _author(request: HttpRequest) -> AbstractBaseUser | None:
    return request.user if request.user.is_authenticated else None


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to its form."""

    change_form_template = "siteconfig/settings_change_form.html"
    form = SettingsForm
    readonly_fields = ["present_mark"]
    fieldsets = [
        (None, {"fields": ["site_name", "description"]}),
        (
            gettext_lazy("사이트 표시"),
            {"fields": ["present_mark", "new_mark", "removes_mark"]},
        ),
        (
            gettext_lazy("사이트 정보"),
            {
                "fields": [
                    "company_name",
                    "representative",
                    "address",
                    "business_number",
                    ("phone", "fax"),
                    "mail_order_number",
                    "privacy_officer",
                    "copyright_owner",
                    "notice_board",
                ],
                "description": gettext_lazy(
                    "모든 화면의 맨 아래에 보입니다. 비워 둔 항목은 나오지 않습니다."
                ),
            },
        ),
        (
            gettext_lazy("가입"),
            {
                "fields": [
                    "banned_names",
                    "banned_email_domains",
                    "asks_real_name",
                    "asks_phone",
                    "asks_postal_address",
                    "asks_homepage",
                    "asks_introduction",
                ],
                "description": gettext_lazy(
                    "가입할 때와 정보수정에서 무엇을 더 물을지 정합니다. "
                    "꼭 필요한 것만 물어 주세요."
                ),
            },
        ),
        (gettext_lazy("보안"), {"fields": ["managers_need_second_factor"]}),
        (
            gettext_lazy("검색 엔진 등록"),
            {
                "fields": ["naver_verification", "google_verification"],
                "description": gettext_lazy(
                    "검색 엔진에 이 사이트가 내 것임을 알릴 때 씁니다."
                ),
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: SiteSettings | None = None
    ) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteSettings | None:
        found = super().get_object(request, object_id, from_field)
        return found or (SiteSettings() if object_id == "1" else None)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("admin:siteconfig_sitesettings_change", args=[1])
        )

    def save_model(
        self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool
    ) -> None:
        services.save_settings(obj, new_icons=form.new_icons)

    @admin.display(description=gettext_lazy("지금 표시"))
    def present_mark(self, settings: SiteSettings) -> SafeString:
        """The mark as every header shows it."""
        return format_html(
            '<img src="{}" alt="" width="64" height="64">', services.mark_url()
        )


class ChildMenuInline(admin.TabularInline):
    """The entries below a menu entry."""

    model = MenuItem
    fk_name = "parent"
    fields = ["label", "url", "order", "opens_new_window", "is_visible"]
    extra = 1
    verbose_name = gettext_lazy("하위 메뉴")
    verbose_name_plural = gettext_lazy("하위 메뉴")


@admin.register(MenuItem)
class MenuItemAdmin(admin.ModelAdmin):
    """The menu as a tree, its order set right in the list."""

    fields = ["label", "url", "parent", "order", "opens_new_window", "is_visible"]
    list_display = ["tree_label", "url", "order", "opens_new_window", "is_visible"]
    list_editable = ["order", "is_visible"]
    list_filter = ["is_visible"]
    search_fields = ["label", "url"]
    list_select_related = ["parent"]
    sortable_by = []
    list_per_page = 200

    def get_queryset(self, request: HttpRequest) -> QuerySet[MenuItem]:
        return MenuItem.objects.annotate(
            top_order=Coalesce("parent__order", "order"),
            top_id=Coalesce("parent_id", "id", output_field=BigIntegerField()),
            above_id=Coalesce("parent_id", 0, output_field=BigIntegerField()),
        )

    def get_ordering(self, request: HttpRequest) -> list[str]:
        # Each entry of the top row, then those below it.
        return ["top_order", "top_id", "above_id", "order", "id"]

    @admin.display(description=gettext_lazy("이름"))
    def tree_label(self, item: MenuItem) -> str:
        return f"└ {item.label}" if item.parent_id else item.label

    def get_inlines(
        self, request: HttpRequest, obj: MenuItem | None
    ) -> list[type[admin.options.InlineModelAdmin]]:
        return [] if obj is not None and obj.parent_id else [ChildMenuInline]

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs["queryset"] = MenuItem.objects.filter(parent=None)
        kwargs["empty_label"] = _("(맨 위 줄)")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: MenuItem, form: Any, change: bool
    ) -> None:
        services.save_menu_item(obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        for child in formset.save(commit=False):
            services.save_menu_item(child)
        for child in formset.deleted_objects:
            services.delete_menu_item(child)

    def delete_model(self, request: HttpRequest, obj: MenuItem) -> None:
        services.delete_menu_item(obj)

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[MenuItem]
    ) -> None:
        for item in queryset:
            services.delete_menu_item(item)


class PageForm(forms.ModelForm):
    """A page with its text; a changed text becomes a new version."""

    body = forms.CharField(
        label=gettext_lazy("본문"),
        widget=forms.Textarea(attrs={"rows": 30, "cols": 100}),
        help_text=gettext_lazy(
            "HTML로 적습니다. 저장하면 새 판이 되고, 지난 판은 아래에 남습니다. "
            "스크립트처럼 위험한 태그는 보일 때 빠집니다."
        ),
    )

    class Meta:
        model = Page
        fields = ["slug", "title", "is_in_footer", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.versions.first() if self.instance.pk else None
        if newest is not None:
            self.initial["body"] = newest.body


class PageVersionInline(admin.TabularInline):
    """The history of a page, to read."""

    model = PageVersion
    fields = ["read_link", "created_at", "created_by"]
    readonly_fields = ["read_link", "created_at", "created_by"]
    extra = 0
    can_delete = False

    @admin.display(description=gettext_lazy("판"))
    def read_link(self, version: PageVersion) -> SafeString:
        address = reverse(
            "admin:siteconfig_page_version", args=[version.page_id, version.number]
        )
        return format_html('<a href="{}">{}</a>', address, version)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PageVersion]:
        versions = super().get_queryset(request).select_related("page", "created_by")
        return versions.defer("body", "body_html")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    """Content pages, each with its older versions."""

    form = PageForm
    fields = ["slug", "title", "body", "is_in_footer", "order"]
    list_display = ["title", "slug", "is_in_footer", "order"]
    list_editable = ["is_in_footer", "order"]
    search_fields = ["title", "slug", "versions__body"]
    inlines = [PageVersionInline]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Page | None = None
    ) -> list[str]:
        return ["slug"] if obj else []

    def get_urls(self) -> list[URLPattern]:
        version = path(
            "<int:page_id>/versions/<int:number>/",
            self.admin_site.admin_view(self.version_view),
            name="siteconfig_page_version",
        )
        return [version, *super().get_urls()]

    def version_view(
        self, request: HttpRequest, page_id: int, number: int
    ) -> HttpResponse:
        """Show an older version; a POST makes its text the newest one."""
        version = get_object_or_404(
            PageVersion.objects.select_related("page", "created_by"),
            page_id=page_id,
            number=number,
        )
        if not self.has_view_or_change_permission(request, version.page):
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, version)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(version),
            "version": version,
            "newest": version.page.versions.first(),
            "can_restore": self.has_change_permission(request, version.page),
        }
        return TemplateResponse(request, "siteconfig/page_version.html", context)

    def _restore(self, request: HttpRequest, version: PageVersion) -> HttpResponse:
        if not self.has_change_permission(request, version.page):
            raise PermissionDenied
        with transaction.atomic():
            restored = services.restore_version(version, author=_author(request))
            said = _("%(number)d판의 글을 되돌려 %(new)d판으로 보여 줍니다.") % {
                "number": version.number,
                "new": restored.number,
            }
            self.log_change(request, version.page, said)
        messages.success(request, said)
        return HttpResponseRedirect(
            reverse("admin:siteconfig_page_change", args=[version.page_id])
        )

    def save_model(
        self, request: HttpRequest, obj: Page, form: Any, change: bool
    ) -> None:
        newest = obj.versions.first() if obj.pk else None
        # The list edits order and footer only; the text is then the newest one's.
        body = form.cleaned_data.get("body", newest.body if newest else "")
        services.publish_page(obj, title=obj.title, body=body, author=_author(request))

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        services.delete_page(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        for page in queryset:
            services.delete_page(page)
