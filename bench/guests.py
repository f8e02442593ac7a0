"""Guests' pages, warm, against the most that Django itself could serve."""

import statistics

from bench import proc
from bench.figures import Figure, by_turns, figure, ratio
from bench.ground import CONNECTIONS, Ground, kinds_of
from bench.site import Server, serve_beside, workers_of
from bench.weight import size_of
from bench.wrk import Load, Request, run

_SIZED = 40  # the most popular pages, whose mean size L's page has
REQUESTS = 20_000  # of a list, before it begins again


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the ratio to L of front page, lists, posts, and of all of them mixed."""
    limit = serve_beside(ground.site, "bench.limit.wsgi:application")
    try:
        _load(limit.url, [ground.by_guest("/8192/")], 1)
        found: dict[str, Figure] = {}
        for kind, paths in kinds_of(ground).items():
            found |= _measure_kind(ground, limit, kind, paths)
        return found
    finally:
        limit.stop()


def _measure_kind(
    ground: Ground, limit: Server, kind: str, paths: list[str]
) -> dict[str, Figure]:
    url, seconds = ground.site.url, ground.scale.seconds
    pages = ground.by_zipf(paths, REQUESTS)
    size = round(statistics.mean(size_of(url + path) for path in paths[:_SIZED]))
    constant = [page._replace(path=f"/{size}/") for page in pages]
    _load(url, pages, seconds)
    workers = workers_of(ground.site)
    cpu: list[float] = []

    def site() -> Load:
        before = proc.cpu_seconds(workers)
        load = _load(url, pages, seconds)
        cpu.append((proc.cpu_seconds(workers) - before) / load.requests * 1e3)
        return load

    ours, limits = by_turns(
        ground.scale.rounds, site, lambda: _load(limit.url, constant, seconds)
    )
    here = [load.per_second for load in ours]
    there = [load.per_second for load in limits]
    found = {
        f"guest_{kind}": ratio(here, there),
        f"guest_{kind}_rate": figure(here),
        f"guest_{kind}_limit": figure(there),
        f"guest_{kind}_cpu": figure(cpu),
    }
    ground.say(f"guest {kind}: {found[f'guest_{kind}'].value:.2f} x L")
    return found


def _load(url: str, requests: list[Request], seconds: float) -> Load:
    return run(url, requests, seconds=seconds, connections=CONNECTIONS)
