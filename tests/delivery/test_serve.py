"""A site is opened, opened again, guarded against a second one, and closed."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import running_site
from tests.browser.running_site import ROOT, RunningSite

pytestmark = [
    pytest.mark.xdist_group("serve"),
    pytest.mark.sqlite,  # it serves a data folder of its own, whatever the suite uses
]

LOGGED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ")


@pytest.fixture(scope="module")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> RunningSite:
    """A site that was opened on an empty folder, and closed by Ctrl-C."""
    site = running_site.start(tmp_path_factory.mktemp("served"))
    assert "자유게시판" in page(site)
    site.ask("furnish")
    assert site.stop() == 0
    (site.folder / "first-log").write_text(site.log)
    return site


@pytest.fixture(scope="module")
def site(opened_once: RunningSite) -> Iterator[RunningSite]:
    """The same site, opened again."""
    site = running_site.start(opened_once.folder)
    yield site
    if site.process.poll() is None:
        site.stop()


def page(site: RunningSite) -> str:
    with urllib.request.urlopen(site.url, timeout=20) as answer:  # noqa: S310
        text: str = answer.read().decode()
    return text


def manage(
    *arguments: str, data: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a management command on a data folder; every other setting is the default."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "STATIC_ROOT": str(data.parent / "static"),
        **{k: v for k, v in os.environ.items() if k.startswith("COVERAGE_")},
        **variables,
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(lines) == 1, done.stderr
    assert all(word in lines[0] for word in words), lines[0]


def test_an_empty_folder_opens_as_a_whole_site(opened_once: RunningSite) -> None:
    log = (opened_once.folder / "first-log").read_text()

    assert "데이터베이스를 준비합니다" in log
    assert f"마당이 열렸습니다: {opened_once.url}/" in log
    assert "/accounts/first-manager/" in log
    assert log.splitlines()[-1].startswith("마당을 닫았습니다")


def test_a_restored_site_is_the_same_row_by_row_and_file_by_file(
    opened_once: RunningSite, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(opened_once.folder / "data", first)
    (first / "templates").mkdir(exist_ok=True)
    (first / "templates" / "_footer.html").write_text("우리 마당")

    assert manage("backup", data=first).returncode == 0
    (archive,) = (first / "backups").iterdir()
    restored = manage("restore", str(archive), data=second)

    assert restored.returncode == 0, restored.stderr
    rows = rows_of(first / "madang.sqlite3")
    assert len(rows["boards_post"]) > 10
    assert rows_of(second / "madang.sqlite3") == rows
    assert rows_of(second / "jobs.sqlite3") == rows_of(first / "jobs.sqlite3")
    assert {"secret_key", "templates/_footer.html"} < files_of(first).keys()
    assert any(name.startswith("media/") for name in files_of(first))
    assert files_of(second) == files_of(first)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 10_000_000, 431),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + b"a" * 60_000, 200),
        (
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: " + b'"x",' * 9_000,
            200,
        ),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=5-1", 200),
        (b"GET /?" + b"a=1&" * 12_000 + b" HTTP/1.1\r\nHost: 127.0.0.1", 400),
        (b"GET /new/?page=%00%ff&=&page HTTP/1.1\r\nHost: 127.0.0.1", 200),
        (b"GET / HTTP/1.1\r\nHost: evil.example", 400),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example", 400),
        (b"GET / HTTP/1.0", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1", 400),
    ],
    ids=lambda value: value[:60] if isinstance(value, bytes) else value,
)
def test_odd_requests_get_right_answers(
    site: RunningSite, sent: bytes, status: int
) -> None:
    for _ in range(2):  # made, and ready
        answer = ask_raw(site, sent + b"\r\nConnection: close\r\n\r\n")
        assert answer.split(b" ", 2)[1] == str(status).encode()


def ask_raw(site: RunningSite, sent: bytes) -> bytes:
    """Send bytes to the site, as many as it takes; return the beginning of its answer."""
    address = urlsplit(site.url)
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        with suppress(OSError):  # it may stop listening before the end
            connection.sendall(sent)
        return connection.recv(100)


def test_the_second_opening_prepares_nothing_and_loses_nothing(
    site: RunningSite,
) -> None:
    # A job that was not finished the last time may have logged something before.
    said = [line for line in site.log.splitlines() if not LOGGED.match(line)]
    assert said[0].startswith("마당이 열렸습니다")
    assert "자유게시판" in page(site)


def test_what_waits_for_the_others_is_small(site: RunningSite) -> None:
    assert "web.supervisor" in command_of(site.process.pid)
    assert len(children_of(site.process.pid)) == 2


def test_a_busy_port_is_named_with_a_way_out(site: RunningSite, tmp_path: Path) -> None:
    port = site.environment["PORT"]

    done = manage("serve", data=tmp_path / "other", PORT=port)

    assert_refused(done, f"{port}번 포트", "make run PORT=8001")


def test_a_second_site_on_the_same_folder_is_refused(site: RunningSite) -> None:
    folder = site.environment["DATA_DIR"]

    done = manage("serve", data=Path(folder), PORT=free_port())

    assert_refused(done, folder, "이미 열려 있습니다")


def test_a_running_site_is_backed_up_but_never_restored(
    site: RunningSite, tmp_path: Path
) -> None:
    data = Path(site.environment["DATA_DIR"])

    made = manage("backup", data=data)
    archives = list((data / "backups").iterdir())
    refused = manage("restore", str(archives[0]), "--force", data=data)
    restored = manage("restore", str(archives[0]), data=tmp_path / "data")

    assert made.returncode == 0
    assert str(archives[0]) in made.stdout
    assert len(archives) == 1
    assert_refused(refused, "먼저 멈춘 뒤")
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "data" / "madang.sqlite3").stat().st_size > 100_000


def test_when_one_process_dies_the_site_closes_and_says_so(site: RunningSite) -> None:
    children = children_of(site.process.pid)
    _web, jobs = children

    os.kill(jobs, signal.SIGKILL)

    assert site.process.wait(30) == 1
    assert "웹 서버나 작업 처리기가 멈추어" in site.log.splitlines()[-1]
    assert not [pid for pid in children if Path(f"/proc/{pid}/stat").exists()]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PORT": "eight"}, ["PORT"]),
        ({"PORT": "0"}, ["PORT를"]),
        ({"HOST": "0.0.0.0"}, ["HOST가", "SITE_URL"]),
        ({"SITE_URL": "board.example.kr"}, ["SITE_URL은"]),
        ({"SECRET_KEY": "short"}, ["SECRET_KEY가"]),
        ({"TRUSTED_PROXIES": "nginx"}, ["TRUSTED_PROXIES", "nginx"]),
        ({"DATABASE_URL": "mysql://a@b/c"}, ["DATABASE_URL: postgres://"]),
        ({"CACHE_URL": "nonsense://"}, ["nonsense"]),
        ({"HOST": "192.0.2.1", "SITE_URL": "http://192.0.2.1"}, ["HOST=192.0.2.1"]),
        (
            {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"},
            ["DATABASE_URL", "127.0.0.1"],
        ),
    ],
)
def test_a_setting_that_cannot_be_is_one_line(
    variables: dict[str, str], words: list[str], tmp_path: Path
) -> None:
    done = manage("serve", data=tmp_path / "data", **{"PORT": free_port()} | variables)

    assert_refused(done, *words)


@pytest.mark.parametrize("command", ["serve", "backup"])
def test_a_data_folder_that_cannot_be_made_is_one_line(
    command: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    done = manage(command, data=tmp_path / "file" / "data")

    assert_refused(done, "데이터 폴더에 쓸 수 없습니다", "DATA_DIR")


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a SQLite file."""
    with closing(sqlite3.connect(path)) as file:
        tables = file.execute(  # what a virtual one holds lies in plain ones
            "SELECT name FROM sqlite_schema"
            " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return {
            name: file.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            for (name,) in tables.fetchall()
        }


def files_of(data: Path) -> dict[str, bytes]:
    """Return every file that is to survive, databases apart."""
    kept = {"media", "mail", "templates", "static", "secret_key"}
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.relative_to(data).parts[0] in kept
    }


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
