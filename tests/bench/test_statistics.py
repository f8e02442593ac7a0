"""The measurement runs; what it prints is read by people."""

import subprocess
import sys
from os import environ

from django.conf import settings

from visitors.reports import REPORTS


def test_every_report_is_measured():
    environment = {
        name: value for name, value in environ.items() if name != "DATABASE_URL"
    }
    table = subprocess.run(
        [sys.executable, "-m", "bench.statistics", "3"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()

    assert [row.split(" ")[1] for row in table[2:]] == list(REPORTS)
