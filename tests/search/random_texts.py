"""Random texts and queries that meet often, odd characters among them."""

import random
from collections.abc import Iterator

from search.documents import Document

# Few different ones, so that random words meet random texts.
SYLLABLES = "가각나한국기업메"
LETTERS = "abxé1２Я"
OTHERS = "ㄱㅋㅏᄀ東アあ゙\u0301̧İΣς㎏ﬁ①\U00020000\U0002ac00\U0001d7d8"
SIGNS = [
    '"',
    "'",
    "-",
    "_",
    "%",
    "\\",
    "*",
    "·",
    ".",
    "…",
    "🙂",
    "❤",
    "\ufe0f",
    "\u200b",
    "ㅤ",
]


def random_text(chance: random.Random, most: int) -> str:
    pieces: list[str] = []
    for _ in range(chance.randint(0, most)):
        alphabet = chance.choices(
            [SYLLABLES, LETTERS, OTHERS, SIGNS, " "], weights=[50, 20, 6, 6, 18]
        )[0]
        pieces.append(chance.choice(alphabet))
    return "".join(pieces)


def random_words(chance: random.Random, texts: list[str]) -> str:
    """Return a query; most of it is cut from texts, so that something is found."""
    words: list[str] = []
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(texts)
        start = chance.randrange(len(text) + 1)
        piece = text[start : start + chance.choice([1, 1, 2, 2, 3, 4, 6, 9])]
        if chance.random() < 0.1:
            piece = random_text(chance, 4)
        if chance.random() < 0.3:
            piece = f'"{piece}"'
        before = chance.choices(["", "-", "OR ", "| "], weights=[70, 15, 8, 7])[0]
        words.append(before + piece)
    return " ".join(words)


def random_documents(chance: random.Random, count: int) -> Iterator[Document]:
    facets = [f"{kind}{number}" for kind in "pu" for number in range(1, 4)]
    for number in range(1, count + 1):
        yield Document(
            number,
            title=random_text(chance, 6),
            body=random_text(chance, 25),
            author=random_text(chance, 4),
            facets=tuple(chance.sample(facets, 2)),
        )
