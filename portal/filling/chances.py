"""What is frequent and what is rare: Zipf's law, heavy tails, days with a rhythm."""

import bisect
import itertools
import math
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from portal.demo.hours import BY_HOUR

T = TypeVar("T")

_TABLE = 1 << 14
_MINUTES = 24 * 60
_DAY = timedelta(days=1).total_seconds()
_GROWTH = 0.7  # below 1: later years have more posts than earlier ones


def zipf_table(things: Sequence[T], exponent: float = 1.0) -> list[T]:
    """Return the things, each as often as Zipf's law has it: the first the most.

    Picking any entry of the list is then one step; the last things are there once.
    """
    if not things:
        return []
    weights = [1 / (rank + 1) ** exponent for rank in range(len(things))]
    share = _TABLE / sum(weights)
    return [
        thing
        for thing, weight in zip(things, weights, strict=True)
        for _time in range(max(1, round(weight * share)))
    ]


def spread(total: int, weights: Sequence[float], chance: random.Random) -> list[int]:
    """Return how many of `total` fall on each weight."""
    counts = [0] * len(weights)
    sums = list(itertools.accumulate(weights))
    for place in chance.choices(range(len(weights)), cum_weights=sums, k=total):
        counts[place] += 1
    return counts


class Calendar:
    """The moments of many posts between two, ascending: more in evenings and later."""

    def __init__(self, start: datetime, end: datetime) -> None:
        """end: an aware moment; its zone is the one whose evenings are meant."""
        self.start: float = start.timestamp()
        self.end: float = end.timestamp()
        midnight = end.replace(hour=0, minute=0, second=0, microsecond=0)
        self._today = midnight.timestamp()
        self._minutes = _minutes_of_the_day()

    def moment(self, share: float) -> float:
        """Return the moment, in seconds, before which `share` of the posts lie."""
        even = self.start + (self.end - self.start) * math.pow(share, _GROWTH)
        if even >= self._today:
            return even
        days, part = divmod((even - self._today) / _DAY, 1)
        place = part * _MINUTES
        minute = int(place)
        here, there = self._minutes[minute : minute + 2]
        rhythmic = (here + (there - here) * (place - minute)) / _MINUTES
        return max(self.start, self._today + (days + rhythmic) * _DAY)


def _minutes_of_the_day() -> list[float]:
    """Return by which minute each 1,440th of a day's posts is written."""
    sums = [0, *itertools.accumulate(BY_HOUR)]
    minutes = []
    for place in range(_MINUTES):
        wanted = place / _MINUTES * sums[-1]
        hour = bisect.bisect_right(sums, wanted) - 1
        minutes.append(60 * (hour + (wanted - sums[hour]) / BY_HOUR[hour]))
    return [*minutes, float(_MINUTES)]
