"""Where generation numbers live when several machines agree: in Redis.

A Redis that was emptied begins with numbers at random, so that nothing kept before
fits. A module of its own: the driver takes 15 MB of a process that has no Redis.
"""

import logging
import secrets
import time

import redis

from web.flushing import Flusher
from web.generation_numbers import Numbers
from web.redis_cache import NO_ANSWER, PAUSE, TIMEOUT

logger = logging.getLogger(__name__)

_REDIS_SECONDS = 0.02  # how old a number read from Redis may be


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
