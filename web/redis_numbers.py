"""Where generation numbers live when several machines agree: in Redis.

A Redis that was emptied begins with numbers at random, so that nothing kept before
fits. A module of its own: the driver takes 15 MB of a process that has no Redis.
"""

import logging
import secrets
import time
from typing import Any

import redis

from web.flushing import Flusher
from web.generation_numbers import PLACE, PLACES, Numbers
from web.redis_cache import NO_ANSWER, PAUSE, TIMEOUT

logger = logging.getLogger(__name__)

_REDIS_SECONDS = 0.02  # how old a number read from Redis may be
_PLACES_KEY = "madang:places"  # one string, PLACE by PLACE


class NumbersInRedis:
    """A number per name, and PLACES, in Redis, for several machines.

    While Redis does not answer nothing can be known, so nothing kept is shown; what
    is raised meanwhile is raised when it answers again.
    """

    def __init__(self, url: str, names: list[str]) -> None:
        self._keys = [f"madang:generation:{name}" for name in names]
        self._client = redis.Redis.from_url(
            url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )
        # Until when they hold; the generations, None while unknown; the places.
        self._read: tuple[float, Numbers | None, bytes] = (0.0, None, b"")
        self._owed: set[int] = set()  # generations first, then places
        self._flusher = Flusher("generations", 1, self._pay)

    def read(self) -> Numbers | None:
        """Return the generations as they are now; None while nobody can know them."""
        return self._now()[0]

    def read_place(self, place: int) -> int | None:
        """Return the number of one place as it is now."""
        _numbers, places = self._now()
        if not places:
            return None
        number: int = PLACE.unpack_from(places, place * PLACE.size)[0]
        return number

    def read_places(self) -> bytes | None:
        """Return the numbers of all places as they are now, PLACE by PLACE."""
        return self._now()[1] or None

    def raise_(self, index: int) -> None:
        """Make a generation another; later, when Redis does not answer."""
        self._owed.add(index)
        self._flusher.keep_running()
        until, numbers, _places = self._read
        if numbers is None and time.monotonic() < until:
            return  # it did not answer a moment ago
        self._read = self._ask()

    def raise_place(self, place: int) -> None:
        """Make the number of a place another; later, when Redis does not answer."""
        self.raise_(len(self._keys) + place)

    def _now(self) -> tuple[Numbers | None, bytes]:
        until, numbers, places = self._read
        if time.monotonic() >= until:
            self._read = until, numbers, places = self._ask()
        return numbers, places

    def _ask(self) -> tuple[float, Numbers | None, bytes]:
        try:
            self._pay()
            found = self._client.mget(self._keys)
            if None in found:
                for key in self._keys:
                    self._client.set(key, secrets.randbits(62), nx=True)
                found = self._client.mget(self._keys)
            numbers = tuple(int(number or 0) for number in found)
            places: Any = self._client.get(_PLACES_KEY) or b""
            return (
                time.monotonic() + _REDIS_SECONDS,
                numbers,
                places.ljust(PLACES * PLACE.size, b"\0"),
            )
        except NO_ANSWER:
            logger.exception("Redis does not answer; nothing kept is shown")
            return time.monotonic() + PAUSE, None, b""

    def _pay(self) -> None:
        for index in list(self._owed):
            number, place = secrets.randbits(62), index - len(self._keys)
            if place < 0:
                self._client.set(self._keys[index], number)
            else:
                offset = place * PLACE.size
                self._client.setrange(_PLACES_KEY, offset, PLACE.pack(number))
            self._owed.discard(index)
