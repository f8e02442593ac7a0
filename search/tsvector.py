"""The index on PostgreSQL: tokens in a tsvector with a GIN index, and the texts.

The tokens stand there without places, which makes the index quick to read: it names
candidates, and where one token does not tell all, the texts beside it, kept as their
runs, decide. Lexemes of several kinds share the one column, told apart by their first
character:

    한국    a token of the title or the body
    ^한국   the same, of the title alone
    @한국   of the author
    =p12    a facet
    #12_7   the id, without its last 12 bits, is 7
    !       a document with more tokens than a tsvector holds; every word may be in it

GIN gives no order: asked for the newest 20 of a common word it reads all that have it,
and the other way, through the ids with the planner's guess of how many have it, takes
a second when the guess is wrong, as it is for any rare word. So an answer is put
together from windows of ids, newest first, each eight times as wide as the one before
and picked out by its `#` lexemes; those after the one that fills the answer are never
read. With 200,000 posts that is 0.5 to 5 ms where a plain ORDER BY took 0.3 to 1,000.
"""

from collections.abc import Collection, Iterable, Sequence

import psycopg
from django.db import connection

from search.backend import Wanted, table_of
from search.documents import Document, Row
from search.errors import IndexBroken, IndexMissing, IndexUnavailable
from search.indexes import Field, Index
from search.query import Term
from search.runs import joined, runs_of
from search.tokens import phrase_of, starts_of, tokens_of

# Rows that stay short are many to a page: candidates are read without their texts.
_CREATE = """
CREATE TABLE {table} (
    id bigint PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL,
    author text NOT NULL,
    facets text[] NOT NULL,
    tokens tsvector NOT NULL
) WITH (toast_tuple_target = 128);
CREATE INDEX ON {table} USING gin (tokens);
"""
_INSERT = """
INSERT INTO {table} (id, title, body, author, facets, tokens)
VALUES (%s, %s, %s, %s, %s, array_to_tsvector(%s))
ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body,
    author = excluded.author, facets = excluded.facets, tokens = excluded.tokens
"""
_DELETE = "DELETE FROM {table} WHERE id = ANY(%s)"
# The state comes with every answer: an index that is not whole finds too little.
# `id + 0` keeps the planner from reading a window's ids one by one, OFFSET 0 from
# comparing texts before it has put the candidates in order. Below 1 nothing is.
_FIND = """
SELECT state.version, found.id
FROM search_indexstate AS state
LEFT JOIN (
    SELECT hit.id
    FROM (SELECT coalesce(max(id), 0) + 1 AS below FROM {table} WHERE id < %(below)s)
        AS newest,
    {edges},
    LATERAL (VALUES {windows}) AS part (below, edge, lexemes),
    LATERAL (
        SELECT id FROM (
            SELECT id, title, body, author, facets FROM {table}
            WHERE tokens @@ (%(lexemes)s || part.lexemes)::tsquery
                AND id + 0 < part.below AND id + 0 >= part.edge AND part.below > 1
            ORDER BY id DESC OFFSET 0
        ) AS candidate
        WHERE {exactly} LIMIT %(limit)s
    ) AS hit
    LIMIT %(limit)s
) AS found ON TRUE
WHERE state.name = %(name)s
ORDER BY found.id DESC
"""
_MAY_BE_FOUND = "(NOT facets && %(barred)s::text[] OR facets && %(keys)s::text[])"
# From a million posts on the planner thinks it worth compiling: 15 ms for nothing.
_NOT_COMPILED = "SET LOCAL jit = off;"
_WINDOW_BITS = (12, 15, 18, 21)  # a window holds one to two times 2 ** bits ids
# A longer list (half of the boards, a member's keys to many) is not looked up: GIN would
# hold each of them against every document, 20 ms where the candidates' own take none.
_FACETS_IN_TOKENS = 8
# Bytes; PostgreSQL takes 1 MB. What is larger is rare and only costs time.
_LEXEMES_MAX = 1_000_000
# A text of so many bytes never has as many: they are at most 17 times as long. That
# it is short is known without unpacking it.
_SHORT = 50_000
_IS_SHORT = " + ".join(f"octet_length({field})" for field in Field) + f" < {_SHORT}"
_ANYTHING = "!"
_TITLE, _AUTHOR, _FACET, _ID = "^", "@", "=", "#"


