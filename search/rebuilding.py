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

While one batch is put in, a second process reads the texts of the next and cuts them.
They count only if nobody else has committed anything since it was asked to, which SQLite
tells; otherwise the batch reads them itself, as it always does on PostgreSQL.

When all is read, the new table is merged step by step, for it is filled in many parts;
then what was written meanwhile is put in. The transaction that finds nothing left to
read exchanges the tables. Until then the old one answers; if it is of another tokeniser,
searches say that the index is missing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

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
from search.documents import Document, Row
from search.errors import IndexBroken
from search.indexes import Index
from search.tokens import TOKENISER_VERSION
from web.helping import Helper, helper

Reader = Callable[[int], Sequence[Document]]
MakeRow = Callable[[Document], Row]


def tell_nobody(*_how_far: int) -> None:
    """Stand in for what is told how far a rebuild is."""


def rebuild(
    index: Index,
    read: Reader,
    *,
    on_batch: Callable[[int], object] = tell_nobody,
    on_merge: Callable[[], object] = tell_nobody,
) -> None:
    """Build an index anew, or go on with that; call it outside of transactions.

    read(after): returns the next documents with ids above `after`, ascending; none at
    the end. It is called in the batch's transaction, while nobody else may write, and
    ahead of it in another process, so it must be such as can be pickled: as many
    documents at a time as others may wait for.
    on_batch(last_id): is told after each batch and each step of the merging; what it
    raises interrupts the rebuild.
    on_merge(): is told that the merging begins.
    Raises IndexBroken when the new table is lost; the next call begins a new one.
    """
    _sweep(index, old_table_of(index))
    while not _has_begun(index):
        _sweep(index, new_table_of(index))
    with helper(_rows_after) as hand:
        ahead = _Ahead(index, read, hand)
        for is_merged in (False, True):
            while (last_id := _fill(index, ahead, exchange=is_merged)) is not None:
                on_batch(last_id)
                ahead.prepare(last_id)
            if not is_merged:
                on_merge()
                _merge(index, on_batch)
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
        backend.expect_much(table)
        states.note_state(
            index,
            building_version=TOKENISER_VERSION,
            last_id=0,
            started_at=timezone.now(),
            finished_at=None,
        )
        return True


def _rows_after(read: Reader, row_of: MakeRow, after: int) -> list[Row]:
    return [row_of(document) for document in read(after)]


class _Asked(NamedTuple):
    """The batch after an id; its rows are true while `changes` stays the same."""

    after: int
    changes: tuple[int | None, int]


class _Ahead:
    """Has the rows of the next batch made while the one before is put in."""

    def __init__(
        self,
        index: Index,
        read: Reader,
        hand: Helper[[Reader, MakeRow, int], list[Row]] | None,
    ) -> None:
        self._index, self._read = index, read
        self._backend = current_backend()
        self._hand = None if self._backend.changes() is None else hand
        self._asked: _Asked | None = None  # whose rows are being made
        self._ready: tuple[_Asked, list[Row]] | None = None

    def prepare(self, last_id: int) -> None:
        """Get the rows of the batch after `last_id`; have those of the next begun."""
        self._ready = None
        if self._asked is None or self._asked.after != last_id:
            self._take()
            self._ask(last_id)
        asked = self._asked
        if (rows := self._take()) and asked:
            self._ready = asked, rows
            self._ask(rows[-1][0])

    def rows(self, after: int) -> list[Row]:
        """Return the rows of the batch after an id; call it in its transaction."""
        if self._ready is not None:
            asked, rows = self._ready
            if asked == _Asked(after, self._changes()):
                return rows
        return _rows_after(self._read, self._backend.row_of, after)

    def _changes(self) -> tuple[int | None, int]:
        return self._backend.changes(), writing.REPLACED[self._index]

    def _ask(self, after: int) -> None:
        if self._hand is not None:
            changes = self._changes()  # before: it is read in no transaction
            self._asked = _Asked(after, changes)
            self._hand.ask(self._read, self._backend.row_of, after)

    def _take(self) -> list[Row] | None:
        """Return the rows that were asked for, if any were and there are any."""
        if self._hand is None or self._asked is None:
            return None
        self._asked = None
        rows = self._hand.take()
        if rows is None:  # it has died
            self._hand = None
        return rows


def _fill(index: Index, ahead: _Ahead, *, exchange: bool) -> int | None:
    """Put in the next batch and return its last id; None when there is none.

    exchange: then have the new table searched.
    """
    with _alone(index):
        state = states.state_of(index)
        if not state.is_building:
            if state.is_finished:  # another rebuild was faster
                return None
            raise IndexBroken(index)
        rows = ahead.rows(state.last_id)
        if not rows:
            if exchange:
                _exchange(index)
            return None
        ids = [row[0] for row in rows]
        if ids != sorted(set(ids)) or ids[0] <= state.last_id:
            raise ValueError("A batch ascends, from above the last id.")
        if writing.has_replaced(new_table_of(index), [], rows):
            states.note_state(index, last_id=ids[-1])
            return ids[-1]
        states.note_state(index, building_version=0)
    raise IndexBroken(index)


def _merge(index: Index, on_step: Callable[[int], object]) -> None:
    """Merge the parts of the new table; that it is lost is noted, and _fill raises."""
    is_begun, is_left = False, True
    while is_left:
        with _alone(index) as backend:
            state = states.state_of(index)
            if not state.is_building:
                return
            table = new_table_of(index)
            with writing.refusals_logged(table) as attempt:
                is_left = backend.merge(table, is_begun=is_begun)
            if attempt.is_refused:
                states.note_state(index, building_version=0)
                return
        is_begun = True
        on_step(state.last_id)


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
    backend.settle(table_of(index))
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
