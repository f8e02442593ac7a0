"""Guests' pages, warm, against the most that Django itself could serve."""

import statistics

from bench.figures import Figure, by_turns, figure, ratio
from bench.ground import Ground, kinds_of
from bench.site import Server, serve_beside
from bench.weight import size_of

_SIZED = 40  # the most popular pages, whose mean size L's page has
_TIMES = 3  # that each page is asked for before it is warm
REQUESTS = 20_000  # of a list, before it begins again


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the ratio to L of front page, lists, posts, and of all of them mixed."""
    limit = serve_beside(ground.site, "bench.limit.wsgi:application")
    try:
        found: dict[str, Figure] = {}
        for kind, paths in kinds_of(ground).items():
            found |= _measure_kind(ground, limit, kind, paths)
        return found
    finally:
        limit.stop()


def _measure_kind(
    ground: Ground, limit: Server, kind: str, paths: list[str]
) -> dict[str, Figure]:
    url = ground.site.url
    pages = ground.by_zipf(paths, REQUESTS)
    size = round(statistics.mean(size_of(url + path) for path in paths[:_SIZED]))
    constant = [page._replace(path=f"/{size}/") for page in pages]
    ground.warm_up(constant, limit)
    # Each worker has a store of its own, so a page is asked for more than once.
    ground.load_once([ground.by_guest(path) for path in paths] * _TIMES)
    ground.warm_up(pages)
    ours, limits = by_turns(
        ground.scale.rounds,
        lambda: ground.load(pages),
        lambda: ground.load_beside(limit, constant),
    )
    here = [load.per_second for load in ours]
    there = [load.per_second for load in limits]
    found = {
        f"guest_{kind}": ratio(here, there),
        f"guest_{kind}_rate": figure(here),
        f"guest_{kind}_limit": figure(there),
        f"guest_{kind}_cpu": figure(load.cpu_ms for load in ours),
    }
    ground.say(f"guest {kind}: {found[f'guest_{kind}'].value:.2f} x L")
    return found
