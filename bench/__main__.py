"""Measure the running site; run by `make bench` and `make bench-quick`.

    .venv/bin/python -m bench [--scale full|quick|tiny] [PART ...]

With parts named only those are measured, and the table is printed; a whole run also
writes bench/RESULTS.md and the tables of the READMEs.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import (
    comments,
    counting,
    crawl,
    evening,
    guests,
    members,
    memory,
    report,
    slow_clients,
    weight,
)
from bench.clock import clock
from bench.figures import Figure
from bench.ground import Ground, prepare
from bench.scale import SCALES
from bench.wrk import require_wrk

# Memory first, of a site that has just opened; the evening last: a site that cannot
# carry it is busy for long.
PARTS: dict[str, Callable[[Ground], dict[str, Figure]]] = {
    "memory": memory.measure,
    "weight": weight.measure,
    "guests": guests.measure,
    "counting": counting.measure,
    "crawl": crawl.measure,
    "members": members.measure,
    "slow_clients": slow_clients.measure,
    "comments": comments.measure,
    "evening": evening.measure,
}


def main() -> None:
    """Measure, print, write."""
    asked = _asked()
    require_wrk()
    about = report.machine()
    found: dict[str, Figure] = {}
    say = clock()
    with tempfile.TemporaryDirectory(prefix="madang-bench-") as folder:
        ground = prepare(Path(folder), SCALES[asked.scale], say)
        try:
            for name in asked.parts or PARTS:
                found |= PARTS[name](ground)
        finally:
            ground.site.stop()
    print(report.table(found))
    if not asked.parts and asked.scale != "tiny":
        report.write(found, ground.scale, about)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default="full")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    main()
