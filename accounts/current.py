"""Who is asking: the member behind a request, or None for a guest."""

from django.http import Http404, HttpRequest

from accounts.models import Member


def member_of(request: HttpRequest) -> Member | None:
    """Return the logged-in member, None for a guest."""
    return request.user if request.user.is_authenticated else None


def the_member(request: HttpRequest) -> Member:
    """Return the logged-in member of a page that is for members. Raises Http404."""
    member = member_of(request)
    if member is None:
        raise Http404
    return member
