"""The shared cache in a table, written by one statement where Django has five.

Django counts the whole table before it writes a row, and looks whether the key is
there before it puts it in. Limits on writing are two such rows a comment.
"""

import base64
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone

_WRITES_BETWEEN_CULLS = 1_000  # of this process
_writes = count(1)

# An expired row is as good as none.
_WRITE = (
    "INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"
    " ON CONFLICT (cache_key)"
    " DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
_WHERE_EXPIRED = " WHERE {table}.expires < %s"
_COUNT = "SELECT COUNT(*) FROM {table}"


class UpsertingCache(DatabaseCache):
    """Django's cache in a table of a database of `config.sqlite3`."""

    _table: str
    _cull: Callable[..., None]

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep the value, whatever stood there."""
        self._write(_WRITE, key, value, timeout, version)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep the value where none stands; tell whether it was kept."""
        now = _as_stored(timezone.now())
        return self._write(_WRITE + _WHERE_EXPIRED, key, value, timeout, version, now)

    def _write(
        self,
        sql: str,
        key: str,
        value: Any,
        timeout: float | None,
        version: int | None,
        *more: str,
    ) -> bool:
        key = self.make_and_validate_key(key, version=version)
        pickled = base64.b64encode(pickle.dumps(value, self.pickle_protocol))
        expires = _as_stored(self._expires_at(timeout))
        using = router.db_for_write(self.cache_model_class)
        connection: Any = connections[using]
        with connection.turn(), connection.cursor() as cursor:
            cursor.execute(
                sql.format(table=connection.ops.quote_name(self._table)),
                [key, pickled.decode("ascii"), expires, *more],
            )
            is_written: bool = cursor.rowcount > 0
        if next(_writes) % _WRITES_BETWEEN_CULLS == 0:
            self._drop_expired(using)
        return is_written

    def _expires_at(self, timeout: float | None) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        if seconds is None:
            return datetime.max.replace(tzinfo=UTC)
        return datetime.fromtimestamp(int(seconds), tz=UTC)

    def _drop_expired(self, using: str) -> None:
        """Forget what has expired; of the rest a third when it is too much."""
        table = connections[using].ops.quote_name(self._table)
        now = timezone.now().replace(microsecond=0)
        with transaction.atomic(using), connections[using].cursor() as cursor:
            cursor.execute(_COUNT.format(table=table))
            self._cull(using, cursor, now, cursor.fetchone()[0])


def _as_stored(moment: datetime) -> str:
    """Write a time as Django's cache does, to the second."""
    return str(moment.astimezone(UTC).replace(microsecond=0, tzinfo=None))
