"""Load as fast as the server takes it, by wrk."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from bench import proc

_SCRIPT = Path(__file__).with_name("requests.lua")
_MOST_SECONDS = 3600
BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.0.0 Safari/537.36"
)
HEADERS = {"User-Agent": BROWSER, "Accept-Encoding": "gzip, br"}


class Request(NamedTuple):
    """A page asked for by somebody at this address, logged in by this cookie."""

    path: str
    address: str
    cookie: str = ""


@dataclass(frozen=True)
class Load:
    """How a run went; `cpu_ms` is the processor time that the workers used a request."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float = 0

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


class Failed(Exception):
    """Some answers were errors, so nothing was measured."""


def require_wrk() -> None:
    """Exit with a line that says how to get wrk when it is missing."""
    if shutil.which("wrk") is None:
        sys.exit(
            "wrk 명령이 없습니다. `apt-get install wrk`(macOS는 `brew install wrk`)로 "
            "설치한 뒤 다시 실행해 주세요."
        )


def run(
    url: str,
    requests: Iterable[Request],
    *,
    connections: int,
    seconds: float | None = None,
    workers: Sequence[int] = (),
) -> Load:
    """Send the requests in turn, for so long; without `seconds` each of them once.

    seconds: rounded to whole ones, as wrk takes no others. workers: the processes
    that answer. Raises Failed.
    """
    mode = "once" if seconds is None else "again"
    length = _MOST_SECONDS if seconds is None else max(1, round(seconds))
    before = proc.cpu_seconds(workers)
    load = _run(url, requests, mode, length, connections)
    busy = proc.cpu_seconds(workers) - before
    return replace(load, cpu_ms=busy / load.requests * 1e3)


def _run(
    url: str, requests: Iterable[Request], mode: str, seconds: int, connections: int
) -> Load:
    with tempfile.NamedTemporaryFile("w", prefix="madang-bench-") as file:
        file.writelines("\t".join(request) + "\n" for request in requests)
        file.flush()
        process = subprocess.Popen(
            [
                *("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=20s"),
                *("-s", str(_SCRIPT)),
                *(word for pair in HEADERS.items() for word in ("-H", ": ".join(pair))),
                *(url, "--", file.name, mode),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        last = ""
        for line in process.stdout or ():
            if line == "answered\n":  # wrk itself would wait for the end of its time
                process.send_signal(signal.SIGINT)
            last = line
        process.wait()
    return load_of(json.loads(last))


def load_of(said: dict[str, float]) -> Load:
    """Return what wrk has said of a run. Raises Failed when answers were errors."""
    if said["refused"] or said["broken"] or not said["requests"]:
        raise Failed(
            f"{said['refused']} refused and {said['broken']} broken"
            f" of {said['requests']} requests"
        )
    return Load(int(said["requests"]), said["seconds"], said["p50_ms"], said["p99_ms"])
