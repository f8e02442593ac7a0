"""Tells how long the bench has run, at the beginning of each line."""

import time
from collections.abc import Callable


def clock() -> Callable[[str], None]:
    """Return what prints a line with the minutes and seconds since now."""
    begin = time.monotonic()

    def say(line: str) -> None:
        minutes, seconds = divmod(int(time.monotonic() - begin), 60)
        print(f"{minutes:02}:{seconds:02} {line}", flush=True)

    return say
