"""The shared cache in Redis, which may stop answering without stopping the site.

Meanwhile it is an empty cache that takes everything and keeps nothing: limits do not
count, and what would have been found ready is made anew.
"""

import logging
import time
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)

TIMEOUT = 1.0  # seconds that one waits for an answer
PAUSE = 2.0  # seconds before one that did not answer is asked again
NO_ANSWER = (redis.ConnectionError, redis.TimeoutError)

# What an empty cache that takes everything answers; `get` and `incr` stand below.
_ANSWERS: dict[str, Any] = {
    "add": True,  # new, so whoever asks goes on
    "set": None,
    "touch": False,
    "delete": False,
    "get_many": {},
    "has_key": False,
    "set_many": None,
    "delete_many": None,
    "clear": False,
}


class _PatientClient:
    """Stands before Django's client, which raises what Redis does."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._client = RedisCacheClient(*args, **options)
        self._away_until = 0.0

    def __getattr__(self, name: str) -> Any:
        return lambda *args: self._try(name, _ANSWERS[name], *args)

    def get(self, key: str, default: Any) -> Any:
        return self._try("get", default, key, default)

    def incr(self, key: str, delta: int) -> int:
        found = self._try("incr", None, key, delta)
        if found is None:
            raise ValueError(f"Key '{key}' not found.")  # as for one that is missing
        return int(found)

    def _try(self, name: str, otherwise: Any, *args: Any) -> Any:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return getattr(self._client, name)(*args)
        except NO_ANSWER:
            logger.exception("Redis does not answer; limits do not count meanwhile")
            self._away_until = time.monotonic() + PAUSE
            return otherwise


class PatientRedisCache(RedisCache):
    """Django's cache in Redis, with patience."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_timeout": TIMEOUT,
            "socket_connect_timeout": TIMEOUT,
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = _PatientClient
