"""How much room there is, and the last backup."""

import os
from pathlib import Path

import pytest
from django.conf import LazySettings

from web import room
from web.room import Disk


@pytest.mark.parametrize(
    ("free", "total", "is_nearly_full"),
    [
        (50 * 10**9, 100 * 10**9, False),
        (9 * 10**9, 100 * 10**9, True),
        (9 * 10**8, 2 * 10**9, True),
        (10**9, 10**10, False),
    ],
)
def test_a_disk_is_nearly_full_below_a_tenth_or_a_gigabyte(
    free: int, total: int, is_nearly_full: bool
) -> None:
    assert Disk(free, total).is_nearly_full == is_nearly_full


def test_the_disk_is_that_of_the_data_folder(settings: LazySettings) -> None:
    assert 0 < room.disk().free <= room.disk().total

    settings.DATA_DIR = Path(settings.DATA_DIR, "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        room.disk()


@pytest.mark.django_db
def test_the_database_has_a_size() -> None:
    assert room.database_size() > 10_000


def test_there_is_no_backup_at_first(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path

    assert room.last_backup() is None


def test_the_newest_whole_backup_counts(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "backups"
    (folder / ".making-x").mkdir(parents=True)
    for name, moment in (
        ("madang-20260302-040000-000000.tar.gz", 1_000),
        ("madang-20260303-040000-000000.tar.gz", 2_000),
        (".making-x/madang-20260304-040000-000000.tar.gz", 3_000),
        ("notes.txt", 4_000),
    ):
        (folder / name).write_bytes(b"abc")
        os.utime(folder / name, (moment, moment))

    backup = room.last_backup()

    assert backup is not None
    assert backup.name == "madang-20260303-040000-000000.tar.gz"
    assert (backup.size, backup.made_at.timestamp()) == (3, 2_000)
