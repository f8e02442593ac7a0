"""Says things: titles, bodies and comments of words and sentences, none like another.

A paragraph begins with a sentence of its own; the others are taken from some ten
thousand that its subject has, which is many times faster than to put in words anew.
So is to put the HTML together here as create_post would make it; a test compares them.
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
_VARIANTS = 100  # of each sentence, ready for a subject
_LONGEST_PARAGRAPH = 6  # sentences
_HTML, _LINK = 0.12, 0.13  # how many bodies are HTML, or end in an address

_Sayable = tuple[str, tuple[tuple[tuple[str, ...], list[int] | None], ...]]


class Body(NamedTuple):
    """A body as it is typed, shown, and begun in lists."""

    text: str
    format: str
    html: str
    excerpt: str


class Subject:
    """Things that belong together, and sentences about them, made when asked for."""

    def __init__(self, things: Sequence[int], seed: float) -> None:
        """things: places among the lexicon's words of that kind.

        seed: so that the sentences are the same whenever they are made.
        """
        self.seed = seed
        self.things = zipf_table(things, 0.5)
        self.sentences: list[str] = []
        self.mean_length = 0.0


class Theme(NamedTuple):
    """What a post is about: a few things of a subject, the first of them the most."""

    subject: Subject
    things: Sequence[int]


class Speech:
    """Puts words into texts; the same `chance` says the same."""

    def __init__(self, lexicon: Lexicon, chance: random.Random) -> None:
        self._chance, self._random = chance, chance.random
        self._tables = {
            kind: zipf_table(range(len(words)), 0.7)
            for kind, words in lexicon.words.items()
        }
        subjects = [Subject(things, chance.random()) for things in lexicon.subjects]
        self._subjects = zipf_table(subjects, 0.5)
        self._titles = [self._sayable(template) for template in lexicon.titles]
        self._sentences = [self._sayable(template) for template in lexicon.sentences]
        comments = [self._sayable(template) for template in lexicon.comments]
        self._comments = zipf_table(comments, 0.3)

    def theme(self) -> Theme:
        """Return what a post may be about."""
        subject = self._pick(self._subjects)
        if not subject.sentences:
            self._prepare(subject)
        found = [self._pick(subject.things) for _thing in range(_THINGS)]
        return Theme(subject, [found[0], *found])

    def title(self, theme: Theme) -> str:
        """Return a title."""
        return self._say(self._pick(self._titles), theme.things)

    def body(self, theme: Theme) -> Body:
        """Return a body; half of them are shorter than MEDIAN."""
        length = min(self._chance.lognormvariate(math.log(MEDIAN), _SPREAD), _LONGEST)
        paragraphs = self._paragraphs(theme, length)
        kind = self._random()
        if kind < _HTML:
            return self._html(paragraphs, theme)
        if kind < _LINK:
            paragraphs.append(f"https://example.com/{int(self._random() * 1e6)}")
            return _rendered("\n\n".join(paragraphs))
        return _plain("\n\n".join(paragraphs))

    def comment(self, theme: Theme) -> str:
        """Return what somebody says to it, mostly short."""
        random, things = self._random, theme.things
        text = self._say(self._pick(self._comments), things)
        while random() < 0.25:
            gap = "\n" if random() < 0.2 else " "
            text += gap + self._say(self._pick(self._comments), things)
        return text

    def _prepare(self, subject: Subject) -> None:
        state = self._chance.getstate()
        self._chance.seed(subject.seed)
        subject.sentences = [
            self._say(sentence, subject.things)
            for sentence in self._sentences
            for _variant in range(_VARIANTS)
        ]
        self._chance.setstate(state)
        length = sum(map(len, subject.sentences))
        subject.mean_length = 1 + length / len(subject.sentences)

    def _paragraphs(self, theme: Theme, length: float) -> list[str]:
        random, ready = self._random, theme.subject.sentences
        rest = max(1, round(length / theme.subject.mean_length))
        paragraphs = []
        while rest > 0:
            size = min(rest, 1 + int(random() * _LONGEST_PARAGRAPH))
            rest -= size
            lines = [self._say(self._pick(self._sentences), theme.things)]
            lines += [ready[int(random() * len(ready))] for _line in range(size - 1)]
            paragraphs.append(_joined(lines))
        return paragraphs

    def _html(self, paragraphs: list[str], theme: Theme) -> Body:
        head, *tail = [f"<p>{text}</p>" for text in paragraphs]
        if tail and self._random() < 0.5:
            tail[-1] = f"<blockquote>{tail[-1]}</blockquote>"
        if self._random() < 0.5:
            heading, *items = [self.title(theme) for _line in range(4)]
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

    def _say(self, sayable: _Sayable, things: Sequence[int]) -> str:
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
