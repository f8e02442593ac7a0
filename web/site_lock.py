"""One site at a time per data folder: the running one holds a lock on a file in it."""

import fcntl
import os
from pathlib import Path

from django.conf import settings


class SiteIsRunning(Exception):
    """Another process holds this data folder."""


def hold_site() -> int:
    """Take the data folder and return the descriptor that holds it while open.

    The kernel gives the lock back when the last process that inherited the
    descriptor ends, however it ends. Raises SiteIsRunning when it is taken.
    """
    path = Path(settings.DATA_DIR, "running.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise SiteIsRunning from error
    return descriptor
