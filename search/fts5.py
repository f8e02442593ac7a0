"""The index on SQLite: an FTS5 table without content, given ready-made tokens.

Its tokeniser only has to cut at spaces: `ascii` takes every character beyond ASCII as
part of a token. The table keeps no text: taking a document out means giving its tokens
again (SQLite before 3.43 knows no other way), and a wrong one leaves the old behind.

Its rows are numbered down from `_TOP`, so that the newest, which are wanted first, come
first: backwards, FTS5 has to read each block as a whole before it can give a row of it.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from django.db import Error, connection, transaction
from django.db.backends.utils import CursorWrapper

from search.backend import Wanted, table_of
from search.documents import Document, Row
from search.errors import IndexBroken, IndexMissing, IndexUnavailable
from search.indexes import Index
from search.query import Term
from search.runs import runs_of
from search.tokens import phrase_of, starts_of, tokens_of

# The id whose row is 0; those of later documents are negative and take more bytes.
_TOP = 2**28
# prefix: one or two syllables are asked for as the beginning of a token.
_CREATE = """
CREATE VIRTUAL TABLE {table} USING fts5(
    title, body, author, facets,
    content='', columnsize=0, prefix='1 2', tokenize="ascii tokenchars '_'"
)
"""
_INSERT = (
    "INSERT INTO {table} (rowid, title, body, author, facets)"
    " VALUES ({top} - %s, %s, %s, %s, %s)"
)
# Of FTS5's own settings: while a table is filled, its segments are written and merged
# as seldom as it allows, for in the end all are; and never many of them at once, which
# would keep others from writing.
_FILLING = {"hashsize": 16 * 2**20, "automerge": 64, "crisismerge": 200}
_SETTLED = {"hashsize": 2**20, "automerge": 4, "crisismerge": 16}  # FTS5's own
_COMMAND = "INSERT INTO {table} ({table}, rank) VALUES (%s, %s)"
_DELETE = (
    "INSERT INTO {table} ({table}, rowid, title, body, author, facets)"
    " VALUES ('delete', {top} - %s, %s, %s, %s, %s)"
)
# The state comes with every answer: an index that is not whole finds too little.
_FIND = """
SELECT state.version, {top} - found.number
FROM search_indexstate AS state
LEFT JOIN (
    SELECT rowid AS number FROM {table}
    WHERE {table} MATCH %s AND rowid > {top} - %s ORDER BY rowid LIMIT %s
) AS found ON TRUE
WHERE state.name = %s
ORDER BY found.number
"""
# The plain tables that FTS5 keeps beside its own, as it makes them itself.
_PARTS = {
    "data": "(id INTEGER PRIMARY KEY, block BLOB)",
    "idx": "(segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID",
    "config": "(k PRIMARY KEY, v) WITHOUT ROWID",
}
_MEND = "REPLACE INTO {table}_{part} SELECT * FROM {spare}_{part}"
# The first ten are about the others, of 4 kB each; without them it does not open.
_SHRINK = """
DELETE FROM {table}_data
WHERE id IN (SELECT id FROM {table}_data WHERE id > 10 LIMIT %s)
"""
_BLOCKS_AT_ONCE = 500
_MERGED_AT_ONCE = 1_000  # blocks; 0.1 s
# A constraint is one of the tables that FTS5 keeps its blocks in.
_FORGET = "DELETE FROM sqlite_stat1 WHERE tbl GLOB 'search_*_*'"
_BROKEN = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT}


def _row(document: Document) -> Row:
    return (
        document.id,
        _tokens(document.title),
        _tokens(document.body),
        _tokens_of_name(document.author),
        " ".join(document.facets),
    )


def _tokens(text: str) -> str:
    runs = runs_of(text)
    return " ".join([*tokens_of(runs), *starts_of(runs)]) if runs else ""


_tokens_of_name = lru_cache(1_000)(_tokens)  # those who write much


class Fts5:
    """See search.backend.Backend."""

    def create(self, table: str) -> None:
        """Make an empty table."""
        _execute(_CREATE.format(table=table))

    def expect_much(self, table: str) -> None:
        """Make an empty table one that is filled in large batches."""
        _configure(table, _FILLING)

    def merge(self, table: str, *, is_begun: bool) -> bool:
        """Have a part of a full table lie closer together; tell whether more is left.

        A search looks into each segment: one is several times faster than twenty.
        """
        # FTS5: a negative number takes all segments for one merging, which others go on
        # with; a merging that had nothing to do changes one row or none.
        blocks = _MERGED_AT_ONCE if is_begun else -_MERGED_AT_ONCE
        with connection.cursor() as cursor:
            before = _changed_rows(cursor)
            cursor.execute(_COMMAND.format(table=table), ["merge", blocks])
            return _changed_rows(cursor) - before > 1

    def settle(self, table: str) -> None:
        """Make a table that was filled one that is changed a little at a time."""
        _configure(table, _SETTLED)

    def drop(self, table: str) -> None:
        """Remove a table, if there is one, even one that cannot be read."""
        try:
            with transaction.atomic():
                _execute(f"DROP TABLE IF EXISTS {table}")
        except Error:
            self._mend(table)
            _execute(f"DROP TABLE {table}")

    def _mend(self, table: str) -> None:
        """Make a table one that can at least be dropped, which means opening it."""
        spare = f"{table}_spare"
        self.create(spare)
        for part, columns in _PARTS.items():
            _execute(f"CREATE TABLE IF NOT EXISTS {table}_{part} {columns}")
            _execute(_MEND.format(table=table, part=part, spare=spare))
        _execute(f"DROP TABLE {spare}")

    def shrink(self, table: str) -> bool:
        """Remove a part of a table that nobody needs; tell whether there is more."""
        if not self.has(f"{table}_data"):
            self.drop(table)
            return False
        with connection.cursor() as cursor:
            cursor.execute(_SHRINK.format(table=table), [_BLOCKS_AT_ONCE])
            is_empty = cursor.rowcount < _BLOCKS_AT_ONCE
        if is_empty:
            self.drop(table)
        return not is_empty

    def rename(self, table: str, name: str) -> None:
        """Give a table another name."""
        _execute(f"ALTER TABLE {table} RENAME TO {name}")
        self.forget_statistics()

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [table])
            return cursor.fetchone() is not None

    row_of = staticmethod(_row)

    def replace(self, table: str, old: Sequence[Document], new: Sequence[Row]) -> None:
        """Take documents out, each as it was put in, and put others in, as rows.

        The newest come first: FTS5 writes a segment for each row that comes before the
        last. A new savepoint has FTS5 write down what it keeps in memory: a table that is
        broken says so here, not when the caller's transaction ends and fails.
        """
        with connection.cursor() as cursor:
            for statement, rows in ((_DELETE, map(_row, old)), (_INSERT, new)):
                newest_first = sorted(rows, reverse=True)
                sql = statement.format(table=table, top=_TOP)
                cursor.executemany(sql, newest_first)
        with transaction.atomic():
            pass

    def changes(self) -> int:
        """Return what differs once another connection has committed."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone()
            return int(version)

    def find(self, index: Index, wanted: Wanted) -> tuple[int, list[int]]:
        """Return the version of the index (0: it is not whole) and what it finds."""
        match = _expression(wanted)
        with connection.cursor() as cursor:
            cursor.execute(
                _FIND.format(table=table_of(index), top=_TOP),
                [match, wanted.below, wanted.limit, index],
            )
            rows = cursor.fetchall()
        version = rows[0][0] if rows else 0
        return version, [found for _version, found in rows if found is not None]

    def keep_rebuild_out(self, index: Index) -> None:
        """Nothing: only one transaction writes at a time."""

    def keep_writers_out(self, index: Index) -> None:
        """Nothing: only one transaction writes at a time."""

    def forget_statistics(self) -> None:
        """Take back what ANALYZE has noted of the tables FTS5 keeps its index in.

        While they are small it notes that: later, every merging of segments then looks
        for what it deletes in the whole index instead of by its key, 100 ms at a time.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchone() is None:
                return
            cursor.execute(_FORGET)
            cursor.execute("ANALYZE sqlite_master")  # which only reads what is noted

    def why_unavailable(self, error: Exception) -> type[IndexUnavailable] | None:
        """Tell what an error of the database says of an index; None when nothing."""
        cause = error.__cause__
        # Only what SQLite itself says has a code.
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code not in _BROKEN:
            return None
        is_gone = str(cause).startswith("no such table: search_")
        return IndexMissing if is_gone else IndexBroken


def _configure(table: str, values: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_COMMAND.format(table=table), list(values.items()))


def _changed_rows(cursor: CursorWrapper) -> int:
    """Return how many rows this connection has changed since it was opened."""
    cursor.execute("SELECT total_changes()")
    (number,) = cursor.fetchone()
    return int(number)


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _expression(wanted: Wanted) -> str:
    """Return the search in the language of FTS5; each part of it is quoted."""
    columns = "{" + " ".join(wanted.fields) + "}"
    parts = [f"{columns}: {_any_of(group)}" for group in wanted.query.terms]
    parts += [f"facets: {_any_facet(group)}" for group in wanted.where]
    expression = " AND ".join(parts)
    if wanted.query.excluded:
        expression = f"({expression}) NOT {columns}: {_any_of(wanted.query.excluded)}"
    if wanted.barred:
        barred = f"facets: {_any_facet(wanted.barred)}"
        if wanted.keys:
            barred = f"({barred} NOT facets: {_any_facet(wanted.keys)})"
        expression = f"({expression}) NOT {barred}"
    return expression


def _any_of(terms: Iterable[Term]) -> str:
    phrases = map(phrase_of, terms)
    texts = [_quoted(" ".join(tokens)) + " *" * is_open for tokens, is_open in phrases]
    return f"({' OR '.join(texts)})"


def _any_facet(facets: Collection[str]) -> str:
    return f"({' OR '.join(map(_quoted, facets))})"


def _quoted(text: str) -> str:
    return f'"{text}"'
