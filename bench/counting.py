"""What counting visits and views costs: the same site with it and without."""

from bench.figures import Figure, by_turns, figure, ratio
from bench.ground import Ground, kinds_of
from bench.guests import REQUESTS
from bench.site import serve_beside


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the ratio of guests' pages counted to not counted."""
    pages = ground.by_zipf(kinds_of(ground)["mix"], REQUESTS)
    uncounted = serve_beside(ground.site, "bench.uncounted:application")
    try:
        ground.warm_up(pages, uncounted)
        ground.warm_up(pages)
        loads, others = by_turns(
            ground.scale.rounds,
            lambda: ground.load(pages),
            lambda: ground.load_beside(uncounted, pages),
        )
    finally:
        uncounted.stop()
    counted = [load.per_second for load in loads]
    free = [load.per_second for load in others]
    found = ratio(counted, free)
    ground.say(f"counted against not: {found.value:.2f}")
    return {
        "counting": found,
        "counting_on": figure(counted),
        "counting_off": figure(free),
    }
