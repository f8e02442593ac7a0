"""The index on SQLite: an FTS5 table without content, given ready-made tokens.

Its tokeniser only has to cut at spaces: `ascii` takes every character beyond ASCII as
part of a token. The table keeps no text: taking a document out means giving its tokens
again (SQLite before 3.43 knows no other way), and a wrong one leaves the old behind.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from search.backend import Wanted, table_of
from search.documents import Document
from search.errors import IndexBroken, IndexMissing, IndexUnavailable
from search.indexes import Index
from search.query import Term
from search.runs import runs_of
from search.tokens import phrase_of, tokens_of

# prefix: one syllable is asked for as the beginning of a token.
_CREATE = """
CREATE VIRTUAL TABLE {table} USING fts5(
    title, body, author, facets,
    content='', columnsize=0, prefix='1', tokenize="ascii tokenchars '_'"
)
"""
_INSERT = (
    "INSERT INTO {table} (rowid, title, body, author, facets)"
    " VALUES (%s, %s, %s, %s, %s)"
)
_DELETE = (
    "INSERT INTO {table} ({table}, rowid, title, body, author, facets)"
    " VALUES ('delete', %s, %s, %s, %s, %s)"
)
# The state comes with every answer: an index that is not whole finds too little.
_FIND = """
SELECT state.version, found.id
FROM search_indexstate AS state
LEFT JOIN (
    SELECT rowid AS id FROM {table}
    WHERE {table} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s
) AS found ON TRUE
WHERE state.name = %s
ORDER BY found.id DESC
"""
_BROKEN = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT}


class Fts5:
    """See search.backend.Backend."""

    def create(self, table: str) -> None:
        """Make an empty table."""
        _execute(_CREATE.format(table=table))

    def drop(self, table: str) -> None:
        """Remove a table, if there is one."""
        _execute(f"DROP TABLE IF EXISTS {table}")

    def rename(self, table: str, name: str) -> None:
        """Give a table another name."""
        _execute(f"ALTER TABLE {table} RENAME TO {name}")

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [table])
            return cursor.fetchone() is not None

    def insert(self, table: str, documents: Sequence[Document]) -> None:
        """Put documents in that are not there."""
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT.format(table=table), _rows(documents))

    def delete(self, table: str, documents: Sequence[Document]) -> None:
        """Take documents out; each is given as it was put in."""
        with connection.cursor() as cursor:
            cursor.executemany(_DELETE.format(table=table), _rows(documents))

    def find(self, index: Index, wanted: Wanted) -> tuple[int, list[int]]:
        """Return the version of the index (0: it is not whole) and what it finds."""
        match = _expression(wanted)
        with connection.cursor() as cursor:
            cursor.execute(
                _FIND.format(table=table_of(index)),
                [match, wanted.below, wanted.limit, index],
            )
            rows = cursor.fetchall()
        version = rows[0][0] if rows else 0
        return version, [found for _version, found in rows if found is not None]

    def why_unavailable(self, error: Exception) -> type[IndexUnavailable] | None:
        """Tell what an error of the database says of an index; None when nothing."""
        cause = error.__cause__
        # Only what SQLite itself says has a code.
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code not in _BROKEN:
            return None
        is_gone = str(cause).startswith("no such table: search_")
        return IndexMissing if is_gone else IndexBroken


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _rows(documents: Iterable[Document]) -> list[tuple[int, str, str, str, str]]:
    return [
        (
            document.id,
            _tokens(document.title),
            _tokens(document.body),
            _tokens(document.author),
            " ".join(document.facets),
        )
        for document in documents
    ]


def _tokens(text: str) -> str:
    return " ".join(tokens_of(runs_of(text)))


def _expression(wanted: Wanted) -> str:
    """Return the search in the language of FTS5; each part of it is quoted."""
    columns = "{" + " ".join(wanted.fields) + "}"
    parts = [f"{columns}: {_any_of(group)}" for group in wanted.query.terms]
    parts += [f"facets: {_any_facet(group)}" for group in wanted.where]
    expression = " AND ".join(parts)
    if wanted.query.excluded:
        expression = f"({expression}) NOT {columns}: {_any_of(wanted.query.excluded)}"
    return expression


def _any_of(terms: Iterable[Term]) -> str:
    phrases = map(phrase_of, terms)
    texts = [_quoted(" ".join(tokens)) + " *" * is_open for tokens, is_open in phrases]
    return f"({' OR '.join(texts)})"


def _any_facet(facets: Collection[str]) -> str:
    return f"({' OR '.join(map(_quoted, facets))})"


def _quoted(text: str) -> str:
    return f'"{text}"'
