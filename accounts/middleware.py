"""What a member's requests have in common: his device, what he has to agree to."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import devices, last_seen, log_ins
from accounts.consents import missing_documents
from accounts.current import member_of

# Where one reads the texts, agrees, logs out or leaves; the admin's log-in too.
_OPEN_PATHS = ("/accounts/", "/pages/", "/admin/")


class ConsentMiddleware:
    """Ask members anew when the terms or the privacy policy have a new version.

    Only a page that is opened in a window leads there. What is sent is taken, so
    that nothing typed is lost; a guest costs nothing, not even a look for a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_page(request):
            member = member_of(request)
            if member is not None and missing_documents(member):
                query = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('accounts:consents')}?{query}")
        return self.get_response(request)

    def _is_page(self, request: HttpRequest) -> bool:
        return (
            request.method == "GET"
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and not request.path.startswith(_OPEN_PATHS)
            and request.META.get("HTTP_SEC_FETCH_DEST", "document") == "document"
            and "text/html" in request.META.get("HTTP_ACCEPT", "")
        )


class DeviceMiddleware:
    """Know where a member is logged in, and the browser that has just logged in.

    Who is no member, or whose page did not ask who he is, costs nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What Django's middleware keeps once somebody has asked for request.user.
        user = getattr(request, "_cached_user", None)
        has_logged_in = devices.set_cookie(request, response)
        if has_logged_in:
            user = request.user
        if user is not None and user.is_authenticated:
            log_ins.note_seen(request, user)
        if has_logged_in:
            last_seen.queue.flush()  # so that he can be logged out again from now on
        return response
