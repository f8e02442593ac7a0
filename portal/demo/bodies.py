"""Makes the body of a post from its own words and from those of its subject."""

import random
from dataclasses import dataclass
from html import escape

from portal.demo.texts import Entry, Subject
from portal.demo.wording import worded

_WEEKDAYS = ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일")
_PLACES = (
    "느티나무 사거리", "달래시장", "한솔도서관", "강변 쉼터", "주민센터 앞",
    "은빛공원", "버들초등학교 앞", "둘레길 입구",
)  # fmt: skip
# How many paragraphs of the subject follow the post's own.
_MORE = (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6)


@dataclass(frozen=True)
class Body:
    """What is typed into the form."""

    text: str
    is_html: bool = False


def words_for(thing: str, chance: random.Random) -> dict[str, str]:
    """Choose the words of one post, the same in all its slots."""
    return {
        "것": thing,
        "곳": chance.choice(_PLACES),
        "요일": chance.choice(_WEEKDAYS),
        "수": str(chance.randint(3, 9)),
    }


def write_post(
    subject: Subject, entry: Entry, chance: random.Random
) -> tuple[str, Body]:
    """Return title and body: the entry's paragraphs, then some of the subject's.

    An answer says its own and no more.
    """
    words = words_for(entry.thing, chance)
    return worded(entry.title, words), _body(subject, entry, words, chance)


def _body(
    subject: Subject, entry: Entry, words: dict[str, str], chance: random.Random
) -> Body:
    own = [worded(text, words) for text in entry.paragraphs]
    if "답글" in entry.options:
        return Body("\n\n".join(own))
    count = min(chance.choice(_MORE), len(subject.paragraphs))
    # In the order of the file: what sounds like an end stands at its end.
    places = sorted(chance.sample(range(len(subject.paragraphs)), count))
    more = [worded(subject.paragraphs[place], words) for place in places]
    if subject.lists and count and chance.random() < 0.45:
        block = _block(chance.choice(subject.lists), words)
        head, *tail = [f"<p>{escape(text)}</p>" for text in own + more]
        if chance.random() < 0.4 and tail:
            tail[-1] = f"<blockquote>{tail[-1]}</blockquote>"
        return Body("\n".join([head, *tail, block]), is_html=True)
    return Body("\n\n".join(own + more))


def _block(lines: tuple[str, ...], words: dict[str, str]) -> str:
    """Return a heading and, below it, a list or a table; `|` parts the cells."""
    heading, *rows = [escape(worded(line, words)) for line in lines]
    if " | " not in rows[0]:
        items = "".join(f"<li>{row.removeprefix('- ')}</li>" for row in rows)
        return f"<h2>{heading}</h2>\n<ul>{items}</ul>"
    first, *others = [row.split(" | ") for row in rows]
    head = "".join(f"<th>{cell}</th>" for cell in first)
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in others
    )
    return (
        f"<h2>{heading}</h2>\n<table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
