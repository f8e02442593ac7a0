"""Runs as tokens: what an index holds, and what a term asks it for.

Each syllable becomes a token, together with the two that follow it in the text. One that
begins a run is marked there, here with an apostrophe: 동맹을 꾀한 AI is 동맹을, 맹을'꾀,
을'꾀한, 꾀한'a, 한'a_. So three syllables are one token, found as fast where their halves
are common as where they are not; more are some tokens in a row; and one or two are how a
token begins. Marks say where a run ends, so that 한국 기업 does not find 한국인 기업. A
run of letters is one token; of it the syllables before know how it begins, no more.

A word of letters is found by its beginning, and to gather all that begins so takes 10 ms
when many of a million texts have one. So what a run of letters begins with is a token,
too, up to STARTS_MAX letters, apart from those that stand in a row: py is py, ›p, ›py.

A run longer than LETTERS_AT_ONCE is cut and goes on in tokens that begin with a dot,
which no run does: PostgreSQL takes 2,046 bytes at most, FTS5 cuts in silence.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from search.query import Term
from search.runs import is_of_syllables

# Raise it when any text would give other runs or tokens, or anything other facets, or
# when a table numbers its rows otherwise: every index is then built anew. Python's
# Unicode version is no part of it, for Unicode never changes how an assigned character
# folds (its Stability Policy); only a text older than the characters in it could differ.
TOKENISER_VERSION = 5

_SYLLABLES_AT_ONCE = 3  # by which a _Cut is made and put together
LETTERS_AT_ONCE = 64
STARTS_MAX = 8
# Most words of a text are among the commonest of the language; 5 MB or so.
_WORDS_KEPT = 1 << 13
_GOES_ON, _STARTS, _CLOSES = "·", "›", "_"
_MARK = 0x40000  # added to a character: beyond those of all runs, and one character


class Phrase(NamedTuple):
    """Tokens that stand in a row; the last is only how a token begins when `is_open`."""

    tokens: list[str]
    is_open: bool


class _Cut(NamedTuple):
    """The tokens of a run, from its end to its beginning: what follows is known first.

    last, last_two: how the tokens of the last syllable and of the one before begin; ""
    where there is none.
    whole: the others; all, when it is a run of letters.
    opening: what the tokens of the syllables before a run may have of it.
    """

    last: str
    last_two: str
    whole: tuple[str, ...]
    opening: str


def tokens_of(runs: Sequence[str]) -> list[str]:
    """Return the tokens of runs, in order: those of syllables, and runs of letters."""
    tokens: list[str] = []
    add, cut = tokens.append, _cutter_of(runs)
    following = ""  # what of it the next token may have
    for run in reversed(runs):
        last, last_two, whole, opening = cut(run)
        if last:
            add(last + following)
            if last_two:
                add(last_two + following[:1])
        tokens += whole
        following = opening if len(opening) > 1 else opening + following[:1]
    tokens.reverse()
    return tokens


def starts_of(runs: Iterable[str]) -> set[str]:
    """Return the tokens of what the runs of letters begin with, in no order."""
    words = set(runs)
    cut = _cutter_of(words)
    return {
        _STARTS + run[:length]
        for run in words
        if not cut(run).last
        for length in range(1, min(len(run), STARTS_MAX) + 1)
    }


def _cutter_of(runs: Collection[str]) -> Callable[[str], _Cut]:
    """Return what cuts these runs; long ones would fill the memory if it kept them."""
    is_short = max(map(len, runs), default=0) <= LETTERS_AT_ONCE
    return _cut_word if is_short else _cut


def _cut(run: str) -> _Cut:
    marked = chr(ord(run[0]) + _MARK)
    if is_of_syllables(run):
        starts = reversed(range(len(run) - _SYLLABLES_AT_ONCE + 1))
        whole = tuple(run[start : start + _SYLLABLES_AT_ONCE] for start in starts)
        last_two = run[-2:] if len(run) > 1 else ""
        return _Cut(run[-1], last_two, whole, marked + run[1:2])
    starts = reversed(range(LETTERS_AT_ONCE, len(run), LETTERS_AT_ONCE))
    rest = [_GOES_ON + run[start : start + LETTERS_AT_ONCE] for start in starts]
    return _Cut("", "", (*rest, run[:LETTERS_AT_ONCE]), marked + _CLOSES)


_cut_word = lru_cache(_WORDS_KEPT)(_cut)


def phrase_of(term: Term) -> Phrase:
    """Return what a text has, in a row, exactly when the term is found in it."""
    last = term.runs[-1]
    tokens = tokens_of(term.runs)
    if not is_of_syllables(last):
        if len(term.runs) == 1 and len(last) <= STARTS_MAX:
            return Phrase([_STARTS + last], is_open=False)
        return Phrase(tokens, is_open=True)
    # How a text goes on is not known of the last two syllables. Where a third stands
    # before them, its token has them; else that of the first is known to begin so.
    at_end = "".join(takewhile(is_of_syllables, reversed(term.runs)))
    is_open = len(at_end) < _SYLLABLES_AT_ONCE
    unknown = min(len(at_end), _SYLLABLES_AT_ONCE - 1)
    return Phrase(tokens[: len(tokens) - unknown + is_open], is_open=is_open)
