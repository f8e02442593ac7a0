"""Django's admin under the site's own name."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guard.audited_admin import AuditedAdmin
from siteconfig import services as siteconfig


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
