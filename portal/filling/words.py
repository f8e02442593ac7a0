"""Reads the words and sentences that posts are made of: files pleasant to edit.

words.txt holds the words of each kind, by commas; of 것 there is a part for each
subject. The other files have a text a line, with slots such as {것:은}: the word with
the particle that fits it (see portal/demo/wording.py).
"""

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from web.josa import josa

THING = "것"
_FOLDER = Path(__file__).parent / "texts"
_PART = re.compile(r"^\[([^\]]+)\]$", re.MULTILINE)
_SLOT = re.compile(r"\{([가-힣]+)(?::([가-힣]+))?\}")
_NUMBERS = {"수": range(2, 60), "달": range(1, 13)}


@dataclass(frozen=True)
class Slot:
    """A place in a text; `forms` has every word of the kind, with its particle."""

    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """A text with `%s` for each of its slots."""

    pattern: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Lexicon:
    """All there is to say.

    subjects: for each subject, which of the things belong to it.
    nicknames: every combination, in a fixed order that looks like none.
    """

    words: dict[str, tuple[str, ...]]
    subjects: tuple[range, ...]
    nicknames: tuple[str, ...]
    titles: tuple[Template, ...]
    sentences: tuple[Template, ...]
    comments: tuple[Template, ...]


@cache
def read_lexicon() -> Lexicon:
    """Return the words and texts of the folder."""
    parts = _parts()
    words = {kind: tuple(found) for kind, found in parts.items() if ":" not in kind}
    things: list[str] = []
    subjects = []
    for kind, found in parts.items():
        if kind.startswith(f"{THING}:"):
            subjects.append(range(len(things), len(things) + len(found)))
            things += found
    words[THING] = tuple(things)
    words |= {kind: tuple(map(str, numbers)) for kind, numbers in _NUMBERS.items()}
    words["이름"] = _combined(words.pop("앞말"), words.pop("가게"))
    nicknames = _combined(words.pop("별명 앞"), words.pop("별명 뒤"))
    return Lexicon(
        words,
        tuple(subjects),
        nicknames,
        titles=_templates("titles.txt", words),
        sentences=_templates("sentences.txt", words),
        comments=_templates("comments.txt", words),
    )


def _parts() -> dict[str, list[str]]:
    _head, *parts = _PART.split((_FOLDER / "words.txt").read_text(encoding="utf-8"))
    return {
        kind: [word.strip() for word in text.split(",") if word.strip()]
        for kind, text in zip(parts[::2], parts[1::2], strict=True)
    }


def _combined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    names = [front + back for front in first for back in second]
    random.Random(1).shuffle(names)  # noqa: S311
    return tuple(names)


def _templates(name: str, words: dict[str, tuple[str, ...]]) -> tuple[Template, ...]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    forms: dict[tuple[str, str], tuple[str, ...]] = {}
    return tuple(_template(line, words, forms) for line in lines if line)


def _template(
    text: str,
    words: dict[str, tuple[str, ...]],
    forms: dict[tuple[str, str], tuple[str, ...]],
) -> Template:
    slots = []
    for kind, particle in _SLOT.findall(text):
        if (kind, particle) not in forms:
            forms[kind, particle] = tuple(
                word + josa(word, particle) if particle else word
                for word in words[kind]
            )
        slots.append(Slot(kind, forms[kind, particle]))
    return Template(_SLOT.sub("%s", text.replace("%", "%%")), tuple(slots))
