"""Where generation numbers live on one machine: in a file that processes share.

A number that is raised is one that nobody has seen before. A lost file
begins with numbers at random, so that nothing kept before fits.
"""

import fcntl
import mmap
import os
import secrets
import struct
import threading
import time
from pathlib import Path

Numbers = tuple[int, ...]

# Numbers of single lists and posts stand behind the generations'. More than one may
# fall into a place: then one change makes both old. With so many places that befalls
# one page in fifteen while ten comments a second are written, in half a minute.
PLACES = 4096
PLACE = struct.Struct("<Q")

_CHECK_SECONDS = 1.0  # how often a process looks whether its file is still the one


class NumbersFile:
    """`count` generations and PLACES, 8 bytes each, in a small file mapped into memory.

    Reading costs well under a microsecond. When the file is deleted or replaced, all
    processes find the new one within a second, and the raising one at once.
    """

    def __init__(self, path: Path, count: int) -> None:
        self.path = path
        self._format = struct.Struct(f"<{count}Q")
        self._size = self._format.size + PLACES * PLACE.size
        self._lock = threading.Lock()
        self._map: mmap.mmap | None = None
        self._inode = 0
        self._checked_at = 0.0
        self._open()

    def read(self) -> Numbers:
        """Return the generations as they are now."""
        return self._format.unpack_from(self._now())

    def read_place(self, place: int) -> int:
        """Return the number of one place as it is now."""
        offset = self._format.size + place * PLACE.size
        number: int = PLACE.unpack_from(self._now(), offset)[0]
        return number

    def read_places(self) -> bytes:
        """Return the numbers of all places as they are now, PLACE by PLACE."""
        return self._now()[self._format.size : self._size]

    def raise_(self, index: int) -> None:
        """Make the number of a generation another, for all processes at once."""
        self._raise(index * PLACE.size)

    def raise_place(self, place: int) -> None:
        """Make the number of a place another, for all processes at once."""
        self._raise(self._format.size + place * PLACE.size)

    def _now(self) -> mmap.mmap:
        if time.monotonic() - self._checked_at > _CHECK_SECONDS:
            self._find_again()
        assert self._map is not None  # noqa: S101 (opened in __init__)
        return self._map

    def _raise(self, offset: int) -> None:
        self._find_again()
        # A descriptor of its own: flock does not part threads that share one.
        fd = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            assert self._map is not None  # noqa: S101 (opened in __init__)
            number = PLACE.unpack_from(self._map, offset)[0] + 1
            PLACE.pack_into(self._map, offset, number % 2**64)
        finally:
            os.close(fd)

    def _find_again(self) -> None:
        try:
            found = os.stat(self.path)
            is_ours = found.st_ino == self._inode and (found.st_size >= self._size)
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
                if (found := os.fstat(fd)).st_size < self._size:
                    os.pwrite(fd, _at_random(self._size), 0)
                self._map, self._inode = mmap.mmap(fd, self._size), found.st_ino
            finally:
                fcntl.flock(fd, fcntl.LOCK_UN)  # the map has a copy of it, which stays
                os.close(fd)


def _at_random(size: int) -> bytes:
    # Half the range is left for raising.
    return b"".join(
        secrets.randbits(62).to_bytes(8, "little") for _ in range(size // 8)
    )
