"""Where an index lies: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

Both find exactly the same; tests/search holds them against a plain matcher.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from search.documents import Document, Row
from search.errors import IndexUnavailable
from search.indexes import Field, Index
from search.query import Query


@dataclass(frozen=True)
class Wanted:
    """What a search asks for; see search.services.find."""

    query: Query
    fields: Collection[Field]
    where: Sequence[Collection[str]]
    barred: Collection[str]
    keys: Collection[str]
    below: int
    limit: int


class Backend(Protocol):
    """What each does. Tables are named by the caller and all have the same shape."""

    def create(self, table: str) -> None:
        """Make an empty table."""

    def expect_much(self, table: str) -> None:
        """Make an empty table one that is filled in large batches."""

    def merge(self, table: str, *, is_begun: bool) -> bool:
        """Have a part of a full table lie closer together; tell whether more is left."""

    def settle(self, table: str) -> None:
        """Make a table that was filled one that is changed a little at a time."""

    def drop(self, table: str) -> None:
        """Remove a table, if there is one, even one that cannot be read."""

    def shrink(self, table: str) -> bool:
        """Remove a part of a table that nobody needs; tell whether there is more."""

    def rename(self, table: str, name: str) -> None:
        """Give a table another name."""

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""

    def row_of(self, document: Document) -> Row:
        """Return what is put in for a document; a function that can be sent away."""

    def replace(self, table: str, old: Sequence[Document], new: Sequence[Row]) -> None:
        """Take documents out, each as it was put in, and put others in, as rows."""

    def changes(self) -> int | None:
        """Return what differs once another connection has committed; None: unknown."""

    def find(self, index: Index, wanted: Wanted) -> tuple[int, list[int]]:
        """Return the version of the index (0: it is not whole) and what it finds."""

    def keep_rebuild_out(self, index: Index) -> None:
        """Let no batch of a rebuild run until this transaction ends."""

    def keep_writers_out(self, index: Index) -> None:
        """Let nobody else write to the index until this transaction ends."""

    def forget_statistics(self) -> None:
        """Have the database know nothing of how many rows the tables hold."""

    def why_unavailable(self, error: Exception) -> type[IndexUnavailable] | None:
        """Tell what an error of the database says of an index; None when nothing."""


def current_backend() -> Backend:
    """Return the one for the site's database."""
    # Each imports this module, and the other's driver may not be needed.
    if connection.vendor == "postgresql":
        from search.tsvector import Tsvector

        return Tsvector()
    from search.fts5 import Fts5

    return Fts5()


def table_of(index: Index) -> str:
    """Return the name of the table that is searched."""
    return f"search_{index}"


def new_table_of(index: Index) -> str:
    """Return the name of the table that is filled to take its place."""
    return f"search_{index}_new"


def old_table_of(index: Index) -> str:
    """Return the name of the table that was searched, until it is swept away."""
    return f"search_{index}_old"
