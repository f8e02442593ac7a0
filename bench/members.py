"""Members' pages: a list, and posts with 20 comments.

What many members read is made once for all who may do the same there; so it is
measured a second time as it is made for one alone, who has just sent something.
"""

from bench.figures import Figure, figure
from bench.ground import Ground
from bench.lines import GNUBOARD_LIST, GNUBOARD_POST
from bench.site import ask
from bench.wrk import Request
from web.pages import FRESH_COOKIE

_REQUESTS = 2_000
# Of the pages that are made in process. A member's first page of the day also writes
# down his visit and his log-in, so all who read have been here before.
_READERS = 20
_WARM_UPS = 200


def measure(ground: Ground) -> dict[str, Figure]:
    """Return processor time of a page, and the rate against gnuboard5's."""
    found = _measure_kind(ground, "list", ground.pages.lists[:1], GNUBOARD_LIST)
    return found | _measure_kind(ground, "post", ground.pages.commented, GNUBOARD_POST)


def _measure_kind(
    ground: Ground, kind: str, paths: list[str], peer: float
) -> dict[str, Figure]:
    chosen = ground.chance.choices(paths, k=_REQUESTS)
    requests = [ground.by_member(path) for path in chosen]
    read = ground.chance.choices(paths, k=ground.scale.in_process + _WARM_UPS)
    by_readers = [
        ground.by_that_member(path, place % _READERS) for place, path in enumerate(read)
    ]
    shared, alone = (
        ask(ground.folder, "cpu_ms", requests=requests, warm_ups=_WARM_UPS)
        for requests in (by_readers, [_who_has_sent(one) for one in by_readers])
    )
    ground.warm_up(requests)
    loads = [ground.load(requests) for _ in range(ground.scale.rounds)]
    rates = [load.per_second for load in loads]
    ground.say(
        f"member's {kind}: {figure(shared).value:.2f} ms, for him alone"
        f" {figure(alone).value:.2f} ms, {figure(rates).value:.0f}/s"
    )
    return {
        f"member_{kind}_cpu": figure(shared),
        f"member_{kind}_alone": figure(alone),
        f"member_{kind}": figure(rate / peer for rate in rates),
        f"member_{kind}_rate": figure(rates),
        f"member_{kind}_server_cpu": figure(load.cpu_ms for load in loads),
    }


def _who_has_sent(request: Request) -> Request:
    return request._replace(cookie=f"{request.cookie}; {FRESH_COOKIE}=1")
