"""The search of the largest site: its tables, and what it should keep to.

Every number is the median of the rounds. Of the finding and of the page a round gives
the median and the 95th percentile of its words, each asked several times.
"""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bench.figures import Figure, figure
from bench.line import Line

SEARCHES = {
    "one_common": "one syllable, common",
    "one_rare": "one syllable, rare",
    "two_common": "two syllables, common",
    "two_rare": "two syllables, rare",
    "three_common": "three syllables, common",
    "three_rare": "three syllables, rare",
    "phrase_common": "phrase, common",
    "phrase_seldom": "phrase of two common words that hardly ever stand in a row",
    "latin": "Latin word, or its beginning",
    "number_common": "number, common",
    "number_rare": "number, rare",
    "missing": "word that is nowhere, of common halves",
    "and_together": "two common words that often meet",
    "and_apart": "two common words that seldom meet",
    "group_common": "in the smallest group: two syllables, common",
    "group_rare": "in the smallest group: two syllables, rare",
    "group_phrase": "in the smallest group: phrase, common",
    "board_common": "on the smallest board: two syllables, common",
    "board_rare": "on the smallest board: two syllables, rare",
    "board_phrase": "on the smallest board: phrase, common",
    "closed": "word of which 99 % is on boards closed to the guest",
    "comments_common": "comments: two syllables, common",
    "comments_rare": "comments: two syllables, rare",
    "comments_phrase": "comments: phrase, common",
}
_ALL = "all"
_INDEX_MOST, _PAGE_MOST = 5, 15  # ms on SQLite
_POSTGRES_MOST = 50
_LIMIT = 1_000  # finds of which a page knows
_NONE = "–"  # not measured
_MEASURED = (
    *("finds", "index", "index_p95", "page", "page_p95", "index_cold", "page_cold"),
)


@dataclass
class Searched:
    """What was measured of each kind of search on one site, a number a round."""

    rounds: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, found: dict[str, Any]) -> None:
        """Take in a round on a warm site: bench.large_search.Times by their keys."""
        for key, times in found.items():
            self._put(key, "finds", statistics.median(times["finds"]))
        for what in ("index", "page"):
            for key, times in _and_all(found, what).items():
                self._put(key, what, statistics.median(times))
                self._put(key, f"{what}_p95", _p95(times))

    def add_cold(self, found: dict[str, Any]) -> None:
        """Take in a round with nothing of the file in memory, a word of each kind."""
        for what in ("index", "page"):
            for key, times in _and_all(found, what).items():
                self._put(key, f"{what}_cold", statistics.median(times))

    def figure(self, key: str, what: str) -> Figure | None:
        """Sum the rounds up; None when there were none."""
        values = self.rounds.get((key, what))
        return figure(values) if values else None

    def _put(self, key: str, what: str, value: float) -> None:
        self.rounds.setdefault((key, what), []).append(value)


def search_table(ours: Searched, postgres: Searched) -> str:
    """Return the Markdown table: a line for each kind of search.

    postgres: the same there; empty when it was not measured.
    """
    index, page = _line("index", _INDEX_MOST), _line("page", _PAGE_MOST)
    there = _line("page", _POSTGRES_MOST)
    head = [
        *("ms", "finds", "index", "index p95", "page", "page p95"),
        *("index cold", "page cold", "goal", "met"),
        *("PostgreSQL: index p95", "page p95", "goal", "met"),
    ]
    rows: list[Iterable[str]] = [head, ["---"] * len(head)]
    for key, name in {**SEARCHES, _ALL: "all of these together"}.items():
        of = {what: ours.figure(key, what) for what in _MEASURED}
        of_there = {what: postgres.figure(key, what) for what in _MEASURED}
        rows.append(
            [
                name,
                _finds(of["finds"]),
                *(_cell(index, of[what]) for what in ("index", "index_p95")),
                *(_cell(page, of[what]) for what in ("page", "page_p95")),
                *(_cell(index, of[what]) for what in ("index_cold", "page_cold")),
                f"{index.goal()}, page {page.goal()}",
                _met((index, of["index_p95"]), (page, of["page_p95"])),
                *(_cell(there, of_there[what]) for what in ("index_p95", "page_p95")),
                there.goal(),
                _met((there, of_there["index_p95"]), (there, of_there["page_p95"])),
            ]
        )
    return _joined(rows)


def took_table(ours: Any, postgres: Any) -> str:
    """Return the Markdown table of how long it takes to fill a site and to index it.

    ours, postgres: the facts of a site, "fill" and "reindex" among them, or neither.
    """
    rows: list[Iterable[str]] = [
        ["what", "measured", "goal", "met", "PostgreSQL"],
        ["---"] * 5,
    ]
    for key, name, most in (("fill", "fill", 5), ("reindex", "search_reindex", 10)):
        here, there = (_minutes_and_rate(facts.get(key)) for facts in (ours, postgres))
        for line in (
            Line("wall", name, "", "min", most=most),
            Line("cpu", f"{name}: processor time of the command", "", "min"),
            Line("rate", f"{name}: posts and comments", "", "/s"),
        ):
            found = here.get(line.key)
            rows.append(
                [
                    line.name,
                    _cell(line, found),
                    line.goal(),
                    _met((line, found)) if line.goal() else "",
                    _cell(line, there.get(line.key)),
                ]
            )
    return _joined(rows)


def _minutes_and_rate(took: Any) -> dict[str, Figure]:
    if took is None:
        return {}
    return {
        "wall": figure([took["wall"] / 60]),
        "cpu": figure([took["cpu"] / 60]),
        "rate": figure([took["rows"] / took["wall"]]),
    }


def _line(key: str, most: float) -> Line:
    return Line(key, key, "", "ms", most=most)


def _cell(line: Line, found: Figure | None) -> str:
    return _NONE if found is None else line.measured(found)


def _met(*pairs: tuple[Line, Figure | None]) -> str:
    held = [line.is_met(found) for line, found in pairs if found is not None]
    if not held:
        return _NONE
    return "yes" if all(held) else "**no**"


def _finds(found: Figure | None) -> str:
    if found is None:
        return _NONE
    is_cut = found.value >= _LIMIT
    return f"{_LIMIT:,} and more" if is_cut else f"{found.value:,.0f}"


def _and_all(found: dict[str, Any], what: str) -> dict[str, list[float]]:
    """Return the times of each kind of search, and those of all kinds."""
    times: dict[str, list[float]] = {key: each[what] for key, each in found.items()}
    together = [time for each in times.values() for time in each]
    return {**times, _ALL: together} if together else {}


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[18]


def _joined(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
