"""How much is measured: all of it, a quick look, or next to nothing for the tests."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Times are in seconds."""

    name: str
    posts: int
    comments: int
    members: int
    rounds: int  # of each pair
    seconds: float  # of a round
    warm_up_seconds: float
    connections: int  # that wrk keeps busy
    urls: int  # that guests read, by Zipf
    crawled: int  # posts, each once
    in_process: int  # pages of each kind
    evening_seconds: float
    writing_seconds: float
    memory_pages: int  # of each web worker, between two looks


FULL = Scale(
    name="full",
    posts=20_000,
    comments=100_000,
    members=2_500,
    rounds=5,
    seconds=4,
    warm_up_seconds=6,
    connections=16,
    urls=1_000,
    crawled=10_000,
    in_process=2_000,
    evening_seconds=300,
    writing_seconds=30,
    memory_pages=10_000,
)
QUICK = Scale(
    name="quick",
    posts=3_000,
    comments=15_000,
    members=600,
    rounds=3,
    seconds=1,
    warm_up_seconds=3,
    connections=16,
    urls=1_000,
    crawled=600,
    in_process=200,
    evening_seconds=20,
    writing_seconds=8,
    memory_pages=500,
)
TINY = Scale(
    name="tiny",
    posts=60,
    comments=240,
    members=40,
    rounds=1,
    seconds=1,
    warm_up_seconds=1,
    connections=2,
    urls=20,
    crawled=10,
    in_process=2,
    evening_seconds=1,
    writing_seconds=1,
    memory_pages=10,
)
SCALES = {scale.name: scale for scale in (FULL, QUICK, TINY)}
