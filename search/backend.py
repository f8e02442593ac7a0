"""Where an index lies: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

Both find exactly the same; tests/search holds them against a plain matcher.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from search.documents import Document
from search.errors import IndexUnavailable
from search.indexes import Field, Index
from search.query import Query


@dataclass(frozen=True)
class Wanted:
    """What a search asks for; see search.services.find."""

    query: Query
    fields: Collection[Field]
    where: Sequence[Collection[str]]
    below: int
    limit: int


class Backend(Protocol):
    """What each does. Tables are named by the caller and all have the same shape."""

    def create(self, table: str) -> None:
        """Make an empty table."""

    def drop(self, table: str) -> None:
        """Remove a table, if there is one, even one that cannot be read."""

    def rename(self, table: str, name: str) -> None:
        """Give a table another name."""

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""

    def insert(self, table: str, documents: Sequence[Document]) -> None:
        """Put documents in that are not there."""

    def delete(self, table: str, documents: Sequence[Document]) -> None:
        """Take documents out; each is given as it was put in."""

    def find(self, index: Index, wanted: Wanted) -> tuple[int, list[int]]:
        """Return the version of the index (0: it is not whole) and what it finds."""

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
