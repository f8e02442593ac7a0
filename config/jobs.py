"""The queue of jobs: a SQLite file, or Redis."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huey import Huey


def open_queue(url: str, path: Path) -> "Huey":
    """Return the queue in the Redis at `url`, or without one in the file at `path`."""
    # huey imports each driver that is installed: 20 MB of every process.
    with _as_if_not_installed("psycopg", *([] if url else ["redis"])):
        from huey import RedisHuey, SqliteHuey
    if url:
        return RedisHuey("madang", url=url)
    return SqliteHuey("madang", filename=str(path))


@contextmanager
def _as_if_not_installed(*names: str) -> Iterator[None]:
    """Let importing these fail inside, unless that has been done already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
