"""A site loads the drivers that its settings name, and no others."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import config.wsgi, json, sys
from config.settings import HUEY
names = [name for name in ("psycopg", "redis") if name in sys.modules]
print(json.dumps([type(HUEY).__name__, names]))
"""


@pytest.mark.parametrize(
    ("variables", "loaded"),
    [
        ({}, ["SqliteHuey", []]),
        ({"JOBS_URL": "redis://127.0.0.1:1/1"}, ["RedisHuey", ["redis"]]),
        ({"DATABASE_URL": "postgres://a@127.0.0.1:1/b"}, ["SqliteHuey", ["psycopg"]]),
    ],
    ids=["none", "redis", "postgresql"],
)
def test_only_drivers_in_use_are_loaded(
    variables: dict[str, str], loaded: list[object], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED],
        cwd=ROOT,
        env={
            **{k: v for k, v in os.environ.items() if not k.endswith("_URL")},
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(tmp_path),
            **variables,
        },
        check=True,
        capture_output=True,
        text=True,
    )

    assert json.loads(done.stdout) == loaded
