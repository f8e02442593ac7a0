"""Marks in a text what a search found, by the rules it was found by.

What is compared is the folded text (see search.runs), which may be longer or shorter
than what was written: ㎏ is kg, a decomposed syllable is one. Every folded character is
traced back to where it came from, and what came from one place is marked as a whole.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from django.utils.safestring import SafeString, mark_safe

from search.query import Query
from search.runs import BREAK, JOINING, RUN, folded, joined

EXCERPT_LENGTH = 160
_LEAD = 0.25  # of an excerpt, before the first hit
_TO_NEXT_SPACE = 12  # characters given up so as not to cut a word
_NEAR = 4_000  # characters that are looked through first

# Each of these folds to one character whatever stands around it, marks aside.
PLAIN = (
    "\0-~"
    "À-ÖØ-öø-ÿ«»·А-я"
    "\u2013-\u2015\u2018-\u201d\u203b\u2190-\u21ff\u25a0-\u25ff"
    "\u3001-\u3003\u3008-\u3011\u3041-\u3096\u30a1-\u30fe\u3131-\u318e"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U0001f300-\U0001faff"
)
_TRACED = re.compile(
    # The look ahead only spares the long list of what joins where plainly nothing does.
    rf".(?![\0-\u02ff\u3131-\u9fff\uac00-\ud7a3])(?:(?!{BREAK})[{JOINING}])+"
    rf"|[^{PLAIN}]",
    re.DOTALL,
)
_NOT_PLAIN = re.compile(f"[^{PLAIN}]")
_JOINS = re.compile(f"[{JOINING}]")
_AROUND_RUNS = re.compile(f"({RUN.pattern})")

Span = tuple[int, int]  # from the first character to before the last's next


@dataclass(frozen=True)
class _Folded:
    """A folded text and where it came from.

    It is made of stretches. One whose `size` is 0 maps character by character from
    `origin`; of any other, each character came from the `size` characters there.
    """

    text: str
    starts: list[int]
    stretches: list[tuple[int, int]]  # origin, size

    def origin_of(self, place: int) -> Span:
        """Return which characters of the text a folded one came from."""
        number = bisect_right(self.starts, place) - 1
        origin, size = self.stretches[number]
        if size:
            return origin, origin + size
        origin += place - self.starts[number]
        return origin, origin + 1


def marked(text: str, query: Query) -> SafeString:
    """Return the text as HTML, every hit in <mark>."""
    return _html(text, _spans(text, query))


def excerpt(text: str, query: Query, length: int = EXCERPT_LENGTH) -> SafeString:
    """Return about `length` characters around the first hit as HTML, hits in <mark>.

    text: on one line, as guard.sanitise.plain_text gives it. An ellipsis stands where
    something is left out. Without a hit it is the beginning of the text.
    """
    part = text[:_NEAR].rpartition(" ")[0] if len(text) > _NEAR else text
    spans = _spans(part, query)
    begin, end = _window(text, spans[0] if spans else (0, 0), length)
    if len(part) < len(text) and (not spans or end > len(part)):
        spans = _spans(text, query)
        begin, end = _window(text, spans[0] if spans else (0, 0), length)
    inside = [
        (max(start, begin), min(stop, end))
        for start, stop in spans
        if start < end and stop > begin
    ]
    html = _html(text, inside, begin, end)
    return mark_safe("…" * (begin > 0) + html + "…" * (end < len(text)))  # noqa: S308


def _window(text: str, hit: Span, length: int) -> Span:
    """Return where to cut: at spaces if they are near, never inside a letter."""
    latest = max(0, len(text) - length)
    begin = min(max(0, hit[0] - int(length * _LEAD)), latest)
    if begin:
        near = min(begin + _TO_NEXT_SPACE, hit[0])
        begin = text.find(" ", begin - 1, near) + 1 or begin
        while begin < hit[0] and _JOINS.match(text, begin):
            begin += 1
    end = begin + length
    if end < len(text):
        near = max(end - _TO_NEXT_SPACE, hit[1])
        place = text.rfind(" ", near, end + 1)
        end = place if place > begin else end
        while end > begin + 1 and _JOINS.match(text, end):
            end -= 1
    return begin, min(end, len(text))


def _html(
    text: str, spans: list[Span], begin: int = 0, end: int | None = None
) -> SafeString:
    pieces: list[str] = []
    for start, stop in spans:
        pieces += [escape(text[begin:start]), "<mark>", escape(text[start:stop])]
        pieces.append("</mark>")
        begin = stop
    pieces.append(escape(text[begin:end]))
    return mark_safe("".join(pieces))  # noqa: S308 (every piece is escaped)


def _spans(text: str, query: Query) -> list[Span]:
    """Return where the hits are, in order, none touching another."""
    needles = {term.needle for group in query.terms for term in group}
    source = _traced(text)
    # One run of syllables stands in a run wherever it stands; others need the runs cut.
    has_edges = any(" " in needle for needle in needles)
    looked_in, origin_of = (
        _with_runs_joined(source) if has_edges else (source.text, source.origin_of)
    )
    spans: list[Span] = []
    for start, stop in sorted(_hits(looked_in, needles)):
        first, last = origin_of(start)[0], origin_of(stop - 1)[1]
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _hits(text: str, needles: Iterable[str]) -> Iterator[Span]:
    for needle in needles:
        place = text.find(needle)
        while place >= 0:
            stop = place + len(needle)
            yield place + needle.startswith(" "), stop
            place = text.find(needle, stop)


def _with_runs_joined(source: _Folded) -> tuple[str, Callable[[int], Span]]:
    """Return the joined runs, and what tells where a character of a run came from."""
    pieces = _AROUND_RUNS.split(source.text)  # every second is a run
    runs = pieces[1::2]
    places = list(accumulate(map(len, pieces)))[::2]
    starts = list(accumulate((len(run) + 1 for run in runs), initial=1))

    def origin_of(place: int) -> Span:
        number = bisect_right(starts, place) - 1
        return source.origin_of(places[number] + place - starts[number])

    return joined(runs), origin_of


def _traced(text: str) -> _Folded:
    if not _NOT_PLAIN.search(text):  # which is found out much faster
        return _Folded(folded(text), [0], [(0, 0)])
    pieces: list[str] = []
    starts: list[int] = []
    stretches: list[tuple[int, int]] = []
    length = origin = 0

    def add(piece: str, size: int) -> None:
        nonlocal length
        pieces.append(piece)
        starts.append(length)
        stretches.append((origin, size))
        length += len(piece)

    for odd in _TRACED.finditer(text):
        if origin < odd.start():
            add(folded(text[origin : odd.start()]), 0)
        origin = odd.start()
        add(folded(odd[0]), len(odd[0]))
        origin = odd.end()
    add(folded(text[origin:]), 0)
    return _Folded("".join(pieces), starts, stretches)
