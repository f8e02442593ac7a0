"""Plans what is said below posts: comments, answers to them, all in the order of time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from boards.services.bulk import CommentRow
from boards.threads import step_of
from portal.filling.places import Place
from portal.filling.signing import Signer
from portal.filling.speech import Speech, Theme, comment_html

_ANSWER, _SECRET = 0.4, 0.01  # of the comments
_DEEPEST = 4
_MONTH = 30 * 86_400.0


class Topic(NamedTuple):
    """A post, and how many comments shall stand below it."""

    id: int
    at: float
    place: Place
    theme: Theme
    comments: int


@dataclass(slots=True)
class _Said:
    """A comment; its id is known once all of them stand in the order of time."""

    at: float
    topic: Topic
    parent: "_Said | None"
    path: str
    depth: int
    answers: int = 0
    id: int = 0
    thread: int = 0


class Talk:
    """Lets people talk."""

    def __init__(self, speech: Speech, signer: Signer, chance: random.Random) -> None:
        self._speech, self._signer, self._chance = speech, signer, chance

    def below(
        self, topics: Sequence[Topic], ids: Sequence[int], until: float
    ) -> list[CommentRow]:
        """Return the comments below these posts; none stands later than `until`.

        ids: of the comments, as many as the topics have.
        """
        said: list[_Said] = []
        for topic in topics:
            said += self._exchange(topic, until)
        said.sort(
            key=lambda comment: comment.at
        )  # answers stay behind what they answer
        return [self._row(comment, pk) for comment, pk in zip(said, ids, strict=True)]

    def _exchange(self, topic: Topic, until: float) -> list[_Said]:
        random, room = self._chance.random, until - topic.at
        waits = sorted(
            min(60 + _MONTH * random() ** 8, room * random())
            for _comment in range(topic.comments)
        )
        said: list[_Said] = []
        for wait in waits:
            parent = None
            if said and random() < _ANSWER:
                parent = said[int(random() * len(said))]
            if parent is None or parent.depth == _DEEPEST:
                said.append(_Said(topic.at + wait, topic, None, "", 0))
                continue
            path = parent.path + step_of(parent.answers)
            parent.answers += 1
            said.append(_Said(topic.at + wait, topic, parent, path, parent.depth + 1))
        return said

    def _row(self, said: _Said, pk: int) -> CommentRow:
        said.id, topic, parent = pk, said.topic, said.parent
        said.thread = parent.thread if parent else pk
        text = self._speech.comment(topic.theme)
        signed = self._signer.sign(topic.place.commenters, said.at)
        return CommentRow(
            pk,
            topic.id,
            signed.author_id,
            signed.author_name,
            signed.guest_password,
            text,
            comment_html(text),
            said.thread,
            parent.id if parent else None,
            said.path,
            said.depth,
            self._chance.random() < _SECRET,
            signed.ip,
            signed.ip_network,
            signed.created_at,
        )
