"""The size of a request: what is too large is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader


class BodyLimitMiddleware:
    """Answer 413 to a body over MAX_BODY_BYTES, 400 to one without a sane length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return _page("errors/bad_length.html", status=400)
        if int(length) > settings.MAX_BODY_BYTES:
            return _page("errors/413.html", status=413)
        return self.get_response(request)


def _page(template: str, *, status: int) -> HttpResponse:
    # Nobody is logged in yet at this point, so the page stands alone.
    context = {"limit_mb": settings.MAX_BODY_BYTES // 1024**2}
    page = loader.get_template(template).render(context)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response
