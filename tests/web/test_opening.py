"""What is loaded before the site opens, and how long its answer is waited for."""

import subprocess
import sys
from os import environ
from pathlib import Path

import pytest
from pytest_django import Settings

from web import opening
from web.processes import ROOT

LOADED = """
import os, sys, threading
from web import opening

opening.load()

from django.template import Engine

files = [os.path.realpath(f"/dev/fd/{name}") for name in os.listdir("/dev/fd")]
print([file for file in files if "sqlite3" in file])
print([thread.name for thread in threading.enumerate()])
print({"boards.views", "granian.server", "visitors.recording"} <= sys.modules.keys())
cached, *_others = Engine.get_default().template_loaders
print({"base.html", "boards/post_detail.html"} <= cached.get_template_cache.keys())
"""


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No web server is started, so that every wait is for nothing."""
    monkeypatch.setattr(opening, "SECONDS_TO_START", 0)


@pytest.mark.sqlite  # it opens a data folder of its own
def test_what_is_forked_has_all_loaded_and_nothing_open(tmp_path: Path) -> None:
    assert _loaded_in(tmp_path) == ["[]", "['MainThread']", "True", "True"]


@pytest.mark.sqlite
@pytest.mark.parametrize("content", [b"{% nonsense %}", "마당".encode("cp949")])
def test_a_broken_template_of_a_theme_keeps_no_site_closed(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "_footer.html").write_bytes(content)

    assert _loaded_in(tmp_path) == ["[]", "['MainThread']", "True", "True"]


def _loaded_in(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env={
            "PATH": environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.usefixtures("nothing_runs")
def test_a_site_that_never_answers_is_not_waited_for_forever() -> None:
    assert not opening.wait_until_ready(lambda seconds: True)


def test_a_site_whose_process_has_ended_is_not_waited_for(settings: Settings) -> None:
    settings.HOST, settings.PORT = "127.0.0.1", 1
    waited: list[float] = []

    assert not opening.wait_until_ready(lambda seconds: bool(waited.append(seconds)))
    assert len(waited) == 1


def test_nobody_answers_where_nothing_runs(settings: Settings) -> None:
    settings.HOST, settings.PORT = "0.0.0.0", 1

    assert not opening.is_healthy()
