"""What counting visits and views costs: a site that counts by turns."""

import http.client
import json
import statistics
import time
from urllib.parse import urlsplit

from bench.figures import Figure, figure
from bench.ground import Ground, kinds_of
from bench.guests import REQUESTS
from bench.site import Server, serve_beside

TURNS = "/bench/turns"  # where a worker tells its id and its turns so far

# Of a turn: when it began and ended (time.monotonic), pages a second counted and not.
Turn = tuple[float, float, float, float]


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the ratio of guests' pages counted to not counted."""
    pages = ground.by_zipf(kinds_of(ground)["mix"], REQUESTS)
    server = serve_beside(ground.site, "bench.half_counted:application")
    try:
        ground.warm_up(pages, server)
        rounds = []
        for _round in range(ground.scale.rounds):
            began = time.monotonic()
            ground.load_beside(server, pages)
            ground.load_beside(server, pages)
            rounds.append(_turns_between(began, time.monotonic(), server))
    finally:
        server.stop()
    medians = [
        [statistics.median(values) for values in zip(*turns, strict=True)]
        for turns in rounds
    ]
    ratios, counted, free = zip(*medians, strict=True)
    ground.say(f"counted against not: {statistics.median(ratios):.2f}")
    return {
        "counting": figure(ratios),
        "counting_on": figure(counted),
        "counting_off": figure(free),
    }


def _turns_between(
    began: float, ended: float, server: Server
) -> list[tuple[float, float, float]]:
    """Return each turn's ratio, and the pages a second counted and not, of a worker."""
    turns: dict[int, list[Turn]] = {}
    while len(turns) < len(server.workers):
        worker, its_own = _ask(server)
        turns[worker] = its_own
    return [
        (counted / free, counted, free)
        for its_own in turns.values()
        for start, end, counted, free in its_own
        if began < start and end < ended
    ]


def _ask(server: Server) -> tuple[int, list[Turn]]:
    """Ask one of the workers, whichever takes the connection."""
    web = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    try:
        web.request("GET", TURNS)
        worker, turns = json.load(web.getresponse())
        return worker, turns
    finally:
        web.close()
