"""Generation numbers: how every process learns at once that kept things are old.

A thing kept in a process's memory is stored under the generation it was read in.
Whoever changes the rows raises the number when the change is committed; from then
on nobody finds the old thing. The numbers live in a small file that all processes
of a machine map into memory (a read costs well under a microsecond), or in Redis
when CACHE_URL names one, so that several machines agree.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Callable
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import transaction

Kept = TypeVar("Kept")

_NUMBER = struct.Struct("<Q")


class Generation(IntEnum):
    """What can grow old; the value is the number's place in the file."""

    SITE = 0  # site settings, menus, content pages
    BOARDS = 1  # groups, boards, categories, their managers
    VISITS = 2  # the visit counter
    POSTS = 3  # what lists and posts show: hide, delete, make secret, move
    SUSPENSIONS = 4  # which members may not use the site for a time
    BANS = 5  # addresses that may not use the site
    PRESENCE = 6  # who is here now


class _File:
    """One 8-byte number per Generation in DATA_DIR/generations, memory-mapped."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        size = _NUMBER.size * len(Generation)
        if os.fstat(self._fd).st_size < size:
            os.ftruncate(self._fd, size)
        self._map = mmap.mmap(self._fd, size)

    def read(self, generation: Generation) -> int:
        number: int = _NUMBER.unpack_from(self._map, _NUMBER.size * generation)[0]
        return number

    def raise_(self, generation: Generation) -> None:
        # A descriptor of its own: flock does not part threads that share one.
        fd = os.open(f"/proc/self/fd/{self._fd}", os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            number = self.read(generation) + 1
            _NUMBER.pack_into(self._map, _NUMBER.size * generation, number)
        finally:
            os.close(fd)


class _Redis:
    """One counter per Generation in the shared cache."""

    def read(self, generation: Generation) -> int:
        return int(caches["default"].get(f"generation:{generation.name}", 0))

    def raise_(self, generation: Generation) -> None:
        key = f"generation:{generation.name}"
        caches["default"].add(key, 0, timeout=None)
        caches["default"].incr(key)


_memory: dict[tuple[Generation, str], tuple[int, Any]] = {}
_store: _File | _Redis | None = None
_store_lock = threading.Lock()


def _numbers() -> _File | _Redis:
    global _store
    if _store is not None:  # nearly always, and a page asks forty times
        return _store
    with _store_lock:
        if _store is None:
            backend = str(settings.CACHES["default"]["BACKEND"])
            is_shared = backend.endswith("RedisCache")
            _store = (
                _Redis() if is_shared else _File(Path(settings.DATA_DIR, "generations"))
            )
    return _store


def current(generation: Generation) -> int:
    """Return the generation's number as every process sees it now."""
    return _numbers().read(generation)


class _Raise(partial[None]):
    """A raise that waits for the commit; a class so that it can be told from others."""


def raise_on_commit(generation: Generation) -> None:
    """Make everything kept under this generation old, once the change is committed."""
    transaction.on_commit(_Raise(_raise_now, generation))


def _raise_now(generation: Generation) -> None:
    _numbers().raise_(generation)


def _is_changing_here(generation: Generation) -> bool:
    """Tell whether the open transaction has changes that nobody else sees yet."""
    waiting = transaction.get_connection().run_on_commit
    return bool(waiting) and any(
        isinstance(func, _Raise) and func.args == (generation,)
        for _savepoints, func, _robust in waiting
    )


def keep(generation: Generation, key: str, make: Callable[[], Kept]) -> Kept:
    """Return what `make` gave in this generation, calling it when nothing is kept.

    The number is read before `make` runs, so a change in between is never hidden.
    A transaction that has changed the rows reads them anew and keeps nothing: it may
    yet be rolled back. What is kept is shared by all threads of the process: treat it
    as read-only.
    """
    if _is_changing_here(generation):
        return make()
    number = current(generation)
    name = (generation, key)
    found = _memory.get(name)
    if found is None or found[0] != number:
        found = _memory[name] = (number, make())
    kept: Kept = found[1]
    return kept
