"""The error pages: what happened, in Korean, and the way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from web.request_id import current_request_id
from web.require import Refused


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show why, and what opens the door; `web.require.require` gives the reason.

    What a library says of its own refusal is not for people's eyes.
    """
    if isinstance(exception, Refused):
        reason = str(exception)
    else:
        reason = _(
            "이 페이지를 볼 수 있는 권한이 없습니다. "
            "필요한 페이지라면 관리자에게 문의해 주세요."
        )
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the request's id; the page needs no database, which may be what failed."""
    template = loader.get_template("errors/500.html")
    page = template.render({"request_id": current_request_id()})
    return HttpResponse(page, status=500)
