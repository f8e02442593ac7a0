"""Requests from other sites: our own Origin is proof enough, a token the other one.

Reading pages are the same for everybody and hold no token. Browsers say where a
form came from in the Origin header, which no script of another site can forge.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware


class OriginCsrfMiddleware(CsrfViewMiddleware):
    """Django's check, which needs no token where the Origin is verified as ours.

    A foreign or `null` Origin is refused; without Origin Django wants its token.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        # Two names of Django's own check that its type stubs do not know.
        if "HTTP_ORIGIN" in request.META and self._origin_verified(request):  # type: ignore[attr-defined]
            self._accept(request)  # type: ignore[attr-defined]
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a refused request shows, or may hide, that another site sent it.

    Over https Django wants a Referer where there is no Origin, so offering such a
    request again would only refuse it again.
    """
    if "HTTP_ORIGIN" in request.META:
        return True
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        return True
    referer = request.META.get("HTTP_REFERER")
    if referer is None:
        return request.is_secure()
    try:
        return bool(urlsplit(referer).netloc != request.get_host())
    except ValueError:
        return True
