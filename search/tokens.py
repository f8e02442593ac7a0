"""Runs as tokens: what an index holds, and what a term asks it for.

A run of syllables becomes its pairs and, at its end, the last syllable alone: 동맹을 is
동맹, 맹을, 을. So a word is found in the middle of a run by its pairs in a row, and one
syllable by the beginning of a token; the syllable alone says where a run ends, so that
한국 기업 does not find 한국인 기업. A run of letters is one token.

A word of letters is found by its beginning, and to gather all that begins so takes 10 ms
when many of a million texts have one. So what a run of letters begins with is a token,
too, up to STARTS_MAX letters, apart from those that stand in a row: py is py, ›p, ›py.

A run longer than LETTERS_AT_ONCE is cut and goes on in tokens that begin with a dot,
which no run does: PostgreSQL takes 2,046 bytes at most, FTS5 cuts in silence.
"""

from collections.abc import Iterable
from operator import add
from typing import NamedTuple

from search.query import Term
from search.runs import is_of_syllables

# Raise it when any text would give other runs or tokens: every index is then built
# anew. Python's Unicode version is no part of it, for Unicode never changes how an
# assigned character folds (its Stability Policy); only a text older than the
# characters in it could differ.
TOKENISER_VERSION = 2

LETTERS_AT_ONCE = 64
STARTS_MAX = 8
_GOES_ON, _STARTS = "·", "›"


class Phrase(NamedTuple):
    """Tokens that stand in a row; the last is only how a token begins when `is_open`."""

    tokens: list[str]
    is_open: bool


def tokens_of(runs: Iterable[str]) -> list[str]:
    """Return the tokens of runs, in order."""
    tokens: list[str] = []
    for run in runs:
        if is_of_syllables(run):
            tokens += map(add, run, run[1:])
            tokens.append(run[-1])
        else:
            tokens += _pieces(run)
    return tokens


def starts_of(runs: Iterable[str]) -> set[str]:
    """Return the tokens of what the runs of letters begin with, in no order."""
    return {
        _STARTS + run[:length]
        for run in set(runs)
        if not is_of_syllables(run)
        for length in range(1, min(len(run), STARTS_MAX) + 1)
    }


def phrase_of(term: Term) -> Phrase:
    """Return what a text has, in a row, exactly when the term is found in it."""
    *whole, last = term.runs
    is_start = not whole and len(last) <= STARTS_MAX and not is_of_syllables(last)
    if is_start:
        return Phrase([_STARTS + last], is_open=False)
    tokens = tokens_of([last])
    is_open = len(last) == 1 or not is_of_syllables(last)
    if not is_open:
        tokens.pop()  # it need not end there
    return Phrase(tokens_of(whole) + tokens, is_open)


def _pieces(run: str) -> list[str]:
    if len(run) <= LETTERS_AT_ONCE:
        return [run]
    starts = range(LETTERS_AT_ONCE, len(run), LETTERS_AT_ONCE)
    rest = [_GOES_ON + run[start : start + LETTERS_AT_ONCE] for start in starts]
    return [run[:LETTERS_AT_ONCE], *rest]
