"""Runs as tokens: what an index holds, and what a term asks it for.

A run of syllables becomes its pairs and, at its end, the last syllable with what the
next run begins with: 동맹을 기업 is 동맹, 맹을, 을_기, 기업, 업_. So a word is found in the
middle of a run by its pairs in a row, and one syllable by the beginning of a token. The
last token says where a run ends, so that 한국 기업 does not find 한국인 기업; and that it
knows what follows spares a search for 사람 생각, words that half of the texts have, from
comparing all their places: few have 람_생. A run of letters is one token.

A word of letters is found by its beginning, and to gather all that begins so takes 10 ms
when many of a million texts have one. So what a run of letters begins with is a token,
too, up to STARTS_MAX letters, apart from those that stand in a row: py is py, ›p, ›py.

A run longer than LETTERS_AT_ONCE is cut and goes on in tokens that begin with a dot,
which no run does: PostgreSQL takes 2,046 bytes at most, FTS5 cuts in silence.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from operator import add
from typing import NamedTuple

from search.query import Term
from search.runs import is_of_syllables

# Raise it when any text would give other runs or tokens, or anything other facets: every
# index is then built anew. Python's Unicode version is no part of it, for Unicode never changes how an
# assigned character folds (its Stability Policy); only a text older than the
# characters in it could differ.
TOKENISER_VERSION = 4

LETTERS_AT_ONCE = 64
STARTS_MAX = 8
# Most words of a text are among the commonest of the language; 3 MB or so.
_WORDS_KEPT = 1 << 13
_GOES_ON, _STARTS, _ENDS = "·", "›", "_"


class Phrase(NamedTuple):
    """Tokens that stand in a row; the last is only how a token begins when `is_open`."""

    tokens: list[str]
    is_open: bool


def tokens_of(runs: Sequence[str]) -> list[str]:
    """Return the tokens of runs, in order."""
    tokens: list[str] = []
    cut = _cutter_of(runs)
    for run, following in zip_longest(runs, runs[1:], fillvalue=""):
        own, last = cut(run)
        tokens += own
        if last:
            tokens.append(last + following[:1])
    return tokens


def starts_of(runs: Iterable[str]) -> set[str]:
    """Return the tokens of what the runs of letters begin with, in no order."""
    words = set(runs)
    cut = _cutter_of(words)
    return {
        _STARTS + run[:length]
        for run in words
        if not cut(run)[1]
        for length in range(1, min(len(run), STARTS_MAX) + 1)
    }


def _cutter_of(runs: Collection[str]) -> Callable[[str], tuple[tuple[str, ...], str]]:
    """Return what cuts these runs; long ones would fill the memory if it kept them."""
    is_short = max(map(len, runs), default=0) <= LETTERS_AT_ONCE
    return _cut_word if is_short else _cut


def _cut(run: str) -> tuple[tuple[str, ...], str]:
    """Return the tokens a run has of itself, and of syllables how its last begins."""
    if is_of_syllables(run):
        return tuple(map(add, run, run[1:])), run[-1] + _ENDS
    starts = range(LETTERS_AT_ONCE, len(run), LETTERS_AT_ONCE)
    rest = [_GOES_ON + run[start : start + LETTERS_AT_ONCE] for start in starts]
    return (run[:LETTERS_AT_ONCE], *rest), ""


_cut_word = lru_cache(_WORDS_KEPT)(_cut)


def phrase_of(term: Term) -> Phrase:
    """Return what a text has, in a row, exactly when the term is found in it."""
    *whole, last = term.runs
    is_of_letters = not is_of_syllables(last)
    if is_of_letters and not whole and len(last) <= STARTS_MAX:
        return Phrase([_STARTS + last], is_open=False)
    *tokens, end = tokens_of(term.runs)
    if len(last) == 1:
        is_known = bool(whole) and is_of_syllables(whole[-1])  # by the token before
    else:
        is_known = not is_of_letters  # by its pairs; it need not end there
    if is_known:
        return Phrase(tokens, is_open=False)
    return Phrase([*tokens, end.removesuffix(_ENDS)], is_open=True)
