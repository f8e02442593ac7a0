"""New rows by SQL that is put together once.

`Model.save` makes its statement anew each time, which takes several times as long as
the database does, while others wait for their turn to write.
"""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

_INSERT = "INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {key}"


def insert(row: Model) -> None:
    """Save a new row of a plain model, without signals; its key comes with it."""
    sql, fields = _statement(type(row), connection.vendor)
    params = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (row.pk,) = cursor.fetchone()
    row._state.adding = False
    row._state.db = connection.alias


@cache
def _statement(model: type[Model], vendor: str) -> tuple[str, list["Field[Any, Any]"]]:
    """Return the statement for databases of this kind, and the fields it takes."""
    meta = model._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, key = quote(meta.db_table), quote(meta.pk.column)
    sql = _INSERT.format(table=table, columns=columns, places=places, key=key)
    return sql, fields
