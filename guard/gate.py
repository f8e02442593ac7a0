"""Stops visitors from banned addresses, and tells them why."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guard.bans import Ban, ban_of

# What stays open to everybody: the page's frame, what machines ask, going.
_OPEN_VIEWS = {
    "account_logout",
    "portal:preferences",
    "siteconfig:favicon",
    "siteconfig:manifest",
    "web:health",
}
_READING = {"GET", "HEAD", "OPTIONS"}


class AddressBanMiddleware:
    """Answer 403 to whom a ban covers, by the address that web.proxy has settled.

    A ban on writing leaves reading alone: it stops what is sent, and for guests
    every page of members, where one logs in or joins. A site manager who is logged
    in is never stopped, so that he can lift a ban that hit himself. Static files
    were served before; without bans nothing is looked up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        ban = ban_of(request.META.get("REMOTE_ADDR", ""))
        match = request.resolver_match
        if ban is None or (match and match.view_name in _OPEN_VIEWS):
            return None
        if _runs_the_site(request) or not _covers(ban, request):
            return None
        template = "guard/shut_out.html" if ban.covers_reading else "guard/banned.html"
        response = render(request, template, {"ban": ban}, status=403)
        response["Cache-Control"] = "no-store"
        return response


def _covers(ban: Ban, request: HttpRequest) -> bool:
    if ban.covers_reading or request.method not in _READING:
        return True
    is_of_members = request.path.startswith("/accounts/")
    return is_of_members and not (_has_session(request) and _is_member(request))


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_member(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _runs_the_site(request: HttpRequest) -> bool:
    return _has_session(request) and bool(getattr(request.user, "is_superuser", False))
