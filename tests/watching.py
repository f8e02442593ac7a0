"""Watches what the database does for a page: how it finds rows, and how many it meets."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

_STEPS = 100  # of SQLite's machine, between two looks


@dataclass
class Query:
    """A statement that was run, and what it took.

    work: steps of SQLite's machine. On PostgreSQL rows that were met, asked for later.
    """

    sql: str
    params: Any
    work: int = 0
    plan: list[str] = field(default_factory=list)


@contextmanager
def watching() -> Iterator[list[Query]]:
    """Note every statement of this thread, and the plans of those that read."""
    seen: list[Query] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        seen.append(Query(sql, params))
        return execute(sql, params, *rest)

    def count() -> int:
        if seen:
            seen[-1].work += _STEPS
        return 0

    with connection.execute_wrapper(note):
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.connection.set_progress_handler(count, _STEPS)
        try:
            yield seen
        finally:
            if connection.vendor == "sqlite":
                connection.connection.set_progress_handler(None, 0)
    for query in seen:
        if re.match(r"\(*SELECT\b", query.sql):
            _explain(query)


def _explain(query: Query) -> None:
    is_sqlite = connection.vendor == "sqlite"
    how = "QUERY PLAN" if is_sqlite else "(ANALYZE, FORMAT JSON)"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {how} {query.sql}", query.params)
        rows = cursor.fetchall()
    if is_sqlite:
        query.plan = [str(row[-1]) for row in rows]
        return
    plan = rows[0][0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    for node in _nodes(plan[0]["Plan"]):
        table = node.get("Relation Name", "")
        query.plan.append(f"{node['Node Type']} {table} {node.get('Index Name', '')}")
        met = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        query.work += round(met * node["Actual Loops"]) if table else 0


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", []):
        yield from _nodes(inner)
