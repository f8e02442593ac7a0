"""Puts documents into an index, takes them out and finds them.

Writes belong into the transaction that writes what the documents are made of: then
the index never knows more or less than the tables. What an index cannot take keeps
nobody from writing: it is noted as not whole, which every search says from then on
until it is built anew.
"""

from collections.abc import Collection, Sequence

from django.db import Error, transaction

from search import states, writing
from search.backend import (
    Wanted,
    current_backend,
    new_table_of,
    old_table_of,
    table_of,
)
from search.documents import Document, check_facets
from search.errors import IndexMissing
from search.indexes import Field, Index
from search.query import Query
from search.tokens import TOKENISER_VERSION

_ABOVE_ALL = 2**63 - 1


def add(index: Index, documents: Sequence[Document]) -> None:
    """Have documents found that are not in the index."""
    replace(index, [], documents)


def remove(index: Index, documents: Sequence[Document]) -> None:
    """Have documents no longer found. They are given as they were put in."""
    replace(index, documents, [])


def replace(index: Index, old: Sequence[Document], new: Sequence[Document]) -> None:
    """Take documents out, as they were put in, and put others in."""
    if not old and not new:
        return
    writing.REPLACED[index] += 1
    with transaction.atomic(savepoint=False):
        backend = current_backend()
        rows = list(map(backend.row_of, new))
        backend.keep_rebuild_out(index)
        state = states.state_of(index)
        if state.is_current and not writing.has_replaced(table_of(index), old, rows):
            states.note_state(index, version=0)
        if state.is_building:
            old = [document for document in old if document.id <= state.last_id]
            ids = {document.id for document in new if document.id <= state.last_id}
            rows = [row for row in rows if row[0] in ids]
            if not writing.has_replaced(new_table_of(index), old, rows):
                states.note_state(index, building_version=0)


def clear(index: Index) -> None:
    """Empty an index, as on a new site; what it then holds is whole."""
    backend = current_backend()
    with transaction.atomic():
        backend.keep_writers_out(index)
        for table in (new_table_of(index), old_table_of(index), table_of(index)):
            backend.drop(table)
        backend.create(table_of(index))
        states.note_state(index, version=TOKENISER_VERSION, building_version=0)


def forget_statistics() -> None:
    """Call it after an ANALYZE of the database: it must know nothing of the indexes."""
    current_backend().forget_statistics()


def mark_stale(index: Index) -> None:
    """Note that the index does not hold all it should: it is to be built anew."""
    states.note_state(index, version=0)


def find(
    index: Index,
    query: Query,
    *,
    fields: Collection[Field],
    where: Sequence[Collection[str]] = (),
    barred: Collection[str] = (),
    keys: Collection[str] = (),
    below: int | None = None,
    limit: int,
) -> list[int]:
    """Return the ids of the documents found, newest (largest) first.

    fields: which texts are looked into, at least one.
    where: groups of facets; a document has at least one of each group.
    barred, keys: facets; a document that has one of the barred has one of the keys, too.
    What most documents are is asked for so, by what few are: that is found much faster.
    below: only ids smaller than this. limit: at most so many.
    A query with a problem finds nothing.
    Raises IndexMissing or IndexBroken when the index cannot tell; ValueError for what
    is no field or facet, and when nothing is to be looked into or named.
    """
    fields = {Field(field) for field in fields}
    if not fields or limit < 1:
        raise ValueError("A search needs a field to look into, and a limit.")
    for group in (*where, barred, keys):
        check_facets(group)
    if not query.terms or not all(where):
        return []
    below = _ABOVE_ALL if below is None else below
    wanted = Wanted(query, fields, where, barred, keys, below, limit)
    backend = current_backend()
    try:
        version, found = backend.find(index, wanted)
    except Error as error:
        if unavailable := backend.why_unavailable(error):
            raise unavailable(index) from error
        raise
    if version != TOKENISER_VERSION:
        raise IndexMissing(index)
    return found


def is_current(index: Index) -> bool:
    """Tell whether the index is whole and answers."""
    return states.state_of(index).is_current
