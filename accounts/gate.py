"""Stops suspended members, whichever way they came in, and says why."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.current import member_of
from accounts.suspending import anybody_suspended, suspension_of

# What stays open: going, reading what the site is obliged to show, the page's frame.
_OPEN_VIEWS = {
    "account_logout",
    "account_reauthenticate",
    "accounts:member_leave",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "portal:preferences",
    "siteconfig:favicon",
    "siteconfig:manifest",
    "siteconfig:page_detail",
    "uploads:media",
    "web:health",
}


class SuspensionMiddleware:
    """Answer each request of a suspended member with the reason.

    The log-in itself goes through, by whatever road, so that there is one door for
    all of them: behind it he reads why, and may log out or leave. While nobody is
    suspended, and for guests always, it costs nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        match = request.resolver_match
        if not anybody_suspended() or (match and match.view_name in _OPEN_VIEWS):
            return None
        member = member_of(request)
        suspended = member and suspension_of(member)
        if not suspended:
            return None
        list(messages.get_messages(request))  # a welcome would read like mockery
        context = {"suspended": suspended}
        response = render(request, "accounts/suspended.html", context, status=403)
        response["Cache-Control"] = "no-store"
        return response
