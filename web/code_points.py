"""Text in the order of its code points, whatever the database's own order is.

PostgreSQL sorts by a language unless told otherwise, and then a range of syllables is
no range of code points; SQLite's only order is that of the bytes, which is the same.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

LAST = "\U0010ffff"  # sorts after all that anybody writes


class ByCodePoint(Func):
    """A column of text as it is to be compared, in an index and in a query alike."""

    template = "(%(expressions)s COLLATE %(order)s)"
    arity = 1

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> Any:
        return self.as_sql(compiler, connection, order='"C"')

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> Any:
        return self.as_sql(compiler, connection, order="BINARY")
