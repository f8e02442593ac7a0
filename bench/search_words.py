"""Inside Django: the words that a filled site is searched for, chosen from its posts.

A sample of the posts is read and cut into words as the index does it. What most of its
posts have is common, what fewest have is rare; so the words are those of the site,
whatever it is filled with, and the same seed chooses the same.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations

from django.db.models import Max

from boards.documents import FOR_SOME, posts_and_places
from boards.models import Board, Post
from search.documents import Document
from search.indexes import Field, Index
from search.query import parse
from search.runs import is_of_syllables, runs_of
from search.services import find

WORDS = 10  # of a kind
_SAMPLE = 3_000  # posts
_TOP = 60  # the common words of which pairs are made
_TRIED = 400  # words or pairs that the index itself is asked about
_CLOSED = 0.01  # of a word's finds, at most so many where one may read
_EVERYTHING = 10**9
_SYLLABLES = {1: "one", 2: "two", 3: "three"}


class Words:
    """What the sampled posts have: words by their kind, and in which posts they are."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._posts: dict[str, set[int]] = defaultdict(set)  # that have a word
        for document in _sample(self._chance):
            for kind, word in set(_words_of(document)):
                self._counts[kind][word] += 1
                if kind == "two":
                    self._posts[word].add(document.id)

    def common(self, kind: str) -> list[str]:
        """Return the words that most posts have."""
        return _most(self._counts[kind])[:WORDS]

    def rare(self, kind: str) -> list[str]:
        """Return some of those that the fewest have."""
        counts = self._counts[kind]
        order = {word: self._chance.random() for word in sorted(counts)}
        return sorted(counts, key=lambda word: (counts[word], order[word]))[:WORDS]

    def together(self) -> list[str]:
        """Return pairs of common words that stand in the same posts most."""
        return [" ".join(pair) for pair in self._pairs()[-WORDS:]]

    def apart(self) -> list[str]:
        """Return pairs of common words that stand in the same posts least."""
        return [" ".join(pair) for pair in self._pairs()[:WORDS]]

    def in_a_row(self) -> list[str]:
        """Return the phrases of two words that most posts have."""
        return [f'"{words}"' for words in self.common("phrase")]

    def seldom_in_a_row(self) -> list[str]:
        """Return phrases of two common words that no sampled post has."""
        whole, rows = self._counts["whole"], self._counts["phrase"]
        pairs = [
            f'"{first} {second}"'
            for first, second in permutations(_most(whole)[:_TOP], 2)
            if f"{first} {second}" not in rows
        ]
        return pairs[:WORDS]

    def missing(self) -> list[str]:
        """Return words of three syllables that no post has, but whose halves are common.

        A word whose halves are not there is known to be missing at once.
        """
        parts = _most(self._counts["part"])[: 10 * _TOP]
        begun: dict[str, list[str]] = {}
        for part in parts:
            begun.setdefault(part[0], []).append(part)
        joined = (
            first + second[1] for first in parts for second in begun.get(first[1], [])
        )
        there = self._counts["triple"]
        tried = [word for word in joined if word not in there][:_TRIED]
        return [word for word in tried if not _finds(word, None)][:WORDS]

    def closed_but_for(self, board: Board) -> list[str]:
        """Return words whose finds lie to 99 % on other boards, those with most finds.

        Where there are too few of them, those come next that come near it.
        """
        counts = self._counts["two"] + self._counts["three"]
        words = [word for word in _most(counts) if counts[word] < _SAMPLE / 30]
        shares = []
        for word in words[:_TRIED]:
            here, all_there_are = _finds(word, board), _finds(word, None)
            if here:
                shares.append(
                    (max(_CLOSED, here / all_there_are), -all_there_are, word)
                )
        return [word for _share, _finds_of_it, word in sorted(shares)[:WORDS]]

    def _pairs(self) -> list[tuple[str, str]]:
        """Return pairs of common words, those first that seldom meet."""
        words = _most(self._counts["two"])[: 2 * _TOP]
        counts = self._counts["two"]
        return sorted(
            combinations(words, 2),
            key=lambda pair: (
                len(self._posts[pair[0]] & self._posts[pair[1]]),
                -counts[pair[0]] - counts[pair[1]],
                pair,
            ),
        )


def _sample(chance: random.Random) -> Iterator[Document]:
    newest = Post.objects.aggregate(pk=Max("pk"))["pk"]
    ids = chance.sample(range(1, newest + 1), min(_SAMPLE, newest))
    posts = Post.objects.alive().filter(pk__in=ids, is_secret=False).order_by("pk")
    for _pk, _place, document in posts_and_places(posts):
        if document:
            yield document


def _words_of(document: Document) -> Iterator[tuple[str, str]]:
    """Return the words of a post with their kinds; some several times."""
    for text in (document.title, document.body):
        runs = runs_of(text)
        for run in runs:
            if is_of_syllables(run):
                yield from _syllables_of(run)
            elif run.isdigit():
                yield "number", run
            elif run.isascii() and run.isalpha():
                for length in range(2, len(run) + 1):  # also as it is being typed
                    yield "latin", run[:length]
        for first, second in pairwise(runs):
            if _is_word(first) and _is_word(second):
                yield "phrase", f"{first} {second}"


def _syllables_of(run: str) -> Iterator[tuple[str, str]]:
    for length, kind in _SYLLABLES.items():
        if len(run) >= length:
            yield kind, run[:length]
    if _is_word(run):
        yield "whole", run
    for place in range(len(run) - 1):
        yield "part", run[place : place + 2]
        yield "triple", run[place : place + 3]


def _is_word(run: str) -> bool:
    return len(run) > 1 and is_of_syllables(run)


def _most(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda word: (-counts[word], word))


def _finds(word: str, board: Board | None) -> int:
    """Return how many open posts have it, of a board or of all."""
    return len(
        find(
            Index.POSTS,
            parse(word),
            fields=(Field.TITLE, Field.BODY),
            where=[[f"o{board.pk}"]] if board else [],
            barred=[FOR_SOME],
            limit=_EVERYTHING,
        )
    )
