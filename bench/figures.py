"""A measured number: the median of its rounds, and between what they lay."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Round = TypeVar("Round")


@dataclass(frozen=True)
class Figure:
    """The median, the lowest and the highest of what was measured."""

    value: float
    low: float
    high: float


def figure(values: Iterable[float]) -> Figure:
    """Sum the rounds up. Raises StatisticsError when there are none."""
    values = sorted(values)
    return Figure(statistics.median(values), values[0], values[-1])


def ratio(above: Iterable[float], below: Iterable[float]) -> Figure:
    """Sum up the ratios of rounds that were measured side by side."""
    return figure(a / b for a, b in zip(above, below, strict=True))


def by_turns(
    rounds: int, first: Callable[[], Round], second: Callable[[], Round]
) -> tuple[list[Round], list[Round]]:
    """Measure A B A B ..., so that what else the machine does meets both alike."""
    pairs = [(first(), second()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