def _windows() -> dict[str, str]:
    """Return the SQL of the windows' edges and of the windows, the last without end."""
    edges: list[str] = []
    windows: list[str] = []
    below = "newest.below"
    for bits in _WINDOW_BITS:
        last = f"(({below} - 1) >> {bits})"
        edges.append(f"LATERAL (SELECT ({last} - 1) << {bits} AS id) AS edge_{bits}")
        lexemes = [f"' || {last} - {back} || '" for back in (0, 1)]
        lexemes = [f"''{_ID}{bits}_{number}''" for number in lexemes]
        windows.append(f"({below}, edge_{bits}.id, ' & ({' | '.join(lexemes)})')")
        below = f"edge_{bits}.id"
    windows.append(f"({below}, 0, '')")
    return {"edges": ",\n    ".join(edges), "windows": ", ".join(windows)}


_WINDOWS = _windows()


def _row(document: Document) -> Row:
    title, body = runs_of(document.title), runs_of(document.body)
    author = runs_of(document.author)
    of_title = _lexemes(title)
    lexemes = of_title | _lexemes(body)
    lexemes.update(_TITLE + token for token in of_title)
    lexemes.update(_AUTHOR + token for token in _lexemes(author))
    if sum(len(lexeme.encode()) for lexeme in lexemes) > _LEXEMES_MAX:
        lexemes = {_ANYTHING}
    lexemes.update(_FACET + facet for facet in document.facets)
    lexemes.update(f"{_ID}{bits}_{document.id >> bits}" for bits in _WINDOW_BITS)
    return (
        document.id,
        joined(title),
        joined(body),
        joined(author),
        list(document.facets),
        list(lexemes),
    )


def _lexemes(runs: list[str]) -> set[str]:
    return starts_of(runs).union(tokens_of(runs))


