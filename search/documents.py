"""What is put into an index."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# What a back end puts into its table; the first value is the id.
Row = tuple[int, *tuple[Any, ...]]

_FACET = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True)
class Document:
    """One thing that may be found.

    id: positive, unique in its index; a larger one is newer.
    title, body, author: plain text, no HTML; each may be empty.
    facets: words of `[a-z0-9_]`, at most 40 characters, whose meaning only the caller
    knows: "p12" for a place, "u5" for who may find it.
    Raises ValueError for any other facet and any other id.
    """

    id: int
    title: str = ""
    body: str = ""
    author: str = ""
    facets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.id < 1:
            raise ValueError(f"Not an id: {self.id}")
        _check_once(self.facets)


def check_facets(facets: Iterable[str]) -> None:
    """Raise ValueError for a facet that is none: it would end up as SQL or as text."""
    for facet in facets:
        if not _FACET.fullmatch(facet):
            raise ValueError(f"Not a facet: {facet!r}")


@lru_cache(1_000)  # those of a board and a day are many
def _check_once(facets: tuple[str, ...]) -> None:
    check_facets(facets)
