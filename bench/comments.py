"""Comments alone: eight members at a time write as fast as the site takes it."""

import asyncio
import time
from itertools import chain, repeat
from statistics import quantiles

from bench.browser import Browser
from bench.figures import Figure, figure
from bench.ground import Ground
from bench.writing import Writing, locks_in

WRITERS = 8
_OF_ONE = 18  # fewer than a member may write in ten minutes
_COMMENTED_ON = 200  # the newest posts


def measure(ground: Ground) -> dict[str, Figure]:
    """Return comments a second, their times, and what went wrong."""
    locked = locks_in(ground.site.log)
    writing, times, refused, seconds = asyncio.run(_write(ground))
    lost = writing.lost()
    p99 = quantiles(times, n=100)[98]
    rate = len(writing.comments) / seconds
    ground.say(
        f"comments alone: {rate:.0f}/s, p99 {p99:.0f} ms,"
        f" {refused} refused, {len(lost)} lost"
    )
    return {
        "comments_rate": figure([rate]),
        "comments_p99": figure([p99]),
        "comments_locked": figure([locks_in(ground.site.log) - locked]),
        "comments_refused": figure([refused]),
        "comments_lost": figure([len(lost)]),
        "comments_p50": figure([quantiles(times, n=100)[49]]),
        "comments_written": figure([len(writing.comments)]),
    }


async def _write(ground: Ground) -> tuple[Writing, list[float], int, float]:
    # Not those who wrote during the evening.
    members = range(len(ground.pages.sessions) // 2, len(ground.pages.sessions))
    browser = Browser(ground.site.url)
    writing = Writing(
        ground, browser, chain.from_iterable(repeat(list(members), _OF_ONE))
    )
    posts = ground.pages.posts[:_COMMENTED_ON]
    left = len(members) * _OF_ONE
    times: list[float] = []
    refused = 0
    begin = time.monotonic()

    async def write() -> None:
        nonlocal refused, left
        while left > 0 and time.monotonic() < begin + ground.scale.writing_seconds:
            left -= 1
            start = time.monotonic()
            refused += not await writing.comment(ground.chance.choice(posts))
            times.append((time.monotonic() - start) * 1e3)

    await asyncio.gather(*(write() for _ in range(WRITERS)))
    seconds = time.monotonic() - begin
    browser.close()
    return writing, times, refused, seconds
