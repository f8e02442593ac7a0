"""Brings an archive of web.backup back, wholly or not at all.

Everything is unpacked and verified in DATA_DIR/.restoring first. From then on a
file `step` says how far the exchange is; whoever finds it there after a crash
(the next `serve` or `restore`) goes on from that step, each of which may be
repeated. The old data lies in .restoring/old until the new is in place.
"""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from web import database_copy
from web.backup import FOLDERS, FORMAT, JOBS, MANIFEST, POSTGRESQL, SECRET, SQLITE
from web.version import madang_version, version_key

_CHUNK = 1024 * 1024  # bytes read at a time


class RestoreRefused(Exception):
    """The archive is not brought back; the text says why, for the manager."""


def restore_backup(archive: Path, *, force: bool) -> None:
    """Replace the site's data by the archive's. The caller holds the site's lock.

    Raises RestoreRefused for a damaged or foreign archive, or for data that would
    be overwritten without `force`; CopyFailed when PostgreSQL does not take it.
    In all these cases everything is as it was.
    """
    finish_restore()
    if not force and _holds_site():
        raise RestoreRefused(
            _(
                "이미 자료가 있는 곳에는 되살리지 않습니다. 지금 자료를 버리고 "
                "바꾸려면 `make restore FILE=… FORCE=1`로 실행해 주세요."
            )
        )
    _refuse_mounts()
    try:
        _unpack(archive, _work() / "new")
        os.sync()  # what is verified must be on the disk before the old goes
    except BaseException:
        shutil.rmtree(_work(), ignore_errors=True)
        raise
    _set_step("database")
    try:
        _load_database()
    except database_copy.CopyFailed:
        shutil.rmtree(_work())
        raise
    _exchange()


def finish_restore() -> bool:
    """Go on with an exchange that was interrupted; tell whether there was one.

    Raises CopyFailed when PostgreSQL does not answer; the next call tries again.
    """
    step = _step()
    if step == "database":
        _load_database()
    if step:
        _exchange()
    shutil.rmtree(_work(), ignore_errors=True)
    return bool(step)


def _work() -> Path:
    return Path(settings.DATA_DIR, ".restoring")


def _step() -> str:
    try:
        return (_work() / "step").read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def _set_step(step: str) -> None:
    draft = _work() / "step.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(step)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(_work() / "step")


def _load_database() -> None:
    dump = _work() / "new" / POSTGRESQL
    if dump.exists():
        database_copy.load_postgresql(dump, _work())
    _set_step("aside")


def _exchange() -> None:
    """Old files aside, new ones into place: moves alone, each safe to repeat."""
    new, old = _work() / "new", _work() / "old"
    old.mkdir(exist_ok=True)
    if _step() == "aside":
        for path in _replaced_paths():
            path.rename(old / path.name)
        _set_step("place")
    for path in new.iterdir():
        if path.name != POSTGRESQL:
            path.rename(Path(settings.DATA_DIR, path.name))
    os.sync()
    (_work() / "step").unlink()
    shutil.rmtree(_work())


def _replaced_paths() -> list[Path]:
    """What gives way: the archive's parts, and what was derived from the old data."""
    data = Path(settings.DATA_DIR)
    patterns = [*FOLDERS, f"{JOBS}*", "cache.sqlite3*", "generations"]
    new = _work() / "new"
    patterns += [f"{name}*" for name in (SQLITE, SECRET) if (new / name).exists()]
    return [path for pattern in patterns for path in data.glob(pattern)]


def _holds_site() -> bool:
    folders = (Path(settings.DATA_DIR, name) for name in FOLDERS)
    has_files = any(any(folder.iterdir()) for folder in folders if folder.exists())
    return has_files or database_copy.has_tables()


def _refuse_mounts() -> None:
    for name in FOLDERS:
        path = Path(settings.DATA_DIR, name)
        if path.is_mount():
            line = _("%(folder)s: 다른 디스크입니다. 연결을 푼 뒤 다시 실행해 주세요.")
            raise RestoreRefused(line % {"folder": path})


def _unpack(archive: Path, target: Path) -> None:
    """Write every member below `target` and compare all with the manifest."""
    target.mkdir(parents=True)
    found: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    try:
        with gzip.open(archive) as packed, tarfile.open(fileobj=packed) as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isreg() else None
                if source is None:
                    raise _damaged()
                if member.name == MANIFEST:
                    manifest = json.load(source)
                else:
                    found[member.name] = _write_member(member.name, source, target)
            while packed.read(_CHUNK):  # the archive's own checksum stands at its end
                pass
    except FileNotFoundError as error:
        line = _("백업 파일이 없습니다: %(file)s. 폴더와 이름을 확인해 주세요.")
        raise RestoreRefused(line % {"file": archive}) from error
    except (
        tarfile.TarError,
        gzip.BadGzipFile,
        zlib.error,
        EOFError,
        ValueError,
    ) as error:
        raise _damaged() from error
    _check_manifest(manifest, found)


def _write_member(name: str, source: Any, target: Path) -> str:
    """Write one member, and no other name than an archive of ours can hold."""
    parts = PurePosixPath(name).parts
    is_in_folder = len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts
    is_ours = is_in_folder or name in {SQLITE, POSTGRESQL, JOBS, SECRET}
    path = target.joinpath(*parts)
    if not is_ours or path.exists():
        raise _damaged()
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if name == SECRET else 0o666
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        while data := source.read(_CHUNK):
            digest.update(data)
            file.write(data)
    return digest.hexdigest()


def _check_manifest(manifest: dict[str, Any], found: dict[str, str]) -> None:
    is_whole = isinstance(manifest, dict) and manifest.get("files") == found
    if not is_whole or not found.keys() & {SQLITE, POSTGRESQL}:
        raise _damaged()
    is_known = manifest["format"] == FORMAT
    if not is_known or version_key(manifest["madang"]) > version_key(madang_version()):
        raise RestoreRefused(
            _("더 새로운 마당이 만든 백업입니다. 마당을 먼저 새 버전으로 올려 주세요.")
        )
    if manifest["database"] != database_copy.kind():
        line = _(
            "이 백업의 데이터베이스는 %(kind)s입니다. DATABASE_URL을 그에 맞게 "
            "바꾼 뒤 다시 실행해 주세요."
        )
        raise RestoreRefused(line % {"kind": manifest["database"]})


def _damaged() -> RestoreRefused:
    return RestoreRefused(
        _(
            "백업 파일이 깨졌거나 마당의 백업이 아닙니다. 아무것도 바꾸지 않았으니 "
            "다른 백업 파일로 다시 해 주세요."
        )
    )
