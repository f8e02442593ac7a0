"""The one way for a view to refuse."""

import logging

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """A refusal whose text is Korean and meant for the person who reads it."""


class RefusalFilter(logging.Filter):
    """A refusal is no fault of the site: one line in the log, without traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], Refused):
            record.exc_info = None
        return True


def require(allowed: bool, reason: str) -> None:
    """Go on when allowed; otherwise answer 403 with the reason and the next step.

    `reason` is Korean and complete: what is missing and how to get it.
    What the visitor may not know exists is a 404 instead; that is the caller's choice.
    """
    if not allowed:
        raise Refused(reason)
