"""Where generation numbers live: in a file that processes share, or in Redis.

A number that is raised is one that nobody has seen before. A lost file, or a Redis
that was emptied, begins with numbers at random, so that nothing kept before fits.
"""

import fcntl
import logging
import mmap
import os
import secrets
import struct
import threading
import time
from pathlib import Path

import redis

from web.flushing import Flusher
from web.redis_cache import NO_ANSWER, PAUSE, TIMEOUT

logger = logging.getLogger(__name__)

Numbers = tuple[int, ...]

_CHECK_SECONDS = 1.0  # how often a process looks whether its file is still the one
_REDIS_SECONDS = 0.02  # how old a number read from Redis may be


class NumbersFile:
    """`count` numbers of 8 bytes in a small file, mapped into memory.

    Reading costs well under a microsecond. When the file is deleted or replaced, all
    processes find the new one within a second, and the raising one at once.
    """

    def __init__(self, path: Path, count: int) -> None:
        self.path = path
        self._format = struct.Struct(f"<{count}Q")
        self._lock = threading.Lock()
        self._map: mmap.mmap | None = None
        self._inode = 0
        self._checked_at = 0.0
        self._open()

    def read(self) -> Numbers:
        """Return all numbers as they are now."""
        if time.monotonic() - self._checked_at > _CHECK_SECONDS:
            self._find_again()
        assert self._map is not None  # noqa: S101 (opened in __init__)
        return self._format.unpack_from(self._map)

    def raise_(self, index: int) -> None:
        """Make one number another, for all processes at once."""
        self._find_again()
        # A descriptor of its own: flock does not part threads that share one.
        fd = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            assert self._map is not None  # noqa: S101 (opened in __init__)
            number = self._format.unpack_from(self._map)[index] + 1
            struct.pack_into("<Q", self._map, 8 * index, number % 2**64)
        finally:
            os.close(fd)

    def _find_again(self) -> None:
        try:
            found = os.stat(self.path)
            is_ours = found.st_ino == self._inode and (
                found.st_size >= self._format.size
            )
        except FileNotFoundError:
            is_ours = False
        if not is_ours:
            self._open()
        self._checked_at = time.monotonic()

    def _open(self) -> None:
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX)
                size = self._format.size
                if (found := os.fstat(fd)).st_size < size:
                    os.pwrite(fd, _at_random(size), 0)
                self._map, self._inode = mmap.mmap(fd, size), found.st_ino
            finally:
                fcntl.flock(fd, fcntl.LOCK_UN)  # the map has a copy of it, which stays
                os.close(fd)


def _at_random(size: int) -> bytes:
    # Half the range is left for raising.
    return b"".join(
        secrets.randbits(62).to_bytes(8, "little") for _ in range(size // 8)
    )


class NumbersInRedis:
    """A number per name in Redis, for several machines.

    While Redis does not answer nothing can be known, so nothing kept is shown; what
    is raised meanwhile is raised when it answers again.
    """

    def __init__(self, url: str, names: list[str]) -> None:
        self._keys = [f"madang:generation:{name}" for name in names]
        self._client = redis.Redis.from_url(
            url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )
        self._read: tuple[float, Numbers | None] = (0.0, None)
        self._owed: set[int] = set()
        self._flusher = Flusher("generations", 1, self._pay)

    def read(self) -> Numbers | None:
        """Return all numbers as they are now; None while nobody can know them."""
        until, numbers = self._read
        if time.monotonic() >= until:
            self._read = until, numbers = self._ask()
        return numbers

    def raise_(self, index: int) -> None:
        """Make one number another; later, when Redis does not answer."""
        self._owed.add(index)
        self._flusher.keep_running()
        until, numbers = self._read
        if numbers is None and time.monotonic() < until:
            return  # it did not answer a moment ago
        self._read = self._ask()

    def _ask(self) -> tuple[float, Numbers | None]:
        try:
            self._pay()
            found = self._client.mget(self._keys)
            if None in found:
                for key in self._keys:
                    self._client.set(key, secrets.randbits(62), nx=True)
                found = self._client.mget(self._keys)
            return time.monotonic() + _REDIS_SECONDS, tuple(
                int(number or 0) for number in found
            )
        except NO_ANSWER:
            logger.exception("Redis does not answer; nothing kept is shown")
            return time.monotonic() + PAUSE, None

    def _pay(self) -> None:
        for index in list(self._owed):
            self._client.set(self._keys[index], secrets.randbits(62))
            self._owed.discard(index)
