"""The site as people get it: `manage.py serve` on a fresh data folder, from outside."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 120
SECONDS_TO_STOP = 60


@dataclass
class RunningSite:
    """A served site: its address, its log, and the data it stands on."""

    url: str
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    @property
    def first_manager_link(self) -> str:
        found = re.search(r"http\S+/accounts/first-manager/\S+", self.log)
        assert found, f"The console shows no first manager's link:\n{self.log}"
        return found[0]

    def ask(self, function: str) -> Any:
        """Run a function of tests.browser.furnishing beside the site; its JSON value."""
        code = (
            "import django, json; django.setup(); from tests.browser import furnishing;"
            f"print(json.dumps(furnishing.{function}()))"
        )
        answer = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(answer.stdout)

    def stop(self) -> int:
        """Press Ctrl-C, as its owner would, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(SECONDS_TO_STOP)
        finally:
            self.process.kill()


def start(folder: Path, **variables: str) -> RunningSite:
    """Start a site in an empty folder; return once it answers and all is printed.

    variables: of the environment, beside those that every test's site has.
    """
    port = free_port()
    environment = {**environment_of(folder), "PORT": str(port), **variables}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = RunningSite(f"http://127.0.0.1:{port}", folder, environment, process)
    end = time.monotonic() + SECONDS_TO_START
    while not (_is_healthy(port) and "/first-manager/" in site.log):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise AssertionError(f"The site did not open:\n{site.log}")
        time.sleep(0.1)
    return site


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a process that works on the site in this folder."""
    return {
        "PATH": environ["PATH"],
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(folder / "static"),
        # So that each browser context can be somebody at an address of his own.
        "TRUSTED_PROXIES": "127.0.0.1",
        **{name: value for name, value in environ.items() if "COVERAGE_" in name},
    }


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _is_healthy(port: int) -> bool:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        web.request("GET", "/healthz")
        return web.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        web.close()
