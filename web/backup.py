"""One archive of all that must survive, made while the site runs.

It is a tar.gz of the data folder's own names (the database as a copy of one
moment) and, last, `manifest.json` with the SHA-256 of every member.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from web import database_copy
from web.version import madang_version

FORMAT = 1
FOLDERS = ("media", "mail", "templates", "static")
SQLITE, POSTGRESQL = "madang.sqlite3", "madang.dump"
JOBS, SECRET, MANIFEST = "jobs.sqlite3", "secret_key", "manifest.json"


def create_backup() -> Path:
    """Write DATA_DIR/backups/madang-<Seoul time>.tar.gz and return its path.

    The name appears when the archive is whole and on the disk, never before.
    Raises CopyFailed when the database cannot be copied, OSError when the disk is full.
    """
    if not database_copy.has_tables():
        raise database_copy.CopyFailed(
            _(
                "아직 백업할 자료가 없습니다. `make run`으로 마당을 한 번 연 뒤 "
                "다시 해 주세요."
            )
        )
    folder = Path(settings.DATA_DIR, "backups")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"madang-{timezone.localtime():%Y%m%d-%H%M%S-%f}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as name:
        draft = Path(name, target.name)
        with open(draft, "xb", opener=_open_private) as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as tar:
                _write_members(_Archive(tar), Path(name))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    _sync_folder(folder)
    return target


class _Archive:
    """A tar that remembers the SHA-256 of what it was given."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.digests: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Add one file; one that is gone by now was deleted, and stays so."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            member = self.tar.gettarinfo(arcname=name, fileobj=file)
            reader = _HashingReader(file)
            self.tar.addfile(member, reader)
        self.digests[name] = reader.digest.hexdigest()

    def add_folder(self, folder: str) -> None:
        """Add the regular files below the folder that are not in it yet."""
        for path in _files_below(Path(settings.DATA_DIR, folder)):
            name = path.relative_to(settings.DATA_DIR).as_posix()
            if name not in self.digests:
                self.add(name, path)


class _HashingReader:
    """Reads a file for tarfile and hashes what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def _write_members(archive: _Archive, scratch: Path) -> None:
    """Folders before the database and once more after it.

    So a picture deleted meanwhile is in the archive as well as one added meanwhile:
    every row of the database's copy finds its file.
    """
    for folder in FOLDERS:
        archive.add_folder(folder)
    if database_copy.kind() == "postgresql":
        database_copy.dump_postgresql(scratch / POSTGRESQL)
        archive.add(POSTGRESQL, scratch / POSTGRESQL)
    else:
        _add_sqlite(archive, SQLITE, scratch)
    _add_sqlite(archive, JOBS, scratch)
    for folder in FOLDERS:
        archive.add_folder(folder)
    archive.add(SECRET, Path(settings.DATA_DIR, SECRET))
    _add_manifest(archive)


def _add_sqlite(archive: _Archive, name: str, scratch: Path) -> None:
    source = Path(settings.DATA_DIR, name)
    if source.exists():
        database_copy.copy_sqlite(source, scratch / name)
        archive.add(name, scratch / name)


def _add_manifest(archive: _Archive) -> None:
    manifest = {
        "format": FORMAT,
        "madang": madang_version(),
        "created_at": timezone.localtime().isoformat(),
        "database": database_copy.kind(),
        "files": archive.digests,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(text)
    member.mtime = int(timezone.now().timestamp())
    archive.tar.addfile(member, io.BytesIO(text))


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, _folders, names in os.walk(folder):
        for name in sorted(names):
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # it holds the secret and everybody's mail


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
