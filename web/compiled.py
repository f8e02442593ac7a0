"""Querysets whose SQL is made once and then run with other values.

Building a queryset and compiling it costs several times what running it does. The
queryset stays the source of truth: it is built once with numbers and words that
nobody uses, and where these stand in the SQL the real values are put.
"""

import inspect
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable

Values = ParamSpec("Values")
Row = TypeVar("Row")

_FIRST_NUMBER = 1_917_350_001  # no constant of any query; fits an integer column
_NONE = "SELECT 1 WHERE 1 = 0"  # what stands for an empty list


class _Statement(NamedTuple):
    """SQL for one connection; `places` says which of `params` are whose values.

    The type that comes with a place is what the database's driver wants to be given.
    In the SQL a list of them stands as its name, %(name)s.
    """

    connection: BaseDatabaseWrapper
    sql: str
    params: list[Any]
    places: list[tuple[int, str, type[int | str]]]
    width: int
    converters: list[tuple[int, Callable[..., Any], Any]]


class Compiled(Generic[Values, Row]):
    """A query made by `compiled`; calling it runs it and gives its rows as a list."""

    def __init__(
        self, build: Callable[Values, QuerySet[Any, Row]], using: str = DEFAULT_DB_ALIAS
    ) -> None:
        self._build = build
        self._using = using
        # Each thread has connections of its own, and its converters belong to them.
        self._kept = threading.local()
        parameters = inspect.signature(build, eval_str=True).parameters
        self._sentinels: dict[str, int | str] = {}
        self._lists = {
            name
            for name, parameter in parameters.items()
            if parameter.annotation == list[int]
        }
        for place, (name, parameter) in enumerate(parameters.items()):
            if parameter.annotation not in (int, str, list[int]):
                raise TypeError(
                    f"{build.__qualname__}: {name} must be an int, a str or a list[int]"
                )
            self._sentinels[name] = (
                f"<{name}>" if parameter.annotation is str else _FIRST_NUMBER + place
            )

    def __call__(self, *args: Values.args, **values: Values.kwargs) -> list[Row]:
        """Run the query with these values, each by its name."""
        statement = self._statement()
        if args:
            raise TypeError(f"{self._build.__qualname__} takes its values by name")
        return _run(statement, *self._filled(statement, values))

    def of_each(self, many: Sequence[Mapping[str, object]]) -> list[Row]:
        """Run the query for each of these sets of values, all as one UNION ALL.

        Returns the rows of all, set by set. SQLite joins 500 parts at most.
        """
        if not many:
            return []
        statement = self._statement()
        parts: list[str] = []
        every: list[Any] = []
        for values in many:
            sql, params = self._filled(statement, values)
            # Each is a table of its own: only so it may have an order and an end.
            parts.append(f"SELECT * FROM ({sql}) AS part{len(parts)}")  # noqa: S608
            every += params
        return _run(statement, " UNION ALL ".join(parts), every)

    def _filled(
        self, statement: _Statement, values: Mapping[str, Any]
    ) -> tuple[str, list[Any]]:
        """Return the statement's SQL and parameters with these values in their places."""
        if values.keys() != self._sentinels.keys():
            names = ", ".join(self._sentinels)
            raise TypeError(f"{self._build.__qualname__} takes by name: {names}")
        sql, params = statement.sql, statement.params.copy()
        for name in self._lists:
            signs = ", ".join(["%s"] * len(values[name]))
            sql = sql.replace(f"%({name})s", signs or _NONE)
        for place, name, as_type in reversed(statement.places):
            if name in self._lists:
                params[place : place + 1] = map(as_type, values[name])
            else:
                params[place] = as_type(values[name])
        return sql, params

    def _statement(self) -> _Statement:
        connection = connections[self._using]
        kept: _Statement | None = getattr(self._kept, "statement", None)
        if kept is None or kept.connection is not connection:
            kept = self._kept.statement = self._compile(connection)
        return kept

    def _compile(self, connection: BaseDatabaseWrapper) -> _Statement:
        build: Callable[..., QuerySet[Any, Row]] = self._build
        given = {
            name: [sentinel] if name in self._lists else sentinel
            for name, sentinel in self._sentinels.items()
        }
        queryset = build(**given).using(self._using)
        if queryset._iterable_class is not ValuesListIterable:
            raise TypeError(f"{self._build.__qualname__} must end in values_list()")
        compiler = queryset.query.get_compiler(self._using)
        sql, params = self._with_all_params(*compiler.as_sql())
        names = {sentinel: name for name, sentinel in self._sentinels.items()}
        places = [
            (place, names[value], type(value))
            for place, value in enumerate(params)
            if isinstance(value, int | str) and value in names
        ]
        if missing := self._sentinels.keys() - {name for _place, name, _type in places}:
            lost = ", ".join(sorted(missing))
            raise ValueError(
                f"{self._build.__qualname__}: the SQL does not hold as it is: {lost}"
            )
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        return _Statement(
            connection=connection,
            sql=sql,
            params=params,
            places=places,
            width=len(columns),
            converters=[
                (place, converter, column)
                for place, (found, column) in compiler.get_converters(columns).items()
                for converter in found
            ],
        )

    def _with_all_params(
        self, sql: str, params: "tuple[Any, ...] | list[Any]"
    ) -> tuple[str, list[Any]]:
        """Turn the numbers that Django writes into the SQL (LIMIT) into parameters.

        And numbers that never change into SQL: a statement with a parameter that a
        partial index hangs on (`state = %s`) is planned anew by SQLite at each run.
        """
        names = {
            str(each): name
            for name, each in self._sentinels.items()
            if type(each) is int
        }
        given = iter(params)
        every: list[Any] = []

        def take(piece: re.Match[str]) -> str:
            if piece[0] == "%%":
                return "%%"
            value = next(given) if piece[0] == "%s" else int(piece[0])
            name = names.get(str(value))
            if type(value) is int and name is None:
                return str(value)
            every.append(value)
            return f"%({name})s" if name in self._lists else "%s"

        return re.sub("|".join(["%%", "%s", *names]), take, sql), every


def compiled(
    build: Callable[Values, QuerySet[Any, Row]],
) -> Compiled[Values, Row]:
    """Turn a function that builds a queryset into a query that is built only once.

        @compiled
        def _newest(board: int, most: int) -> QuerySet[Post, tuple[int, str]]:
            return Post.objects.filter(board=board).values_list("id", "title")[:most]

        rows = _newest(board=3, most=15)

    Its parameters are ints, strs and, for `__in`, a list[int], called by name. Each must
    reach the SQL as it is: a filter may compare with it, a slice may end at it; nothing
    may be computed from it, decided by it, or be None. ValueError otherwise, at the first
    call. The rows are those of the queryset, which must end in `values_list()`.
    """
    return Compiled(build)


def _run(statement: _Statement, sql: str, params: list[Any]) -> list[Any]:
    with statement.connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return _converted(rows, statement)


def _converted(rows: list[Any], statement: _Statement) -> list[Any]:
    if not statement.converters:
        return [row[: statement.width] for row in rows]
    connection = statement.connection
    results = []
    for row in rows:
        values = list(row[: statement.width])
        for place, convert, column in statement.converters:
            values[place] = convert(values[place], column, connection)
        results.append(tuple(values))
    return results
