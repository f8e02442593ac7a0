"""The one way for a view to refuse."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """A refusal whose text is Korean and meant for the person who reads it."""


def require(allowed: bool, reason: str) -> None:
    """Go on when allowed; otherwise answer 403 with the reason and the next step.

    `reason` is Korean and complete: what is missing and how to get it.
    What the visitor may not know exists is a 404 instead; that is the caller's choice.
    """
    if not allowed:
        raise Refused(reason)
