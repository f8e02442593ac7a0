"""What every page of the admin leaves in the record: acts, and looks at personal data.

Django's admin already says of each act what was done, in its own log, which anybody
who sees a row may read and which knows no addresses; the same words go into ours.
"""

import json
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guard.audit import Act, record

_LOOKING = {"GET", "HEAD"}


class AuditedAdmin(admin.ModelAdmin):
    """Mixed into every ModelAdmin by portal.admin_site, so that none can forget it.

    A ModelAdmin whose pages show personal data says `holds_personal_data = True`.
    """

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        record(request, Act.ADD, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        entry = LogEntry(change_message=_as_kept(message))
        record(request, Act.CHANGE, obj, detail=entry.get_change_message())
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            record(request, Act.DELETE, obj)
        return super().log_deletions(request, queryset)

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        """Django's own deletion of the chosen opens no transaction by itself."""
        if request.POST.get("action") != "delete_selected":
            return super().response_action(request, queryset)
        with transaction.atomic():
            return super().response_action(request, queryset)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if self._shows_data(request, response):
            record(request, Act.VIEW, self.model, detail=_asked(request))
        return response

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if object_id and self._shows_data(request, response):
            shown = getattr(response, "context_data", None) or {}
            record(request, Act.VIEW, shown.get("original") or self.model)
        return response

    def _shows_data(self, request: HttpRequest, response: HttpResponse) -> bool:
        return (
            getattr(self, "holds_personal_data", False)
            and request.method in _LOOKING
            and response.status_code == 200
        )


def _as_kept(message: Any) -> str:
    """Return a message as LogEntry keeps it: words, or a list in JSON."""
    if isinstance(message, str):
        return message
    return json.dumps(message)


def _asked(request: HttpRequest) -> str:
    """Say what of a list was looked for."""
    words = request.GET.get("q", "").strip()
    return _("찾은 말: %(words)s") % {"words": words} if words else ""
