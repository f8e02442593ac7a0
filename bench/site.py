"""The site that is measured, as `manage.py serve` opens it, and servers beside it."""

import http.client
import json
import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import proc
from tests.browser import running_site
from tests.browser.running_site import ROOT, RunningSite

_SECONDS_TO_START = 60


@dataclass
class Server:
    """A web server with the site's own settings for granian."""

    url: str
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return workers_below(self.process.pid)

    def stop(self) -> None:
        """Let it end, or end it."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        self.process.kill()
        self.process.wait()


def ask(folder: Path, name: str, *, database: str = "", **question: Any) -> Any:
    """Run a function of bench.inside in a process of its own, inside Django.

    database: the URL of one that is not the folder's own.
    """
    environment = running_site.environment_of(folder)
    if database:
        environment["DATABASE_URL"] = database
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", name],
        cwd=ROOT,
        env=environment,
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def workers_of(site: RunningSite) -> list[int]:
    """Return the processes of the site that answer."""
    return workers_below(site.process.pid)


def workers_below(pid: int) -> list[int]:
    """Return granian's workers among the descendants of a process."""
    return [
        member
        for member in proc.family_of(pid)
        if re.search(r"granian .* worker-\d+", " ".join(proc.command_of(member)))
    ]


def serve_beside(site: RunningSite, application: str) -> Server:
    """Serve another application just as the site is served."""
    port = running_site.free_port()
    with (site.folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.beside", application],
            cwd=ROOT,
            env={**site.environment, "PORT": str(port)},
            stdout=log,
            stderr=log,
        )
    server = Server(f"http://127.0.0.1:{port}", process)
    end = time.monotonic() + _SECONDS_TO_START
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise SystemExit(f"{application} did not open:\n{site.log[-2000:]}")
        time.sleep(0.1)
    return server


def _answers(port: int) -> bool:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        web.request("GET", "/1/")
        web.getresponse()
        return True
    except OSError:
        return False
    finally:
        web.close()
