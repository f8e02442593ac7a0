"""What somebody typed into a search box, understood.

Words are joined by AND; `OR` or `|` between two makes alternatives and binds tighter;
"..." is a phrase; a `-` before a word or phrase excludes it. Nothing is an error: what
makes no sense where it stands (an open quote, an operator without words) is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from search.runs import is_of_syllables, runs_of

TERMS_MAX = 20
CHARACTERS_MAX = 300

# As phones, word processors and full-width keyboards write them.
_PLAIN_SIGNS = str.maketrans("“”„＂｜－", '""""|-')
_PIECE = re.compile(
    r"""
    (?P<either> \| )
    | (?P<minus> -* ) (?: "(?P<phrase>[^"]*)" | (?P<word>[^\s"|]+) )
    """,
    re.VERBOSE,
)


class Problem(Enum):
    """Why nothing can be looked for."""

    NOTHING_TO_FIND = auto()  # no word: only signs, or only what is excluded
    TOO_LONG = auto()  # more than CHARACTERS_MAX characters or TERMS_MAX terms


@dataclass(frozen=True)
class Term:
    """A word or phrase, as its runs.

    One run of syllables is found anywhere in a run, one of letters where a run begins.
    Of several, the first ends a run (one of letters is a whole one), those between are
    whole ones, the last begins one.
    """

    runs: tuple[str, ...]

    @property
    def needle(self) -> str:
        """What the `joined` runs of a text contain exactly when it has the term."""
        edge = "" if is_of_syllables(self.runs[0]) else " "
        return edge + " ".join(self.runs)


@dataclass(frozen=True)
class Query:
    """What is looked for: each of `terms` by one of its alternatives, no `excluded`.

    With a `problem` it is empty, and `find` finds nothing.
    """

    terms: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    problem: Problem | None = None


def parse(text: str) -> Query:
    """Understand what was typed; anything at all may be given."""
    if len(text) > CHARACTERS_MAX:
        return Query(problem=Problem.TOO_LONG)
    terms: dict[tuple[Term, ...], None] = {}  # in order, each once
    excluded: dict[Term, None] = {}
    for alternatives, is_excluded in _groups(text):
        if is_excluded:
            excluded.update(dict.fromkeys(alternatives))
        else:
            terms[tuple(dict.fromkeys(alternatives))] = None
    if sum(map(len, terms)) + len(excluded) > TERMS_MAX:
        return Query(problem=Problem.TOO_LONG)
    if not terms:
        return Query(problem=Problem.NOTHING_TO_FIND)
    return Query(tuple(terms), tuple(excluded))


def _groups(text: str) -> Iterator[tuple[list[Term], bool]]:
    """Yield terms that are alternatives, and one by one those that are excluded."""
    group: list[Term] = []
    is_either = False
    for piece in _PIECE.finditer(text.translate(_PLAIN_SIGNS)):
        if piece["either"] or piece[0] == "OR":
            is_either = True
            continue
        runs = runs_of(piece["phrase"] or piece["word"] or "")
        term = Term(tuple(runs))
        if not runs:
            pass
        elif piece["minus"]:
            yield [term], True
        elif group and is_either:
            group.append(term)
        else:
            if group:
                yield group, False
            group = [term]
        is_either = False
    if group:
        yield group, False
