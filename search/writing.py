"""Changes the documents of one table; a table that cannot take it stops nobody."""

import logging
from collections import Counter
from collections.abc import Sequence

from django.db import Error, transaction

from search.backend import current_backend
from search.documents import Document, Row
from search.indexes import Index

# How often documents were replaced by this process; one who has read ahead looks.
REPLACED = Counter[Index]()

logger = logging.getLogger(__name__)


def has_replaced(table: str, old: Sequence[Document], new: Sequence[Row]) -> bool:
    """Take documents out, put rows in; False, and a line in the log, if it cannot."""
    if not old and not new:
        return True
    backend = current_backend()
    try:
        with transaction.atomic():
            backend.replace(table, old, new)
    except Error as error:
        if backend.why_unavailable(error) is None:
            raise
        logger.exception("The search index has to be built anew: %s", table)
        return False
    return True
