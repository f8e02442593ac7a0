"""Who is asking: the member behind a request, or None for a guest."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject, empty

from accounts.models import Member


def member_of(request: HttpRequest) -> Member | None:
    """Return the logged-in member, None for a guest."""
    user: Any = request.user
    # The member himself: through Django's lazy wrapper each look at him costs ten.
    if type(user) is SimpleLazyObject:
        inside = object.__getattribute__(user, "__dict__")
        if inside["_wrapped"] is empty:
            bool(user)  # any question has Django look him up
        user = inside["_wrapped"]
    return user if user.is_authenticated else None


def the_member(request: HttpRequest) -> Member:
    """Return the logged-in member of a page that is for members. Raises Http404."""
    member = member_of(request)
    if member is None:
        raise Http404
    return member
