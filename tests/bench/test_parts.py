"""The bench runs, whatever the numbers; what it prints is read by people."""

import shutil
import subprocess
import sys
from os import environ
from pathlib import Path

import pytest
from django.conf import settings

from bench.lines import LINES
from bench.report import table_in


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=settings.BASE_DIR,
        env={**environ, **variables},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.sqlite  # it serves a data folder of its own, whatever the suite uses
@pytest.mark.skipif(not shutil.which("wrk"), reason="needs wrk")
def test_every_line_is_measured():
    done = run("--scale", "tiny")

    assert done.returncode == 0, done.stdout + done.stderr
    rows = table_in(done.stdout)[2:]
    assert [row[0] for row in rows] == [line.name for line in LINES]


def test_without_wrk_it_says_how_to_get_it(tmp_path: Path):
    done = run(PATH=str(tmp_path))

    assert done.returncode == 1
    assert "apt-get install wrk" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_parts_that_are_not_there_are_named():
    done = run("nothing")

    assert done.returncode == 2
    assert "no such part: nothing" in done.stderr
