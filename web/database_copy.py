"""Whole copies of the database, while others write to it, and their way back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _


class CopyFailed(Exception):
    """The database could not be copied or loaded; the text is for the manager."""


def kind() -> str:
    """Return `sqlite` or `postgresql`; a copy of one does not fit the other."""
    return connection.vendor


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy one SQLite file as of one moment; writers need not stop."""
    with (
        closing(sqlite3.connect(source)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def dump_postgresql(target: Path) -> None:
    """Write the database named by DATABASE_URL to a pg_restore archive.

    Raises CopyFailed when pg_dump is missing or fails.
    """
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")


def load_postgresql(dump: Path, scratch: Path) -> None:
    """Replace every table by those of the archive, in one transaction: all or nothing.

    `scratch` is a folder for the script in between.
    Raises CopyFailed, with the database as it was.
    """
    script, body = scratch / "load.sql", scratch / "tables.sql"
    _run(
        "pg_restore",
        "--no-owner",
        "--no-acl",
        f"--file={body}",
        str(dump),
        connect=False,
    )
    with script.open("wb") as whole:
        whole.write(_drop_all_tables().encode())
        with body.open("rb") as source:
            shutil.copyfileobj(source, whole)
    connection.close()
    _run(
        *("psql", "--no-psqlrc", "--quiet", "--single-transaction"),
        *("--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--file={script}"),
    )


def has_tables() -> bool:
    """Tell whether the database holds anything."""
    return bool(connection.introspection.table_names())


def _drop_all_tables() -> str:
    names = connection.introspection.table_names()
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    return f"DROP TABLE {quoted} CASCADE;\n" if names else ""


def _run(*command: str, connect: bool = True) -> None:
    """Run a PostgreSQL tool; where to connect goes by environment, unseen by `ps`."""
    if shutil.which(command[0]) is None:
        line = _(
            "%(tool)s 명령이 없습니다. PostgreSQL의 클라이언트 도구를 설치한 뒤 다시 "
            "실행해 주세요 (예: apt install postgresql-client)."
        )
        raise CopyFailed(line % {"tool": command[0]})
    environment = os.environ | (_connection_variables() if connect else {})
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode != 0:
        why = done.stderr.decode(errors="replace").strip().replace("\n", " ")
        line = _(
            "%(tool)s 명령이 실패했습니다. DATABASE_URL과 디스크의 남은 자리를 "
            "확인해 주세요: %(why)s"
        )
        raise CopyFailed(line % {"tool": command[0], "why": why})


def _connection_variables() -> dict[str, str]:
    """Return libpq's variables for what DATABASE_URL says, its options too."""
    settings = connection.settings_dict
    known = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"]),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": settings["OPTIONS"].get("sslrootcert", ""),
    }
    return {name: value for name, value in known.items() if value}
