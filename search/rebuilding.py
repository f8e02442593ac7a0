"""Builds an index anew while the site stays open.

A second table is filled beside the one that is searched, in ascending order of ids.
Each batch is a short transaction that reads documents, puts them in and notes the last
id; so an interrupted rebuild goes on where it was, and two at once take turns.

Whoever writes meanwhile (search.services.replace) changes the table that is searched
and, for ids up to the last one noted, the new one, too. Ids above are left to the batch
that will come there: it reads what the writer has committed. That is right because no
batch runs between a writer's look at the state and its commit: on SQLite one transaction
writes at a time, on PostgreSQL writers share an advisory lock until they commit, and a
batch takes it for itself before it reads.

The transaction that finds nothing left to read exchanges the tables. Until then the old
one answers; if it is of another tokeniser, searches say that the index is missing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import Error, transaction
from django.utils import timezone

from search import states, writing
from search.backend import (
    Backend,
    current_backend,
    new_table_of,
    old_table_of,
    table_of,
)
from search.documents import Document
from search.errors import IndexBroken
from search.helping import Helper, helper
from search.indexes import Index
from search.tokens import TOKENISER_VERSION

Reader = Callable[[int], Sequence[Document]]


def rebuild(
    index: Index, read: Reader, *, on_batch: Callable[[int], object] | None = None
) -> None:
    """Build an index anew, or go on with that; call it outside of transactions.

    read(after): returns the next documents with ids above `after`, ascending; none at
    the end. It is called in the batch's transaction, while nobody else may write: some
    two hundred documents at a time are a good measure (0.1 s).
    on_batch(last_id): is told after each batch; what it raises interrupts the rebuild.
    Raises IndexBroken when the new table is lost; the next call begins a new one.
    """
    _sweep(index, old_table_of(index))
    while not _has_begun(index):
        _sweep(index, new_table_of(index))
    with helper() as hand:
        while (last_id := _fill(index, read, hand)) is not None:
            if on_batch:
                on_batch(last_id)
    _sweep(index, old_table_of(index))


def _has_begun(index: Index) -> bool:
    """Begin, unless somebody has; False when an old new table is in the way."""
    with _alone(index) as backend:
        table = new_table_of(index)
        if states.state_of(index).is_building and backend.has(table):
            return True
        if backend.has(table):
            states.note_state(index, building_version=0)
            return False
        backend.create(table)
        states.note_state(
            index,
            building_version=TOKENISER_VERSION,
            last_id=0,
            started_at=timezone.now(),
            finished_at=None,
        )
        return True


def _fill(index: Index, read: Reader, hand: Helper) -> int | None:
    """Put in the next batch and return its last id; None when the index is done."""
    with _alone(index):
        state = states.state_of(index)
        if not state.is_building:
            if state.is_finished:  # another rebuild was faster
                return None
            raise IndexBroken(index)
        documents = read(state.last_id)
        if not documents:
            _exchange(index)
            return None
        ids = [document.id for document in documents]
        if ids != sorted(set(ids)) or ids[0] <= state.last_id:
            raise ValueError("A batch ascends, from above the last id.")
        if writing.has_replaced(new_table_of(index), [], documents, hand):
            states.note_state(index, last_id=ids[-1])
            return ids[-1]
        states.note_state(index, building_version=0)
    raise IndexBroken(index)


def _exchange(index: Index) -> None:
    """Have the new table searched; the old one waits to be swept away."""
    backend = current_backend()
    backend.drop(old_table_of(index))  # there is one when two were at it
    if backend.has(table_of(index)):
        try:
            with transaction.atomic():
                backend.rename(table_of(index), old_table_of(index))
        except Error:  # it is broken
            backend.drop(table_of(index))
    backend.rename(new_table_of(index), table_of(index))
    states.note_state(
        index,
        version=TOKENISER_VERSION,
        building_version=0,
        finished_at=timezone.now(),
    )


def _sweep(index: Index, table: str) -> None:
    """Take a table away bit by bit: at once it would keep others from writing."""
    is_there = True
    while is_there:
        with _alone(index) as backend:
            is_new = table == new_table_of(index)
            if is_new and states.state_of(index).is_building:
                return  # somebody else has begun meanwhile
            is_there = backend.shrink(table)


@contextmanager
def _alone(index: Index) -> Iterator[Backend]:
    """One short transaction in which nobody else writes to the index."""
    backend = current_backend()
    with transaction.atomic(durable=True):
        backend.keep_writers_out(index)
        yield backend
