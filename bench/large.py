"""Measure the same pages on sites of a thousand to a million posts: `make bench-large`.

    .venv/bin/python -m bench.large [--posts N ...] [--rows N ...] [--rounds N]
                                    [--postgres URL [--postgres-posts N]]
                                    [--folder FOLDER] [--print]

Prints tables and writes bench/LARGE.md, unless it is only to print. A FOLDER is kept,
and what was filled there before is measured again. A million posts with five million
comments take some minutes to fill, some more to be indexed, and 11 GB; ten million rows
some minutes and 3 GB.

URL names an empty database on PostgreSQL, in which a site as large as the largest (or
of N posts) is filled and searched, too. It is left so: with the same FOLDER it is
measured again.
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
from bench.search_lines import Searched, search_table, took_table
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
    database: str = ""  # the URL of one that is not in the folder
    searched: Searched = field(default_factory=Searched)

    def ask(self, question: str, **values: Any) -> Any:
        """Ask bench.inside about this site."""
        return ask(self.folder, question, database=self.database, **values)

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
    parser.add_argument("--postgres", metavar="URL")
    parser.add_argument("--postgres-posts", type=int, metavar="N")
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
    largest = max(sites, key=lambda site: site.size)
    postgres = _on_postgres(asked, folder, say)
    for site in [*sites, *postgres]:
        _index(site, say)
    for number in range(1, asked.rounds + 1):
        for site in sites:
            pages = {key: site.facts[key] for key in PAGES}
            site.add(site.ask("uncached_ms", pages=pages, times=_PAGES))
        for site in tables:
            site.add(site.ask("rows_ms", times=_READS))
        for site in [largest, *postgres]:
            site.searched.add(site.ask("search_ms", searches=site.facts["search"]))
        searches = largest.facts["search"]
        cold = largest.ask("cold_search_ms", searches=searches, number=number)
        largest.searched.add_cold(cold)
        say(f"round {number} of {asked.rounds}")
    return "\n".join(
        [
            f"{table(sites, PAGES, 'posts')}\n",
            f"{table(tables, READS, 'rows')}\n",
            _of_search(largest, postgres),
        ]
    )


def _on_postgres(
    asked: argparse.Namespace, folder: Path, say: Callable[[str], None]
) -> list[Site]:
    """Fill the database that was asked for, if one was."""
    if not asked.postgres:
        return []
    size = asked.postgres_posts or max(asked.posts)
    place = folder / f"postgres-{size}"
    values = {"posts": size, "seed": SEED}
    return [_fill(place, "fill_site", say, database=asked.postgres, **values)]


def _fill(
    folder: Path,
    question: str,
    say: Callable[[str], None],
    database: str = "",
    **values: int,
) -> Site:
    """Fill a folder, or take what was filled before."""
    site, known = Site(values["posts"], folder, {}, database=database), _known(folder)
    if not known.exists():
        folder.mkdir(parents=True, exist_ok=True)
        say(f"{site.size:,} posts: filling")
        known.write_text(json.dumps(site.ask(question, **values)))
    site.facts = json.loads(known.read_text())
    return site


def _index(site: Site, say: Callable[[str], None]) -> None:
    """Build the index of a filled site, unless that was done before."""
    if "search" not in site.facts:
        say(f"{site.size:,} posts: indexing")
        site.facts |= site.ask("searched", seed=SEED)
        _known(site.folder).write_text(json.dumps(site.facts))


def _known(folder: Path) -> Path:
    return folder / "facts.json"


def _of_search(largest: Site, postgres: list[Site]) -> str:
    """Return what is told of the search, and of how the site was filled for it."""
    there = postgres[0] if postgres else Site(0, Path(), {})
    about = f"With {largest.size:,} posts and five comments to each"
    if postgres:
        about += f"; on PostgreSQL with {there.size:,}"
    return (
        f"## Search\n\n{about}.\n\n"
        f"{search_table(largest.searched, there.searched)}\n\n"
        f"{took_table(largest.facts, there.facts)}\n"
    )


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
        " short posts.\n\n"
        "Search, as a guest, is told in time on the wall: index, the finding of the"
        " first 1,001; page, the whole page in\nprocess, as when nothing was written since the"
        " last. Of ten words of each kind, three times each. Cold: with\nno piece of a page"
        " kept and nothing of the database in the memory of the system or the process, its\n"
        "connections open, one word a round.\n"
    )


if __name__ == "__main__":
    main()
