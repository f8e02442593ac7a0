"""Changes the documents of one table; a table that cannot take it stops nobody."""

import logging
from collections.abc import Sequence

from django.db import Error, transaction

from search.backend import current_backend
from search.documents import Document
from search.helping import ALONE, Helper

logger = logging.getLogger(__name__)


def has_replaced(
    table: str,
    old: Sequence[Document],
    new: Sequence[Document],
    helper: Helper = ALONE,
) -> bool:
    """Take documents out, put others in; False, and a line in the log, if it cannot."""
    if not old and not new:
        return True
    backend = current_backend()
    try:
        with transaction.atomic():
            backend.replace(table, old, new, helper)
    except Error as error:
        if backend.why_unavailable(error) is None:
            raise
        logger.exception("The search index has to be built anew: %s", table)
        return False
    return True
