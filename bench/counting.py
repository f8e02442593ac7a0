"""What counting visits and views costs: the same site with it and without."""

from bench.figures import Figure, by_turns, figure, ratio
from bench.ground import CONNECTIONS, Ground, kinds_of
from bench.guests import REQUESTS
from bench.site import serve_beside
from bench.wrk import run


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the ratio of guests' pages counted to not counted."""
    pages = ground.by_zipf(kinds_of(ground)["mix"], REQUESTS)
    seconds = ground.scale.seconds
    uncounted = serve_beside(ground.site, "bench.uncounted:application")

    def rate(url: str, seconds: float = seconds) -> float:
        load = run(url, pages, seconds=seconds, connections=CONNECTIONS)
        return load.per_second

    try:
        rate(uncounted.url, 2 * seconds)  # it has just opened
        rate(ground.site.url)
        counted, free = by_turns(
            ground.scale.rounds,
            lambda: rate(ground.site.url),
            lambda: rate(uncounted.url),
        )
    finally:
        uncounted.stop()
    found = ratio(counted, free)
    ground.say(f"counted against not: {found.value:.2f}")
    return {
        "counting": found,
        "counting_on": figure(counted),
        "counting_off": figure(free),
    }
