"""Lets the browser follow a form to another site, from pages that have such a form.

Browsers ask `form-action` about every address that a form is led on to.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.social import Provider

_MARK = "_social_providers"


def note_buttons(request: HttpRequest, providers: list[Provider]) -> None:
    """Remember that the page being made has buttons of these providers."""
    setattr(request, _MARK, providers)


class SocialFormsMiddleware:
    """Widen `form-action` by the providers whose buttons the page shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        origins = [
            origin
            for provider in getattr(request, _MARK, [])
            for origin in provider.origins
        ]
        if origins:
            widened: dict[str, Any] = getattr(response, "_csp_update", None) or {}
            # As csp.decorators.csp_update does, which wraps views only.
            response._csp_update = {**widened, "form-action": origins}  # type: ignore[attr-defined]
        return response
