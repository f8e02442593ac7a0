"""Tells the wrapper around Django which member a page was made for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.models import Member
from web import inner_headers


class MemberHeaderMiddleware:
    """Name the member in an inner header, when the page has asked for him anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Where Django keeps the member once a view or template has looked at him.
        member = getattr(request, "_cached_user", None)
        if isinstance(member, Member):
            response[inner_headers.MEMBER] = str(member.pk)
            if member.hides_presence:
                response[inner_headers.HIDDEN] = "1"
        return response
