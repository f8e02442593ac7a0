"""Measure the same pages on sites of a thousand to a million posts: `make bench-large`.

    .venv/bin/python -m bench.large [--posts N ...] [--rows N ...] [--rounds N]
                                    [--folder FOLDER] [--print]

Prints a table and writes bench/LARGE.md, unless it is only to print. A FOLDER is kept,
and what was filled there before is measured again. A million posts take some minutes
to fill and 4 GB; ten million rows some minutes and 3 GB.
"""

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.clock import clock
from bench.figures import Figure, figure
from bench.line import Line
from bench.report import machine
from bench.site import ask
from tests.browser.running_site import ROOT

RESULTS = ROOT / "bench" / "LARGE.md"
SIZES = [1_000, 100_000, 1_000_000]
ROWS = [1_000, 100_000, 10_000_000]
ROUNDS = 5
SEED = 1
MOST = 1.2  # times the smallest site's
_PAGES, _READS = 40, 200  # in a round

PAGES = {
    "list": "list, first page",
    "list_far": "list, page 60,000 or the last full one",
    "category": "list of a category, first page",
    "category_far": "list of a category, page 60,000 or the last full one",
    "views": "list by views",
    "views_category": "list of a category by views",
    "views_year": "list by views, of a year",
    "post": "post with 3 comments",
    "new": "new posts",
    "front": "front page",
    "feed": "feed of a board",
    "site_feed": "feed of the site",
    "sitemap": "part of the sitemap, each 1,000 posts in it",
}
# Within a period up to 10,000 posts are sorted, where there are so many.
BOUNDED = {"views_year"}
READS = {
    "rows_first": "rows of the first page",
    "rows_middle": "rows of the middle page",
    "rows_last": "rows of the last full page",
    "rows_views": "rows by views, page 66",
}


@dataclass
class Site:
    """A filled data folder, and what was measured on it: medians of rounds, by key."""

    size: int
    folder: Path
    facts: Any
    rounds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, found: dict[str, list[float]]) -> None:
        """Take in a round."""
        for key, times in found.items():
            self.rounds.setdefault(key, []).append(statistics.median(times))


def main() -> None:
    """Fill, measure by turns, print, write."""
    asked = _asked()
    say, about = clock(), machine()
    with tempfile.TemporaryDirectory(prefix="madang-large-") as folder:
        text = _measure(asked, Path(asked.folder or folder), say)
    print(text)
    if not asked.print:
        RESULTS.write_text(f"{_head(about)}\n{text}", encoding="utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder")
    parser.add_argument("--print", action="store_true")
    return parser.parse_args()


def _measure(
    asked: argparse.Namespace, folder: Path, say: Callable[[str], None]
) -> str:
    sites = [
        _fill(folder / f"site-{size}", "large_site", say, posts=size, seed=SEED)
        for size in asked.posts
    ]
    tables = [
        _fill(folder / f"rows-{size}", "fill_rows", say, posts=size)
        for size in asked.rows
    ]
    for number in range(1, asked.rounds + 1):
        for site in sites:
            site.add(ask(site.folder, "uncached_ms", pages=site.facts, times=_PAGES))
        for site in tables:
            site.add(ask(site.folder, "rows_ms", times=_READS))
        say(f"round {number} of {asked.rounds}")
    return f"{table(sites, PAGES, 'posts')}\n\n{table(tables, READS, 'rows')}\n"


def _fill(
    folder: Path, question: str, say: Callable[[str], None], **values: int
) -> Site:
    """Fill a folder, or take what was filled before."""
    size, known = values["posts"], folder / "facts.json"
    if not known.exists():
        folder.mkdir(parents=True, exist_ok=True)
        say(f"{size:,} posts: filling")
        known.write_text(json.dumps(ask(folder, question, **values)))
    return Site(size, folder, json.loads(known.read_text()))


def table(sites: list[Site], names: dict[str, str], what: str) -> str:
    """Return the Markdown table: a line a page, a column a site, and what is held."""
    sizes = [f"{site.size:,} {what}" for site in sites]
    rows: list[Iterable[str]] = [
        ["ms of processor time", *sizes, "most ÷ least site", "met"],
        ["---"] * (len(sites) + 3),
    ]
    for key, name in names.items():
        line = Line(key, name, "", "ms")
        found = [figure(site.rounds[key]) for site in sites]
        held = _against_smallest(found)
        met = "bounded" if key in BOUNDED else "yes" if held <= MOST else "**no**"
        rows.append([name, *map(line.measured, found), f"{held:.2f}", met])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _against_smallest(found: list[Figure]) -> float:
    """Return how many times the first site's time any other takes, at most."""
    return max(each.value for each in found) / found[0].value


def _head(about: str) -> str:
    return (
        "# Large sites\n\n"
        f"Measured on {date.today():%Y-%m-%d} by `make bench-large`.\n{about}.\n\n"
        "A page as a guest gets it when none is ready, made in process with all kept"
        " pieces forgotten: processor time,\nthe median of the rounds, and in brackets"
        " between what they lay. No site may take more than"
        f" {MOST:g} times what the\nsmallest takes; of a period's posts up to 10,000 are"
        " sorted. The second table: the rows of a list alone, of a\nboard with so many"
        " short posts.\n"
    )


if __name__ == "__main__":
    main()
