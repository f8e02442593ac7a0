"""One makes a thing that several want at the same time; the others wait for it."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

_PATIENCE = 5.0  # seconds


class Turns:
    """Turns at making things, by key."""

    def __init__(self) -> None:
        self._making: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, key: Hashable) -> Iterator[None]:
        """Let the first go ahead, and the others when it is done: look again then.

        Nobody waits twice, or for long: it may have come to nothing.
        """
        with self._lock:
            made = self._making.get(key)
            is_first = made is None
            if made is None:
                made = self._making[key] = threading.Event()
        if not is_first:
            made.wait(_PATIENCE)
        try:
            yield
        finally:
            if is_first:
                with self._lock:
                    del self._making[key]
                made.set()
