"""Generation numbers: how every process learns at once that kept things are old.

A thing kept in a process's memory is stored under the generation it was read in.
Whoever changes the rows raises the number when the change is committed; from then
on nobody finds the old thing. The numbers live in a small file that all processes
of a machine map into memory (a read costs well under a microsecond), or in Redis
when CACHE_URL names one, so that several machines agree.
"""

import math
import threading
import time
from collections.abc import Callable
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import transaction

from web.generation_numbers import Numbers, NumbersFile
from web.memory import Memory
from web.turns import Turns

if TYPE_CHECKING:
    from web.redis_numbers import NumbersInRedis

Kept = TypeVar("Kept")


class Generation(IntEnum):
    """What can grow old; the value is the number's place in the file."""

    SITE = 0  # site settings, menus, content pages
    BOARDS = 1  # groups, boards, categories, their managers
    VISITS = 2  # the visit counter
    POSTS = 3  # posts and comments, other than their counts
    SUSPENSIONS = 4  # which members may not use the site for a time
    BANS = 5  # addresses that may not use the site
    PRESENCE = 6  # who is here now
    REMOVALS = 7  # what was shown and must not be any more: edited, hidden, moved


# Bounded: some keys hold a day, or boards, and nobody asks for them again.
_memory: Memory[tuple[Generation, str], tuple[int, float, Any]] = Memory(2_000)
_turns = Turns()
_numbers: "NumbersFile | NumbersInRedis | None" = None
_numbers_lock = threading.Lock()
# Of a thread: whether it has raised something since it was last seen outside of a
# transaction. Where not, there is nothing to look for in the transaction's list.
_thread = threading.local()


def shared_numbers() -> "NumbersFile | NumbersInRedis":
    """Return where all processes keep their numbers."""
    global _numbers
    if _numbers is None:
        with _numbers_lock:
            if _numbers is None:
                _numbers = _open_numbers()
    return _numbers


def _open_numbers() -> "NumbersFile | NumbersInRedis":
    default = settings.CACHES["default"]
    if default["BACKEND"] == "web.redis_cache.PatientRedisCache":
        from web.redis_numbers import NumbersInRedis

        names = [generation.name for generation in Generation]
        return NumbersInRedis(str(default["LOCATION"]), names)
    return NumbersFile(Path(settings.DATA_DIR, "generations"), len(Generation))


def numbers() -> Numbers | None:
    """Return the number of every Generation, by its value, as all processes see them.

    None while the shared ones cannot be read: nothing kept may be shown then.
    """
    return shared_numbers().read()


def current(generation: Generation) -> int | None:
    """Return one generation's number; None while it cannot be known."""
    found = numbers()
    return None if found is None else found[generation]


class _Raise(partial[None]):
    """A raise that waits for the commit; a class so that it can be told from others."""


def raise_on_commit(*generations: Generation) -> None:
    """Make all kept under these generations old, once the change is committed."""
    _thread.has_raised = True
    for generation in generations:
        transaction.on_commit(_Raise(raise_now, generation))


def raise_now(generation: Generation) -> None:
    """Make everything kept under this generation old, for what no transaction holds."""
    shared_numbers().raise_(generation)


def _is_changing_here(generation: Generation) -> bool:
    """Tell whether the open transaction has changes that nobody else sees yet."""
    if not getattr(_thread, "has_raised", False):
        return False
    connection = transaction.get_connection()
    _thread.has_raised = connection.in_atomic_block
    return any(
        isinstance(func, _Raise) and func.args == (generation,)
        for _savepoints, func, _robust in connection.run_on_commit
    )


def keep(
    generation: Generation,
    key: str,
    make: Callable[[], Kept],
    *,
    seconds: float | None = None,
) -> Kept:
    """Return what `make` gave in this generation, calling it when nothing is kept.

    seconds: how long at most, for what also changes without the generation.

    The number is read before `make` runs, so a change in between is never hidden.
    A transaction that has changed the rows reads them anew and keeps nothing: it may
    yet be rolled back. What is kept is shared by all threads of the process: treat it
    as read-only.
    """
    if _is_changing_here(generation):
        return make()
    number = current(generation)
    if number is None:
        return make()
    name = (generation, key)
    found = _memory.get(name)
    if found is None or not _is_of(number, found):
        with _turns.turn((number, name)):
            found = _memory.get(name)
            if found is None or not _is_of(number, found):
                until = math.inf if seconds is None else time.monotonic() + seconds
                found = (number, until, make())
                _memory.keep(name, found)
    kept: Kept = found[2]
    return kept


def _is_of(number: int, found: tuple[int, float, Any]) -> bool:
    return found[0] == number and time.monotonic() < found[1]
