"""Says things: titles, bodies and comments of words and sentences, none like another.

The HTML is put together here as create_post would make it, which is many times faster
than to sanitise each text; a test compares the two.
"""

import math
import random
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from boards.models.posts import EXCERPT_MAX, BodyFormat
from boards.services.posts import excerpt_of, render_body
from portal.filling.chances import zipf_table
from portal.filling.words import THING, Lexicon, Template

T = TypeVar("T")

MEDIAN = 400  # characters of a body
_SPREAD = 0.8  # of the logarithm of its length: one in a hundred is longer than 2,500
_LONGEST = 10_000
_THINGS = 6  # that one post is about
_HTML, _LINK = 0.12, 0.15  # how many bodies are HTML, or end in an address

Things = Sequence[int]  # places among the lexicon's words of that kind
_Sayable = tuple[str, tuple[tuple[tuple[str, ...], list[int] | None], ...]]


class Body(NamedTuple):
    """A body as it is typed, shown, and begun in lists."""

    text: str
    format: str
    html: str
    excerpt: str


class Speech:
    """Puts words into texts; the same `chance` says the same."""

    def __init__(self, lexicon: Lexicon, chance: random.Random) -> None:
        self._chance, self._random = chance, chance.random
        self._tables = {
            kind: zipf_table(range(len(words)), 0.7)
            for kind, words in lexicon.words.items()
        }
        self._subjects = zipf_table(
            [zipf_table(subject, 0.5) for subject in lexicon.subjects], 0.5
        )
        self._titles = [self._sayable(template) for template in lexicon.titles]
        self._sentences = [self._sayable(template) for template in lexicon.sentences]
        comments = [self._sayable(template) for template in lexicon.comments]
        self._comments = zipf_table(comments, 0.3)

    def things(self) -> Things:
        """Return what a post is about: things of one subject, one of them the most."""
        subject, random = self._pick(self._subjects), self._random
        found = [subject[int(random() * len(subject))] for _ in range(_THINGS)]
        return [found[0], *found]

    def title(self, things: Things) -> str:
        """Return a title."""
        return self._say(self._pick(self._titles), things)

    def body(self, things: Things) -> Body:
        """Return a body; half of them are shorter than MEDIAN."""
        length = min(self._chance.lognormvariate(math.log(MEDIAN), _SPREAD), _LONGEST)
        paragraphs = self._paragraphs(things, length)
        kind = self._random()
        if kind < _HTML:
            return self._html(paragraphs, things)
        if kind < _LINK:
            paragraphs.append(f"https://example.com/{int(self._random() * 1e6)}")
            return _rendered("\n\n".join(paragraphs))
        return _plain("\n\n".join(paragraphs))

    def comment(self, things: Things) -> str:
        """Return what somebody says to it, mostly short."""
        random = self._random
        text = self._say(self._pick(self._comments), things)
        while random() < 0.25:
            gap = "\n" if random() < 0.2 else " "
            text += gap + self._say(self._pick(self._comments), things)
        return text

    def _paragraphs(self, things: Things, length: float) -> list[str]:
        random, sentences = self._random, self._sentences
        paragraphs, lines, size = [], [], 0
        while True:
            text = self._say(sentences[int(random() * len(sentences))], things)
            lines.append(text)
            size += len(text) + 1
            if size + 14 > length:  # half a sentence: neither shorter nor longer
                break
            if random() < 0.3:
                paragraphs.append(_joined(lines))
                lines = []
        return [*paragraphs, _joined(lines)]

    def _html(self, paragraphs: list[str], things: Things) -> Body:
        head, *tail = [f"<p>{text}</p>" for text in paragraphs]
        if tail and self._random() < 0.5:
            tail[-1] = f"<blockquote>{tail[-1]}</blockquote>"
        if self._random() < 0.5:
            said = [self._say(self._pick(self._titles), things) for _ in range(4)]
            heading, *items = said
            rows = "".join(f"<li>{item}</li>" for item in items)
            tail.append(f"<h2>{heading}</h2>\n<ul>{rows}</ul>")
        html = "\n".join([head.replace("<p>", "<p><strong>", 1), *tail])
        html = html.replace("</p>", "</strong></p>", 1)
        return Body(html, BodyFormat.HTML, html, excerpt_of(html))

    def _sayable(self, template: Template) -> _Sayable:
        slots = (
            (slot.forms, None if slot.kind == THING else self._tables[slot.kind])
            for slot in template.slots
        )
        return template.pattern, tuple(slots)

    def _say(self, sayable: _Sayable, things: Things) -> str:
        pattern, slots = sayable
        random = self._random
        words = []
        for forms, table in slots:
            places = things if table is None else table
            words.append(forms[places[int(random() * len(places))]])
        return pattern % tuple(words)

    def _pick(self, table: Sequence[T]) -> T:
        return table[int(self._random() * len(table))]


def comment_html(text: str) -> str:
    """Return the HTML of a comment made here."""
    return f"<p>{text.replace(chr(10), '<br>')}</p>"


def _joined(lines: list[str]) -> str:
    """Return the sentences of a paragraph; long ones stand in lines of their own."""
    return ("\n" if len(lines) % 3 == 0 else " ").join(lines)


def _plain(text: str) -> Body:
    html = text.replace("\n\n", "</p>|<p>").replace("\n", "<br>").replace("|", "\n")
    words = " ".join(text[: 2 * EXCERPT_MAX].split())
    excerpt = words[:EXCERPT_MAX].rstrip()
    return Body(text, BodyFormat.TEXT, f"<p>{html}</p>", excerpt)


def _rendered(text: str) -> Body:
    html = render_body(text, BodyFormat.TEXT)
    return Body(text, BodyFormat.TEXT, html, excerpt_of(html))
