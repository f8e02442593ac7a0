"""How much room the site takes and has: disk, database, the last backup."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True)
class Disk:
    """The disk of DATA_DIR, in bytes."""

    free: int
    total: int

    @property
    def is_nearly_full(self) -> bool:
        """Whether less than a tenth is left, or less than a gigabyte."""
        return self.free < max(self.total // 10, 10**9)


@dataclass(frozen=True)
class Backup:
    """The newest archive of `make backup`; size in bytes."""

    name: str
    made_at: datetime
    size: int


def disk() -> Disk:
    """Measure the disk. Raises OSError."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    return Disk(usage.free, usage.total)


def database_size() -> int:
    """Return the bytes of the database, with what is not yet written into it.

    Raises OSError, DatabaseError.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    name = str(connection.settings_dict["NAME"])
    log = Path(f"{name}-wal")
    return Path(name).stat().st_size + (log.stat().st_size if log.exists() else 0)


def last_backup() -> Backup | None:
    """Return the newest backup that lies in DATA_DIR, None when there is none.

    Raises OSError.
    """
    archives = Path(settings.DATA_DIR, "backups").glob("madang-*.tar.gz")
    found = [(path.stat(), path.name) for path in archives]
    if not found:
        return None
    status, name = max(found, key=lambda each: each[0].st_mtime)
    made_at = datetime.fromtimestamp(
        status.st_mtime, tz=timezone.get_current_timezone()
    )
    return Backup(name, made_at, status.st_size)
