"""The archive as a crawler without a session reads it: each post once, none ready."""

from collections.abc import Sequence

from bench.figures import Figure, figure
from bench.ground import GUESTS, Ground
from bench.lines import GNUBOARD_POST
from bench.site import ask
from bench.wrk import Request

# So often every address has been here before, and nearly every shape of a page.
_WARM_UPS = 2 * GUESTS


def measure(ground: Ground) -> dict[str, Figure]:
    """Return processor time of a page, and the rate against gnuboard5's post."""
    oldest = list(reversed(ground.pages.posts))
    requests = [ground.by_guest(path) for path in oldest[: ground.scale.crawled]]
    loads = []
    for part in _parts(requests, ground.scale.rounds):
        loads.append(ground.load_once(part))
        ground.say(f"archive crawl: {loads[-1].per_second:.0f}/s")
    others = ground.pages.posts[: ground.scale.in_process + _WARM_UPS]
    alone = ask(
        ground.folder,
        "cpu_ms",
        requests=[
            ground.by_that_guest(path, place % GUESTS)
            for place, path in enumerate(others)
        ],
        warm_ups=min(_WARM_UPS, len(others) // 2),
    )
    ground.say(f"archive crawl in process: {figure(alone).value:.2f} ms")
    return {
        "crawl_cpu": figure(alone),
        "crawl": figure(load.per_second / GNUBOARD_POST for load in loads),
        "crawl_rate": figure(load.per_second for load in loads),
        "crawl_server_cpu": figure(load.cpu_ms for load in loads),
    }


def _parts(requests: Sequence[Request], number: int) -> list[Sequence[Request]]:
    size = len(requests) // number
    return [requests[size * place : size * (place + 1)] for place in range(number)]
