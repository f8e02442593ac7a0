"""Changes the documents of one table; a table that cannot take it stops nobody."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import Error, transaction

from search.backend import current_backend
from search.documents import Document, Row
from search.indexes import Index

# How often documents were replaced by this process; one who has read ahead looks.
REPLACED = Counter[Index]()

logger = logging.getLogger(__name__)


@dataclass
class Attempt:
    """Something done to a table, and whether the table refused it."""

    is_refused: bool = False


@contextmanager
def refusals_logged(table: str) -> Iterator[Attempt]:
    """Undo and log what a faulty table refuses; any other error goes on to the caller.

    The attempt says afterwards whether that happened.
    """
    attempt = Attempt()
    try:
        with transaction.atomic():
            yield attempt
    except Error as error:
        if current_backend().why_unavailable(error) is None:
            raise
        logger.exception("The search index has to be built anew: %s", table)
        attempt.is_refused = True


def has_replaced(table: str, old: Sequence[Document], new: Sequence[Row]) -> bool:
    """Take documents out, put rows in; False, and a line in the log, if it cannot."""
    if not old and not new:
        return True
    with refusals_logged(table) as attempt:
        current_backend().replace(table, old, new)
    return not attempt.is_refused
