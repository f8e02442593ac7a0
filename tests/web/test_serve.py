"""What keeps the site from opening, and what is put right before it opens."""

import io
import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from web.management.commands import serve
from web.site_lock import hold_site


def test_a_free_port_is_welcome(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.PORT = probe.getsockname()[1]

    serve.refuse_busy_port()


def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings.PORT = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"{settings.PORT}번 포트.*PORT=8001"):
            serve.refuse_busy_port()


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.name.invalid"])
def test_an_address_of_another_machine_is_named(host: str, settings: Settings) -> None:
    settings.HOST = host

    with pytest.raises(SystemExit, match=f"HOST={host}"):
        serve.refuse_busy_port()


def test_a_port_that_only_root_may_open_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SocketOfSomebody(socket.socket):
        def bind(self, address: Any) -> None:
            raise PermissionError

    monkeypatch.setattr(socket, "socket", SocketOfSomebody)
    settings.PORT = 80

    with pytest.raises(SystemExit, match="80번 포트는 관리자만"):
        serve.refuse_busy_port()


def test_a_folder_that_cannot_be_written_is_named(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file" / "data"

    with pytest.raises(SystemExit, match="데이터 폴더에 쓸 수 없습니다"):
        serve.hold_data_folder()


def test_a_folder_that_is_held_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    hold_site()

    with pytest.raises(SystemExit, match="이미 열려 있습니다"):
        serve.hold_data_folder()


def test_a_ctrl_c_before_the_opening_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "refuse_busy_port", interrupt)

    with pytest.raises(SystemExit, match="열기 전에 멈추었습니다"):
        call_command("serve")


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_needs_no_migration() -> None:
    assert not serve.needs_migration()


@pytest.mark.sqlite  # the command takes the pool of PostgreSQL off this process
@pytest.mark.django_db(databases=["default", "cache"])
def test_an_interrupted_restore_is_finished_before_the_opening(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "collected"
    (tmp_path / ".restoring" / "new" / "media").mkdir(parents=True)
    (tmp_path / ".restoring" / "step").write_text("place")
    said = io.StringIO()

    serve.Command(stdout=said)._prepare()

    assert "되살리기를 마저 끝냈습니다" in said.getvalue()
    assert (tmp_path / "media").is_dir()
    assert (tmp_path / "collected" / "css").is_dir()
