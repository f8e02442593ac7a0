"""Rows by the hundred thousand, made by the database itself: no Python per row."""

from django.db import connection, models, transaction

_BATCH = 500_000  # rows a transaction
_INSERT = (
    "INSERT INTO {table} ({columns})"
    " WITH RECURSIVE numbers (n) AS"
    " (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
    " SELECT {values} FROM numbers"
)


def insert_rows(model: type[models.Model], numbers: range, **columns: str) -> None:
    """Insert a row for each of the numbers, past all services and constraints of forms.

    columns: the SQL of a field by its name; `n` in it is the row's number. What is
    not named has its field's default.
    """
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname in columns or not field.primary_key
    ]
    if unknown := columns.keys() - {field.attname for field in fields}:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    plain, values, params = model(), [], []
    for field in fields:
        if field.attname in columns:
            values.append(columns[field.attname].replace("%", "%%"))
        else:
            default = field.pre_save(plain, add=True)
            values.append("%s")
            params.append(field.get_db_prep_save(default, connection))
    for first in range(numbers.start, numbers.stop, _BATCH):
        sql = _INSERT.format(
            table=model._meta.db_table,
            columns=", ".join(field.column for field in fields),
            first=first,
            last=min(first + _BATCH, numbers.stop) - 1,
            values=", ".join(values),
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)


def moment(seconds: str) -> str:
    """Return the SQL of the moment so many seconds after 1970; `seconds` is SQL."""
    if connection.vendor == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%S', {seconds}, 'unixepoch')"
    return f"to_timestamp({seconds})"
