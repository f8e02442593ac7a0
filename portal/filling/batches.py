"""Plans some thousand posts, with all that is said below them, as rows to be written."""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from boards.services.bulk import CommentRow, PostRow
from boards.threads import step_of
from boards.writing import Written
from portal.filling.chances import spread, zipf_table
from portal.filling.places import Place
from portal.filling.signing import Signer
from portal.filling.speech import Speech, Theme
from portal.filling.talk import Talk, Topic

SOURCE = "fill"
_REPLY, _SECRET = 0.06, 0.004  # of the posts
_DEEPEST = 3
_NEAR = 40  # among how many of a board's last posts one is answered
_TAIL, _HEAVIEST = 1.1, 500.0  # Pareto's exponent, and where it is cut


class Order(NamedTuple):
    """Of which a batch is made.

    first: how many posts come before, in this run. ids, moments: of the posts.
    until: the moment, in seconds, at which the last comment may stand.
    """

    first: int
    ids: Sequence[int]
    moments: Sequence[float]
    comment_ids: Sequence[int]
    until: float


class Batch(NamedTuple):
    """Rows to be written together."""

    posts: list[PostRow]
    comments: list[CommentRow]

    def written_before(self, now: datetime) -> dict[tuple[date, int], Written]:
        """Return what was written on the days before this one, by day and board."""
        boards = {post.id: post.board_id for post in self.posts}
        zone, today = now.tzinfo, now.date()
        posts = Counter(
            (post.created_at.astimezone(zone).date(), post.board_id)
            for post in self.posts
        )
        comments = Counter(
            (comment.created_at.astimezone(zone).date(), boards[comment.post_id])
            for comment in self.comments
        )
        return {
            place: Written(posts[place], comments[place])
            for place in {*posts, *comments}
            if place[0] < today
        }


@dataclass(slots=True)
class _Parent:
    """A post of this batch, for what is written below it."""

    row: PostRow
    theme: Theme
    replies: int = 0


class Planner:
    """Plans batch after batch; whatever comes between two, the site is consistent.

    So a reply or comment never belongs to a post of another batch. The same order gives
    the same batch, whatever was planned before, here or in another process.

    chance: what `speech` and `signer` use, too. notices: by their number among all posts
    of the run, those that are one, and where.
    """

    def __init__(
        self,
        places: Sequence[Place],
        speech: Speech,
        signer: Signer,
        chance: random.Random,
        *,
        seed: str,
        notices: Mapping[int, Place],
    ) -> None:
        self._places = zipf_table(places)
        self._speech, self._signer, self._chance = speech, signer, chance
        self._talk = Talk(speech, signer, chance)
        self._seed, self._notices = seed, notices
        self._recent: defaultdict[int, deque[_Parent]]

    def plan(self, order: Order) -> Batch:
        """Return the posts of an order and the comments below them.

        Where nobody may comment there are none.
        """
        self._chance.seed(f"{self._seed}:{order.first}")
        # No lambda, for a planner is sent to another process.
        self._recent = defaultdict(partial(deque, maxlen=_NEAR))
        numbers = range(order.first, order.first + len(order.ids))
        weights = [
            min(self._chance.paretovariate(_TAIL), _HEAVIEST) for _number in numbers
        ]
        where = [self._notices.get(number) or self._place() for number in numbers]
        heard = [
            weight if place.commenters else 0.0
            for weight, place in zip(weights, where, strict=True)
        ]
        ids = order.comment_ids if any(heard) else []
        counts = spread(len(ids), heard, self._chance) if ids else [0] * len(numbers)
        rows, topics = [], []
        for number, pk, at, place, weight, count in zip(
            numbers, order.ids, order.moments, where, weights, counts, strict=True
        ):
            views = self._views(weight, count)
            row, theme = self._post(
                *(pk, at, place, views, count), is_notice=number in self._notices
            )
            rows.append(row)
            if count:
                topics.append(Topic(pk, at, place, theme, count))
        return Batch(rows, self._talk.below(topics, ids, order.until))

    def _place(self) -> Place:
        return self._places[int(self._chance.random() * len(self._places))]

    def _views(self, weight: float, comments: int) -> int:
        return comments + int(weight * self._chance.lognormvariate(3, 0.9))

    def _post(
        self,
        pk: int,
        at: float,
        place: Place,
        views: int,
        comments: int,
        *,
        is_notice: bool,
    ) -> tuple[PostRow, Theme]:
        random, recent = self._chance.random, self._recent[place.board.pk]
        parent = None
        if recent and place.repliers and random() < _REPLY and not is_notice:
            parent = recent[int(random() * len(recent))]
        theme = parent.theme if parent else self._speech.theme()
        body = self._speech.body(theme)
        signed = self._signer.sign(place.repliers if parent else place.writers, at)
        row = PostRow(
            id=pk,
            board_id=place.board.pk,
            category_id=_pick_category(parent, place, random()),
            author_id=signed.author_id,
            author_name=signed.author_name,
            guest_password=signed.guest_password,
            title=parent.row.title if parent else self._speech.title(theme),
            body=body.text,
            body_format=body.format,
            body_html=body.html,
            excerpt=body.excerpt,
            thread=parent.row.thread if parent else pk,
            parent_id=parent.row.id if parent else None,
            reply_path=_path_below(parent) if parent else "",
            depth=parent.row.depth + 1 if parent else 0,
            is_notice=is_notice,
            is_secret=_is_secret(parent, place, random(), is_notice=is_notice),
            view_count=views,
            comment_count=comments,
            ip=signed.ip,
            ip_network=signed.ip_network,
            source_board=SOURCE,
            source_id=pk,
            created_at=signed.created_at,
        )
        if row.depth < _DEEPEST and not is_notice:
            recent.append(_Parent(row, theme))
        return row, theme


def _pick_category(parent: _Parent | None, place: Place, number: float) -> int | None:
    if parent:
        return parent.row.category_id
    return place.categories[int(number * len(place.categories))]


def _path_below(parent: _Parent) -> str:
    path = parent.row.reply_path + step_of(parent.replies)
    parent.replies += 1
    return path


def _is_secret(
    parent: _Parent | None, place: Place, number: float, *, is_notice: bool
) -> bool:
    secrecy = place.board.secrecy
    if secrecy == place.board.Secrecy.ALWAYS:
        return True
    if parent:
        return parent.row.is_secret
    return secrecy != place.board.Secrecy.NEVER and not is_notice and number < _SECRET
