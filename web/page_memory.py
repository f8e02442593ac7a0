"""More of SQLite's pages in memory for a long work that touches many of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def many_pages(megabytes: int) -> Iterator[None]:
    """Let this thread's connection keep so much inside; nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{megabytes * 1024}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")
