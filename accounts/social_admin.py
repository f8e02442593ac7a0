"""Keys of log-ins through other sites in the admin: site managers only."""

from typing import Any

import allauth.socialaccount.admin  # noqa: F401  registers what is ours below
from allauth.socialaccount.models import SocialApp
from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import social
from accounts.social_keys import HELP, KeyForm

# allauth's words are of no help to a manager; migrations do not look at these.
_ours: Any = SocialApp._meta
_ours.verbose_name = _ours.verbose_name_plural = gettext_lazy("소셜 로그인 키")
_ours.get_field("provider_id").verbose_name = gettext_lazy("사이트 아이디")
_ours.get_field("client_id").verbose_name = gettext_lazy("클라이언트 아이디")
_ours.get_field("settings").verbose_name = gettext_lazy("설정")
_app: Any = apps.get_app_config("socialaccount")
_app.verbose_name = gettext_lazy("소셜 로그인")

admin.site.unregister(SocialApp)

_APPLE = ("team_id", "key_id", "private_key")


@admin.register(SocialApp)
class KeyAdmin(admin.ModelAdmin):
    """One row a provider; its buttons stand on the site while the row does."""

    form = KeyForm
    list_display = ("name", "client_id")
    readonly_fields = ("addresses",)
    ordering = ("provider",)

    @admin.display(description=gettext_lazy("돌아올 주소"))
    def addresses(self, app: SocialApp) -> SafeString:
        """What has to be registered with the provider, and where."""
        chosen = [social.BY_ID[app.provider]] if app.provider in social.BY_ID else []
        return format_html_join(
            "",
            "<p><strong>{}</strong><br><code>{}</code><br>{}</p>",
            (
                (provider.name, provider.redirect_address, HELP[provider.id])
                for provider in chosen or social.PROVIDERS
            ),
        )

    def get_fieldsets(self, request: HttpRequest, obj: SocialApp | None = None) -> Any:
        note = _(
            "아래의 ‘돌아올 주소’를 그 사이트에 똑같이 등록해야 합니다. "
            "저장하면 로그인 화면에 바로 단추가 보입니다."
        )
        if obj is None:
            names = ("provider", "client_id", "new_secret")
            apple = {"fields": _APPLE, "description": _("애플을 고를 때만 적습니다.")}
            return [
                (None, {"fields": names, "description": note}),
                (_("애플"), apple),
                (None, {"fields": ("addresses",)}),
            ]
        secret = _APPLE if obj.provider == "apple" else ("new_secret",)
        fields = ("client_id", *secret, "addresses")
        return [(None, {"fields": fields, "description": note})]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(
        self, request: HttpRequest, obj: SocialApp | None = None
    ) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser and SocialApp.objects.count() < len(
            social.PROVIDERS
        )

    def has_change_permission(
        self, request: HttpRequest, obj: SocialApp | None = None
    ) -> bool:
        return request.user.is_superuser

    def has_delete_permission(
        self, request: HttpRequest, obj: SocialApp | None = None
    ) -> bool:
        return request.user.is_superuser

    def save_model(
        self, request: HttpRequest, obj: SocialApp, form: ModelForm, change: bool
    ) -> None:
        social.save_key(obj)

    def delete_model(self, request: HttpRequest, obj: SocialApp) -> None:
        social.delete_key(obj)

    def delete_queryset(
        self, request: HttpRequest, queryset: QuerySet[SocialApp]
    ) -> None:
        for app in queryset:
            social.delete_key(app)
