"""The archive as a crawler without a session reads it: each post once, none ready."""

from collections.abc import Sequence

from bench import proc
from bench.figures import Figure, figure
from bench.ground import CONNECTIONS, Ground
from bench.lines import GNUBOARD_POST
from bench.site import ask, workers_of
from bench.wrk import Request, run_once

_WARM_UPS = 20


def measure(ground: Ground) -> dict[str, Figure]:
    """Return processor time of a page, and the rate against gnuboard5's post."""
    oldest = list(reversed(ground.pages.posts))
    requests = [ground.by_guest(path) for path in oldest[: ground.scale.crawled]]
    workers = workers_of(ground.site)
    rates, cpu = [], []
    for part in _parts(requests, ground.scale.rounds):
        before = proc.cpu_seconds(workers)
        load = run_once(ground.site.url, part, connections=CONNECTIONS)
        cpu.append((proc.cpu_seconds(workers) - before) / len(part) * 1e3)
        rates.append(load.per_second)
        ground.say(f"archive crawl: {load.per_second:.0f}/s")
    others = ground.pages.posts[: ground.scale.in_process + _WARM_UPS]
    alone = ask(
        ground.folder,
        "cpu_ms",
        requests=[ground.by_guest(path) for path in others],
        warm_ups=_WARM_UPS,
    )
    ground.say(f"archive crawl in process: {figure(alone).value:.2f} ms")
    return {
        "crawl_cpu": figure(alone),
        "crawl": figure(rate / GNUBOARD_POST for rate in rates),
        "crawl_rate": figure(rates),
        "crawl_server_cpu": figure(cpu),
    }


def _parts(requests: Sequence[Request], number: int) -> list[Sequence[Request]]:
    size = len(requests) // number
    return [requests[size * place : size * (place + 1)] for place in range(number)]
