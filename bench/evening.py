"""An evening: members, guests, a crawler and writers come when they like.

The load is open: people do not wait for each other, so the next one comes however
long the site takes for the last. Times are those from the moment somebody was to come
(Poisson), so that a site that stands still is seen by all who came meanwhile.
"""

import asyncio
import resource
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from statistics import quantiles

from bench import proc
from bench.browser import Browser
from bench.figures import Figure, figure
from bench.ground import Ground, kinds_of
from bench.guests import REQUESTS
from bench.site import workers_of
from bench.writing import Writing, locks_in
from bench.wrk import Request

A_SECOND = 200
# Of a hundred requests.
SHARES = {"member": 60, "guest": 25, "crawl": 10, "comment": 4, "post": 1}
_COMMENTED_ON = 100  # the newest posts

_Act = Callable[[], Awaitable[bool]]


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the times of answers, errors, and writes that are lost."""
    seconds = ground.scale.evening_seconds
    popular = ground.by_zipf(kinds_of(ground)["mix"], REQUESTS)
    ground.warm_up([ground.by_member(request.path) for request in popular])
    _allow_many_connections()
    before = proc.cpu_seconds(workers_of(ground.site)), time.monotonic()
    evening = asyncio.run(_spend(ground, seconds))
    busy = proc.cpu_seconds(workers_of(ground.site)) - before[0]
    lost = evening.writing.lost()
    times = quantiles(evening.times_ms, n=1000)
    ground.say(
        f"evening: {len(evening.times_ms):,} requests, p99 {times[989]:.0f} ms,"
        f" {evening.errors.total()} errors {dict(evening.errors) or ''},"
        f" {len(lost)} writes lost"
    )
    written = len(evening.writing.comments) + len(evening.writing.posts)
    return {
        "evening_p99": figure([times[989]]),
        "evening_errors": figure([evening.errors.total()]),
        "evening_lost": figure([len(lost)]),
        "evening_p50": figure([times[499]]),
        "evening_p999": figure([times[998]]),
        "evening_requests": figure([len(evening.times_ms)]),
        "evening_written": figure([written]),
        "evening_locked": figure([locks_in(ground.site.log)]),
        "evening_cores": figure([busy / (time.monotonic() - before[1])]),
    }


class _Evening:
    """Who comes, and how it went."""

    def __init__(self, ground: Ground, browser: Browser) -> None:
        self.ground, self.browser = ground, browser
        writers = cycle(range(len(ground.pages.sessions) // 2))
        self.writing = Writing(ground, browser, writers)
        self.times_ms: list[float] = []
        self.errors: Counter[str] = Counter()
        chosen = ground.by_zipf(kinds_of(ground)["mix"], REQUESTS)
        self._popular = cycle([request.path for request in chosen])
        self._unread = self._crawled()
        self._acts: dict[str, _Act] = {
            "member": lambda: self._read(ground.by_member(next(self._popular))),
            "guest": lambda: self._read(ground.by_guest(next(self._popular))),
            "crawl": lambda: self._read(ground.by_guest(next(self._unread))),
            "comment": lambda: self.writing.comment(self._one_of_the_newest()),
            "post": lambda: self.writing.post("/boards/free/"),
        }

    async def come(self, kind: str, due: float) -> None:
        """Do what this kind of visitor does; note the time since he was due."""
        if not await self._acts[kind]():
            self.errors[kind] += 1
        self.times_ms.append((time.monotonic() - due) * 1e3)

    async def _read(self, request: Request) -> bool:
        return (await self.browser.get(request)).status == 200

    def _one_of_the_newest(self) -> str:
        return self.ground.chance.choice(self.ground.pages.posts[:_COMMENTED_ON])

    def _crawled(self) -> Iterator[str]:
        """Posts that no other part has read, as long as there are any."""
        posts = self.ground.pages.posts
        unread = posts[self.ground.scale.urls : -self.ground.scale.crawled]
        return cycle(unread or posts)


def _allow_many_connections() -> None:
    """A site that falls behind leaves thousands of visitors waiting."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


async def _spend(ground: Ground, seconds: float) -> _Evening:
    browser = Browser(ground.site.url)
    evening = _Evening(ground, browser)
    begin = due = time.monotonic()
    said = begin
    visits = set()
    while True:
        due += ground.chance.expovariate(A_SECOND)
        if due > begin + seconds:
            break
        await asyncio.sleep(due - time.monotonic())
        (kind,) = ground.chance.choices(list(SHARES), weights=list(SHARES.values()))
        visit = asyncio.create_task(evening.come(kind, due))
        visits.add(visit)
        visit.add_done_callback(visits.discard)
        if due > said + 30:
            said = due
            ground.say(f"evening: {due - begin:.0f} of {seconds:.0f} s")
    await asyncio.gather(*visits)
    browser.close()
    return evening
