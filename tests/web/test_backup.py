"""What an archive holds, and what of it comes back."""

import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from tests.factories import make_post
from web import backup, database_copy, restore
from web.restore import RestoreRefused
from web.site_lock import SiteIsRunning, hold_site

pytestmark = pytest.mark.django_db(transaction=True)

on_sqlite = pytest.mark.sqlite
Remake = Callable[[dict[str, bytes]], dict[str, bytes]]


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder with something of every kind in it."""
    folder = tmp_path / "data"
    settings.DATA_DIR = folder
    for name in ("media/a/b.webp", "mail/1.log", "templates/x.html", "static/x.css"):
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_bytes(f"the content of {name}".encode() * 1000)
    (folder / "media" / "empty").touch()
    (folder / "media" / "link").symlink_to("/etc/hostname")
    (folder / "secret_key").write_text("s" * 50)
    (folder / "cache.sqlite3").write_text("limits of today")
    for name in ("madang.sqlite3", "jobs.sqlite3"):
        write_rows(folder / name, f"a row of {name}")
    return folder


def write_rows(path: Path, text: str) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE IF NOT EXISTS note (text)")
        file.execute("INSERT INTO note VALUES (?)", [text])


def rows_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as file:
        return [text for (text,) in file.execute("SELECT text FROM note")]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what is to survive, by name; databases apart."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    kept = {n for n in names if n.partition("/")[0] in {*backup.FOLDERS, "secret_key"}}
    paths = {name: folder / name for name in kept}
    return {
        name: path.read_bytes()
        for name, path in paths.items()
        if path.is_file() and not path.is_symlink()
    }


def members_of(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar}  # type: ignore[union-attr]


def write_archive(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def with_manifest(members: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    """Return the members with a manifest that fits them, but for the changes."""
    manifest = json.loads(members["manifest.json"])
    rest = {name: text for name, text in members.items() if name != "manifest.json"}
    digests = {name: hashlib.sha256(text).hexdigest() for name, text in rest.items()}
    manifest |= {"files": digests} | changes
    return rest | {"manifest.json": json.dumps(manifest).encode()}


def test_an_archive_holds_all_that_must_survive_and_its_checksums(data: Path) -> None:
    archive = backup.create_backup()

    members = members_of(archive)
    manifest = json.loads(members.pop("manifest.json"))
    assert {
        name: hashlib.sha256(text).hexdigest() for name, text in members.items()
    } == (manifest["files"])
    assert files_of(data).items() <= members.items()
    assert {"jobs.sqlite3", "media/empty"} <= members.keys()
    assert not {"cache.sqlite3", "media/link"} & members.keys()
    assert manifest["database"] == connection.vendor


def test_an_archive_is_for_its_owner_alone_and_nothing_else_stays(data: Path) -> None:
    first, second = backup.create_backup(), backup.create_backup()

    assert first.stat().st_mode & 0o077 == 0
    assert sorted((data / "backups").iterdir()) == [first, second]


@on_sqlite
def test_everything_comes_back_over_other_data(data: Path) -> None:
    before = files_of(data)
    archive = backup.create_backup()
    shutil.rmtree(data / "media")
    (data / "mail" / "2.log").write_text("later")
    (data / "secret_key").write_text("another")
    write_rows(data / "madang.sqlite3", "later")
    (data / "madang.sqlite3-wal").write_text("of the old file")

    restore.restore_backup(archive, force=True)

    assert files_of(data) == before
    assert rows_of(data / "madang.sqlite3") == ["a row of madang.sqlite3"]
    assert rows_of(data / "jobs.sqlite3") == ["a row of jobs.sqlite3"]
    assert not (data / "cache.sqlite3").exists()
    assert not (data / ".restoring").exists()
    assert archive.exists()


def test_nothing_is_overwritten_unasked(data: Path) -> None:
    archive = backup.create_backup()
    before = files_of(data)
    (data / "media" / "new").touch()

    with pytest.raises(RestoreRefused, match="FORCE=1"):
        restore.restore_backup(archive, force=False)

    assert files_of(data) == before | {"media/new": b""}


def drop_a_file(members: dict[str, bytes]) -> dict[str, bytes]:
    del members["media/a/b.webp"]
    return members


def change_a_file(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {"media/a/b.webp": b"other"}


def add_a_file(members: dict[str, bytes]) -> dict[str, bytes]:
    return {"media/more": b"", **members}


def drop_the_manifest(members: dict[str, bytes]) -> dict[str, bytes]:
    del members["manifest.json"]
    return members


def spoil_the_manifest(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {"manifest.json": b"[]"}


def drop_the_database(members: dict[str, bytes]) -> dict[str, bytes]:
    left = {n: t for n, t in members.items() if not n.startswith("madang.")}
    return with_manifest(left)


def climb_out(members: dict[str, bytes]) -> dict[str, bytes]:
    return with_manifest({"media/../../outside": b"", **members})


def start_at_the_root(members: dict[str, bytes]) -> dict[str, bytes]:
    return with_manifest({"/tmp/outside": b"", **members})  # noqa: S108


def bring_a_stranger(members: dict[str, bytes]) -> dict[str, bytes]:
    return with_manifest({"settings.py": b"", **members})


def come_from_the_future(members: dict[str, bytes]) -> dict[str, bytes]:
    return with_manifest(members, madang="999.0.0")


def come_in_another_format(members: dict[str, bytes]) -> dict[str, bytes]:
    return with_manifest(members, format=2)


def come_from_another_database(members: dict[str, bytes]) -> dict[str, bytes]:
    return with_manifest(members, database="oracle")


@pytest.mark.parametrize(
    ("remake", "reason"),
    [
        (drop_a_file, "깨졌거나"),
        (change_a_file, "깨졌거나"),
        (add_a_file, "깨졌거나"),
        (drop_the_manifest, "깨졌거나"),
        (spoil_the_manifest, "깨졌거나"),
        (drop_the_database, "깨졌거나"),
        (climb_out, "깨졌거나"),
        (start_at_the_root, "깨졌거나"),
        (bring_a_stranger, "깨졌거나"),
        (come_from_the_future, "새로운 마당"),
        (come_in_another_format, "새로운 마당"),
        (come_from_another_database, "oracle"),
    ],
)
def test_an_archive_that_is_not_whole_changes_nothing(
    remake: Remake, reason: str, data: Path, tmp_path: Path
) -> None:
    members = remake(members_of(backup.create_backup()))
    archive = write_archive(tmp_path / "remade.tar.gz", members)
    before = files_of(data)

    with pytest.raises(RestoreRefused, match=reason):
        restore.restore_backup(archive, force=True)

    assert files_of(data) == before
    assert not (data / ".restoring").exists()
    assert not (tmp_path / "outside").exists()


def test_an_archive_with_a_link_changes_nothing(data: Path, tmp_path: Path) -> None:
    link = tarfile.TarInfo("media/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    with tarfile.open(tmp_path / "link.tar.gz", "w:gz") as tar:
        tar.addfile(link)

    with pytest.raises(RestoreRefused, match="깨졌거나"):
        restore.restore_backup(tmp_path / "link.tar.gz", force=True)


@pytest.mark.parametrize("cut", [0, 10, 2000, -1])
def test_a_cut_archive_changes_nothing(cut: int, data: Path, tmp_path: Path) -> None:
    whole = backup.create_backup().read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: cut if cut >= 0 else -1000])

    with pytest.raises(RestoreRefused, match="깨졌거나"):
        restore.restore_backup(tmp_path / "cut.tar.gz", force=True)

    assert not (data / ".restoring").exists()


def flipped(archive: bytes, tenth: int) -> bytes:
    """Flip the next bit from there on that means something.

    Some do not: a packed length can be written in two ways.
    """
    place = len(archive) * tenth // 10
    while True:
        bits = bytearray(archive)
        bits[place] ^= 1
        try:
            if gzip.decompress(bits) != gzip.decompress(archive):
                return bytes(bits)
        except (OSError, EOFError, zlib.error):
            return bytes(bits)
        place += 1


@pytest.mark.parametrize("tenth", range(1, 10))
def test_an_archive_with_a_flipped_bit_changes_nothing(
    data: Path, tmp_path: Path, tenth: int
) -> None:
    archive = backup.create_backup().read_bytes()
    (tmp_path / "flipped.tar.gz").write_bytes(flipped(archive, tenth))

    with pytest.raises(RestoreRefused, match="깨졌거나"):
        restore.restore_backup(tmp_path / "flipped.tar.gz", force=True)


def test_an_archive_that_is_not_there_is_named(data: Path) -> None:
    with pytest.raises(RestoreRefused, match=r"없습니다.*nowhere"):
        restore.restore_backup(data / "nowhere.tar.gz", force=True)


class PowerCut(BaseException):
    """The machine stops here."""


@on_sqlite
@pytest.mark.parametrize("moves", range(14))
def test_a_crash_at_any_move_ends_as_the_whole_archive(
    moves: int, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(data)
    archive = backup.create_backup()
    (data / "media" / "later").touch()
    write_rows(data / "madang.sqlite3", "later")
    rename, left = Path.rename, iter(range(moves))

    def rename_until_the_power_cut(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise PowerCut
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename_until_the_power_cut)
        with pytest.raises(PowerCut):
            restore.restore_backup(archive, force=True)
    was_decided = restore.finish_restore()

    rows = rows_of(data / "madang.sqlite3")
    if was_decided:
        assert (files_of(data), rows) == (before, ["a row of madang.sqlite3"])
    else:
        later = ["a row of madang.sqlite3", "later"]
        assert (files_of(data), rows) == (before | {"media/later": b""}, later)
    assert was_decided == (moves > 0)
    assert not (data / ".restoring").exists()


def test_a_folder_on_a_disk_of_its_own_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = backup.create_backup()
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "media")

    with pytest.raises(RestoreRefused, match="다른 디스크"):
        restore.restore_backup(archive, force=True)


def test_a_data_folder_has_one_holder_at_a_time(data: Path) -> None:
    held = hold_site()

    with pytest.raises(SiteIsRunning):
        hold_site()

    os.close(held)
    os.close(hold_site())


def test_the_command_names_the_archive(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup")

    (archive,) = (data / "backups").iterdir()
    assert str(archive) in capsys.readouterr().out


def test_a_backup_that_cannot_be_written_is_one_line(data: Path) -> None:
    (data / "backups").touch()

    with pytest.raises(SystemExit, match="백업을 쓰지 못했습니다"):
        call_command("backup")


@on_sqlite
def test_the_command_restores_and_says_how_to_go_on(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = backup.create_backup()

    call_command("restore", str(archive), "--force")

    assert "make run" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="FORCE=1"):
        call_command("restore", str(archive))


@pytest.mark.postgresql
def test_postgresql_comes_back_row_by_row(data: Path) -> None:
    post = make_post(title="그대로")
    archive = backup.create_backup()
    post.title = "바뀐 제목"
    post.save()

    restore.restore_backup(archive, force=True)

    post.refresh_from_db()
    assert post.title == "그대로"


@pytest.mark.postgresql
def test_a_dump_that_postgresql_refuses_changes_nothing(
    data: Path, tmp_path: Path
) -> None:
    members = members_of(backup.create_backup()) | {"madang.dump": b"no dump"}
    archive = write_archive(tmp_path / "bad.tar.gz", with_manifest(members))
    before = files_of(data)

    with pytest.raises(SystemExit, match="pg_restore"):
        call_command("restore", str(archive), "--force")

    assert files_of(data) == before
    assert not (data / ".restoring").exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_missing_tools_of_postgresql_are_named(
    command: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [str(backup.create_backup()), "--force"] if command == "restore" else []
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(SystemExit, match="apt install postgresql-client"):
        call_command(command, *arguments)


def test_an_empty_database_is_nothing_to_back_up(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_copy, "has_tables", lambda: False)

    with pytest.raises(SystemExit, match="아직 백업할 자료가 없습니다"):
        call_command("backup")
