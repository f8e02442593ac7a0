"""Bounded memories of a process: what it was told last, the oldest forgotten first."""

import threading
from array import array
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Generic, ParamSpec, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
Sent = ParamSpec("Sent")

LONGEST = 500  # characters; whoever sends more fills no memory with it


def remembered(limit: int) -> Callable[[Callable[Sent, Value]], Callable[Sent, Value]]:
    """Keep what a function of things that visitors send gave last, `limit` times.

    Like functools.lru_cache, but for arguments that are short; others are reckoned
    each time.
    """

    def mark(function: Callable[Sent, Value]) -> Callable[Sent, Value]:
        kept = lru_cache(maxsize=limit)(function)

        @wraps(function)
        def reckoned(*args: Sent.args, **named: Sent.kwargs) -> Value:
            for arg in args:
                if isinstance(arg, str | bytes) and len(arg) > LONGEST:
                    return function(*args, **named)
            return kept(*args, **named)  # type: ignore[arg-type]  # they are hashable

        return reckoned

    return mark


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
            self._values.pop(key, None)  # told again, it is the newest
            self._values[key] = value
            if len(self._values) > self.limit:
                del self._values[next(iter(self._values))]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()


class Fingerprints:
    """Which keys were met before, in 8 bytes each: a set-associative cache of hashes.

    places: a power of two, at least 8. Each key belongs to a row of eight places; a ninth
    of the same row drives out the one that came first, which so is forgotten early.
    That a key never met is taken for known has a chance of `places` in 2 ** 64.
    """

    _ROW = 8

    def __init__(self, places: int) -> None:
        self._mask = places - self._ROW  # of the first place of a row
        self._hashes = array("q", bytes(8 * places))

    def __contains__(self, key: Hashable) -> bool:
        number = hash(key) or 1  # 0 is an empty place
        start = number & self._mask
        return number in self._hashes[start : start + self._ROW]

    def add(self, key: Hashable) -> None:
        """Remember the key, which is not known yet."""
        number = hash(key) or 1
        start = number & self._mask
        end = start + self._ROW
        self._hashes[start + 1 : end] = self._hashes[start : end - 1]
        self._hashes[start] = number

    def clear(self) -> None:
        """Forget everything."""
        self._hashes = array("q", bytes(self._hashes.itemsize * len(self._hashes)))
