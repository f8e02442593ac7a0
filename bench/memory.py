"""What the site holds in memory once it has given many pages.

A worker is a fork of what has loaded the site, and shares that memory with the others
until it writes there, as Python does whenever it looks at a thing; within 10,000 pages
it has written where it will. What it remembers and each thread's statements fill up more
slowly, and between what is kept for long and what is not, holes are left. All that has
an end; a leak has none. So a worker is looked at again when it has given many more.
"""

from bench import proc
from bench.figures import Figure, figure
from bench.ground import Ground, kinds_of
from bench.site import workers_of
from bench.wrk import Request

_LOADS = 6  # of `memory_pages` each; bench.lines names the first, second and last


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the memory of the largest web worker and of the whole site.

    Pages go to either worker, so twice as many are asked for as each is to give.
    """
    pages = ground.scale.memory_pages
    held = [_largest(ground)]
    for load in range(1, _LOADS + 1):
        ground.load_once(_requests(ground, 2 * pages))
        held.append(_largest(ground))
        ground.say(f"memory of a web worker, {load * pages:,} pages: {held[-1]:.0f} MB")
    at_first, once, twice, *_rest, before_last, last = held
    family = proc.family_of(ground.site.process.pid)
    whole = sum(proc.pss_mb(pid) for pid in family)
    ground.say(f"memory of the site: {whole:.0f} MB")
    return {
        "memory_once": figure([once]),
        "memory_twice": figure([twice]),
        "memory_growth": figure([twice - once]),
        "memory_last": figure([last]),
        "memory_last_growth": figure([last - before_last]),
        "memory_site": figure([whole]),
        "memory_at_first": figure([at_first]),
        "memory_serve": figure([proc.pss_mb(ground.site.process.pid)]),
    }


def _largest(ground: Ground) -> float:
    return max(proc.pss_mb(pid) for pid in workers_of(ground.site))


def _requests(ground: Ground, number: int) -> list[Request]:
    """Half by guests, a quarter by members, a quarter of posts read by nobody else."""
    popular = kinds_of(ground)["mix"]
    guests = ground.by_zipf(popular, number // 2)
    chosen = ground.by_zipf(popular, number // 4)
    members = [ground.by_member(request.path) for request in chosen]
    archive = ground.chance.choices(ground.pages.posts, k=number // 4)
    requests = [*guests, *members, *map(ground.by_guest, archive)]
    ground.chance.shuffle(requests)
    return requests
