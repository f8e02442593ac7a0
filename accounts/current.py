"""Who is asking: the member behind a request, or None for a guest."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Member


def member_of(request: HttpRequest) -> Member | None:
    """Return the logged-in member, None for a guest."""
    user: Any = request.user
    if not user.is_authenticated:
        return None
    # The member himself: through Django's lazy wrapper each look at him costs ten.
    is_wrapped = type(user) is SimpleLazyObject
    member: Member = user.__dict__["_wrapped"] if is_wrapped else user
    return member


def the_member(request: HttpRequest) -> Member:
    """Return the logged-in member of a page that is for members. Raises Http404."""
    member = member_of(request)
    if member is None:
        raise Http404
    return member