class Tsvector:
    """See search.backend.Backend."""

    def create(self, table: str) -> None:
        """Make an empty table."""
        _execute(_CREATE.format(table=table))

    def expect_much(self, table: str) -> None:
        """Nothing: GIN has one structure for few and many."""

    def merge(self, table: str, *, is_begun: bool) -> bool:
        """Nothing: GIN has no parts."""
        return False

    def settle(self, table: str) -> None:
        """Nothing: nothing was changed."""

    def drop(self, table: str) -> None:
        """Remove a table, if there is one."""
        _execute(f"DROP TABLE IF EXISTS {table}")

    def shrink(self, table: str) -> bool:
        """Remove a table; it takes no time."""
        self.drop(table)
        return False

    def rename(self, table: str, name: str) -> None:
        """Give a table another name."""
        _execute(f"ALTER TABLE {table} RENAME TO {name}")

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [table])
            (found,) = cursor.fetchone()
            return found is not None

    row_of = staticmethod(_row)

    def replace(self, table: str, old: Sequence[Document], new: Sequence[Row]) -> None:
        """Take documents out and put others in, as rows."""
        stay = {row[0] for row in new}
        gone = [document.id for document in old if document.id not in stay]
        with connection.cursor() as cursor:
            if gone:
                cursor.execute(_DELETE.format(table=table), [gone])
            cursor.executemany(_INSERT.format(table=table), new)

    def changes(self) -> None:
        """Unknown."""

    def find(self, index: Index, wanted: Wanted) -> tuple[int, list[int]]:
        """Return the version of the index (0: it is not whole) and what it finds."""
        exactly, values = _exactly(wanted)
        sql = _FIND.format(table=table_of(index), exactly=exactly, **_WINDOWS)
        params: dict[str, str | int | list[str]] = {
            **values,
            "below": wanted.below,
            "lexemes": _tsquery(wanted),
            "limit": wanted.limit,
            "name": index,
        }
        # With values bound by the server, psycopg sends one statement at a time.
        is_bound_there = connection.settings_dict["OPTIONS"].get("server_side_binding")
        with connection.cursor() as cursor:
            if is_bound_there:
                cursor.execute(sql, params)
            else:
                cursor.execute(_NOT_COMPILED + sql, params)
                cursor.nextset()
            rows = cursor.fetchall()
        version = rows[0][0] if rows else 0
        return version, [found for _version, found in rows if found is not None]

    def keep_rebuild_out(self, index: Index) -> None:
        """Let no batch of a rebuild run until this transaction ends."""
        _lock("pg_advisory_xact_lock_shared", index)

    def keep_writers_out(self, index: Index) -> None:
        """Let nobody else write to the index until this transaction ends."""
        _lock("pg_advisory_xact_lock", index)

    def forget_statistics(self) -> None:
        """Nothing: they are kept up to date."""

    def why_unavailable(self, error: Exception) -> type[IndexUnavailable] | None:
        """Tell what an error of the database says of an index; None when nothing."""
        match error.__cause__:
            case psycopg.errors.UndefinedTable():
                return IndexMissing
            case (
                psycopg.errors.UndefinedColumn()
                | psycopg.errors.DataCorrupted()
                | psycopg.errors.IndexCorrupted()
            ):
                return IndexBroken
        return None


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _lock(function: str, index: Index) -> None:
    """Take an advisory lock: a row's would be written to by everyone who shares it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext(%s))", [table_of(index)])


def _tsquery(wanted: Wanted) -> str:
    """Return what every document found has among its lexemes, and some others too."""
    kinds = _kinds(wanted.fields)
    groups = [
        _any_of(_all_of(term, kind) for term in group for kind in kinds)
        for group in wanted.query.terms
    ]
    words = f"({' & '.join(groups)}) | {_quoted(_ANYTHING)}"
    facets = [
        _any_facet(group) for group in wanted.where if len(group) <= _FACETS_IN_TOKENS
    ]
    if wanted.barred and len(wanted.barred) + len(wanted.keys) <= _FACETS_IN_TOKENS:
        free = f"!{_any_facet(wanted.barred)}"
        keys = [_any_facet(wanted.keys)] if wanted.keys else []
        facets.append(_any_of([free, *keys]))
    return " & ".join([f"({words})", *facets])


def _any_facet(facets: Iterable[str]) -> str:
    return _any_of(_quoted(_FACET + facet) for facet in facets)


def _kinds(fields: Collection[Field]) -> list[str]:
    """Return the first characters of the lexemes that tell of these fields."""
    kinds = [_AUTHOR] if Field.AUTHOR in fields else []
    if Field.BODY in fields:
        return ["", *kinds]
    return [_TITLE, *kinds] if Field.TITLE in fields else kinds


def _any_of(parts: Iterable[str]) -> str:
    return f"({' | '.join(parts)})"


def _all_of(term: Term, kind: str) -> str:
    tokens, is_open = phrase_of(term)
    parts = [_quoted(kind + token) for token in tokens]
    parts[-1] += ":*" * is_open
    return " & ".join(dict.fromkeys(parts))


def _quoted(lexeme: str) -> str:
    return f"'{lexeme}'"  # holds letters, digits and the signs above


def _exactly(wanted: Wanted) -> tuple[str, dict[str, str | list[str]]]:
    """Return the rules of matching as SQL, and the values it takes by their names."""
    conditions: list[str] = []
    values: dict[str, str | list[str]] = {}
    for facets in wanted.where:
        if len(facets) > _FACETS_IN_TOKENS:
            name = f"facets_{len(values)}"
            values[name] = list(facets)
            conditions.append(f"facets && %({name})s::text[]")
    if len(wanted.barred) + len(wanted.keys) > _FACETS_IN_TOKENS:
        values["barred"], values["keys"] = list(wanted.barred), list(wanted.keys)
        conditions.append(_MAY_BE_FOUND)
    told_by_tokens: list[str] = []
    groups = [(group, "") for group in wanted.query.terms]
    groups += [((term,), "NOT ") for term in wanted.query.excluded]
    for group, negation in groups:
        places: list[str] = []
        for term in group:
            name = f"needle_{len(values)}"
            values[name] = term.needle
            places += [f"strpos({field}, %({name})s) > 0" for field in wanted.fields]
        condition = f"{negation}({' OR '.join(places)})"
        if not negation and _is_told_by_tokens(group, wanted.fields):
            told_by_tokens.append(condition)
        else:
            conditions.append(condition)
    if told_by_tokens:
        conditions.append(f"({_IS_SHORT} OR {' AND '.join(told_by_tokens)})")
    return " AND ".join(conditions), values


def _is_told_by_tokens(group: Iterable[Term], fields: Collection[Field]) -> bool:
    """Tell whether a text with the lexemes asked for has one of these terms for sure.

    Not of several, for they need not stand in a row; and a body's may be the title's.
    """
    if Field.BODY in fields and Field.TITLE not in fields:
        return False
    return all(len(phrase_of(term).tokens) == 1 for term in group)
