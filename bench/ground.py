"""What every part of the bench stands on: the open site, its pages, who asks."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from bench.scale import Scale
from bench.site import Server, ask, workers_of
from bench.wrk import Load, Request, run
from tests.browser import running_site
from tests.browser.running_site import RunningSite

GUESTS = 200  # addresses
SEED = 1
Say = Callable[[str], None]


@dataclass(frozen=True)
class Pages:
    """Paths, and the cookies of members."""

    lists: list[str]
    posts: list[str]
    commented: list[str]  # posts with 20 comments
    sessions: list[str]


@dataclass
class Ground:
    """An open site and the chance that decides who asks for what."""

    folder: Path
    scale: Scale
    site: RunningSite
    pages: Pages
    say: Say
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    def load(self, requests: Sequence[Request]) -> Load:
        """Load the site for a round."""
        return self._load(self.site.url, requests, self.scale.seconds)

    def load_once(self, requests: Sequence[Request]) -> Load:
        """Send each request once."""
        return self._load(self.site.url, requests, None)

    def load_beside(self, server: Server, requests: Sequence[Request]) -> Load:
        """Load another server for a round."""
        return self._load(server.url, requests, self.scale.seconds)

    def warm_up(
        self, requests: Sequence[Request], server: Server | None = None
    ) -> None:
        """Load the site, or another server, until it has met what comes."""
        url = server.url if server else self.site.url
        self._load(url, requests, self.scale.warm_up_seconds)

    def _load(
        self, url: str, requests: Sequence[Request], seconds: float | None
    ) -> Load:
        workers = workers_of(self.site) if url == self.site.url else []
        connections = self.scale.connections
        return run(
            url, requests, connections=connections, seconds=seconds, workers=workers
        )

    def by_zipf(self, paths: Sequence[str], number: int) -> list[Request]:
        """Return guests' requests: the n-th path is asked for 1/n as often."""
        weights = list(accumulate(1 / rank for rank in range(1, len(paths) + 1)))
        chosen = self.chance.choices(paths, cum_weights=weights, k=number)
        return [self.by_guest(path) for path in chosen]

    def by_guest(self, path: str) -> Request:
        """Return a request by one of the guests."""
        return self.by_that_guest(path, self.chance.randrange(GUESTS))

    def by_that_guest(self, path: str, number: int) -> Request:
        """Return a request by the guest of this number."""
        return Request(path, address(number))

    def by_member(self, path: str) -> Request:
        """Return a request by one of the members, each at an address of his own."""
        number = self.chance.randrange(len(self.pages.sessions))
        return self.by_that_member(path, number)

    def by_that_member(self, path: str, number: int) -> Request:
        """Return a request by the member of this number."""
        return Request(path, address(GUESTS + number), self.pages.sessions[number])


def address(number: int) -> str:
    """Return an address of the network for benchmarks, 198.18.0.0/15 (RFC 2544)."""
    return f"198.{18 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def prepare(folder: Path, scale: Scale, say: Say) -> Ground:
    """Fill a new site in an empty folder and open it."""
    say(f"{scale.posts:,} posts, {scale.comments:,} comments: filling")
    facts = ask(
        folder,
        "fill",
        posts=scale.posts,
        comments=scale.comments,
        members=scale.members,
        seed=SEED,
    )
    say("opening")
    site = running_site.start(folder)
    return Ground(folder, scale, site, Pages(**facts), say)


def kinds_of(ground: Ground) -> dict[str, list[str]]:
    """Return the pages that guests read most, by kind, and all mixed."""
    lists = ground.pages.lists[: max(1, ground.scale.urls // 10)]
    posts = ground.pages.posts[: ground.scale.urls - len(lists) - 1]
    return {
        "front": ["/"],
        "list": lists,
        "post": posts,
        "mix": ["/", *_alternately(lists, posts)],
    }


def _alternately(lists: Sequence[str], posts: Sequence[str]) -> Iterator[str]:
    """Spread the lists among the posts, so that either has popular ones."""
    step = max(1, len(posts) // len(lists))
    for place, path in enumerate(lists):
        yield path
        yield from posts[place * step : (place + 1) * step]
    yield from posts[len(lists) * step :]
