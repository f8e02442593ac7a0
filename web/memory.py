"""A bounded memory of a process: what it was told last, the oldest forgotten first."""

import threading
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """At most `limit` values by key, for all threads; reading takes no lock."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: dict[Key, Value] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Key) -> Value | None:
        """Return what was kept under this key and is not forgotten."""
        return self._values.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Remember the value, and forget the oldest when it is one too many."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self.limit:
                del self._values[next(iter(self._values))]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
