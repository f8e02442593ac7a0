"""Who is asking: the member behind a request, or None for a guest."""

from django.http import HttpRequest

from accounts.models import Member


def member_of(request: HttpRequest) -> Member | None:
    """Return the logged-in member, None for a guest."""
    return request.user if request.user.is_authenticated else None
