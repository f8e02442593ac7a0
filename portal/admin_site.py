"""Django's admin under the site's own name."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import admin, messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.second_factor import has_second_factor
from guard.audited_admin import AuditedAdmin
from portal.dashboard import dashboard
from portal.writing_views import writing_report
from siteconfig import services as siteconfig

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class AdminSite(admin.AdminSite):
    """The admin; its header and titles carry the name of the site."""

    index_title = gettext_lazy("관리 화면")

    def register(
        self, model_or_iterable: Any, admin_class: Any = None, **options: Any
    ) -> None:
        """Register models, whoever wrote their admin, with the record of acts."""
        admin_class = admin_class or admin.ModelAdmin
        bases = (AuditedAdmin, admin_class)
        if not issubclass(admin_class, AuditedAdmin):
            module = {"__module__": admin_class.__module__}
            admin_class = type(admin_class.__name__, bases, module)
        super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Lead a manager without second factor to it first, where the site asks so."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            if view != self.logout and _lacks_second_factor(request):
                messages.warning(
                    request,
                    _(
                        "이 사이트의 관리 화면은 2단계 인증을 쓰는 사람만 볼 수 있습니다. "
                        "인증 앱이나 패스키를 등록한 뒤 다시 열어 주세요."
                    ),
                )
                return redirect("mfa_index")
            return inner(request, *args, **kwargs)

        return cast(View, guarded)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Add the pages that belong to no model."""

        def writing(request: HttpRequest, slug: str) -> HttpResponseBase:
            return writing_report(request, self, slug)

        view = self.admin_view(writing)
        own = [path("writing/<slug:slug>/", view, name="writing_report")]
        return [*own, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show who runs the site how it does; others their boards alone."""
        context = {"now": dashboard()} if request.user.is_superuser else {}
        return super().index(request, {**context, **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        title = _("%(site)s 관리") % {"site": siteconfig.site().site_name}
        return {
            **super().each_context(request),
            "site_title": title,
            "site_header": title,
        }

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Members and managers change their password on the same page."""
        return redirect("account_change_password")


def _lacks_second_factor(request: HttpRequest) -> bool:
    is_asked = siteconfig.site().managers_need_second_factor
    return is_asked and request.user.is_staff and not has_second_factor(request.user)
