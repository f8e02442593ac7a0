"""Lets the neighbours talk below a post: exchanges that fit it, none too often."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal.demo.bodies import words_for
from portal.demo.hours import a_while_after
from portal.demo.people import NEIGHBOURS, Neighbour
from portal.demo.texts import Exchange, Subject
from portal.demo.wording import worded

if TYPE_CHECKING:
    from portal.demo.plan import PlannedPost

SAME_TEXT = 3  # times, in the whole demo
GENERAL_BELOW_ONE = 2  # exchanges that would fit any post


@dataclass(frozen=True)
class PlannedComment:
    """A comment to be written; `created_at` is its own within the post."""

    post: int
    author: Neighbour
    text: str
    created_at: datetime
    parent_at: datetime | None  # when the comment above it was written


class Talk:
    """Remembers what has been said already."""

    def __init__(self, general: Subject, chance: random.Random) -> None:
        self._general = general
        self._chance = chance
        self._said: Counter[str] = Counter()
        self._used: Counter[Exchange] = Counter()
        self._general_below: Counter[int] = Counter()
        self._below: defaultdict[int, list[PlannedComment]] = defaultdict(list)

    def below(
        self, post: "PlannedPost", count: int, now: datetime
    ) -> list[PlannedComment]:
        """Return up to `count` more comments below a post, whole exchanges first."""
        words = words_for(post.thing, self._chance) | {"글쓴이": post.author.nickname}
        comments: list[PlannedComment] = []
        for exchange in self._exchanges(post):
            room = count - len(comments)
            if not room:
                break
            texts = [worded(line.text, words) for line in exchange[:room]]
            there = self._below[post.number]
            here = {comment.text for comment in there}
            if any(self._said[t] >= SAME_TEXT or t in here for t in texts):
                continue
            if exchange in self._general.exchanges:
                if self._general_below[post.number] == GENERAL_BELOW_ONE:
                    continue
                self._general_below[post.number] += 1
            self._used[exchange] += 1
            self._said.update(texts)
            taken = {comment.created_at for comment in there}
            spoken = self._speak(post, exchange[:room], texts, now, taken)
            there += spoken
            comments += spoken
        return comments

    def _exchanges(self, post: "PlannedPost") -> list[Exchange]:
        """Those of the subject, the least used first, with general ones between."""
        own, general = (
            sorted(
                self._chance.sample(exchanges, len(exchanges)),
                key=lambda exchange: self._used[exchange],
            )
            for exchanges in (post.subject.exchanges, self._general.exchanges)
        )
        if post.board == "qa":  # whoever asks wants an answer
            return own
        mixed: list[Exchange] = []
        while own or general:
            mixed += own[:2] + general[:1]
            own, general = own[2:], general[1:]
        return mixed

    def _speak(
        self,
        post: "PlannedPost",
        exchange: Exchange,
        texts: list[str],
        now: datetime,
        taken: set[datetime],
    ) -> list[PlannedComment]:
        spoken: list[PlannedComment] = []
        above: list[PlannedComment] = []  # the last comment of each depth
        for line, text in zip(exchange, texts, strict=True):
            parent = above[line.depth - 1] if line.depth else None
            earlier = parent.created_at if parent else post.created_at
            moment = a_while_after(earlier, now, self._chance)
            while moment in taken:
                moment += timedelta(microseconds=1)
            taken.add(moment)
            comment = PlannedComment(
                post.number,
                self._speaker(post, line.by_author, parent),
                text,
                moment,
                parent.created_at if parent else None,
            )
            above[line.depth :] = [comment]
            spoken.append(comment)
        return spoken

    def _speaker(
        self, post: "PlannedPost", by_author: bool, parent: PlannedComment | None
    ) -> Neighbour:
        if by_author:
            return post.author
        silent = {post.author} | ({parent.author} if parent else set())
        return self._chance.choice([n for n in NEIGHBOURS if n not in silent])
