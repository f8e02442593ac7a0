"""Plans some thousand posts, with all that is said below them, as rows to be written."""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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

    So a reply or comment never belongs to a post of another batch.
    """

    def __init__(
        self,
        places: Sequence[Place],
        speech: Speech,
        signer: Signer,
        chance: random.Random,
    ) -> None:
        self._places = zipf_table(places)
        self._speech, self._signer, self._chance = speech, signer, chance
        self._talk = Talk(speech, signer, chance)
        self._recent: defaultdict[int, deque[_Parent]]

    def plan(
        self,
        ids: Sequence[int],
        moments: Sequence[float],
        comments: int,
        *,
        notices: Mapping[int, Place],
        until: float,
    ) -> Batch:
        """Return posts of these ids and moments, and so many comments below them.

        notices: by their place among the ids, those that are one, and where.
        until: the moment, in seconds, at which the last comment may stand.
        """
        self._recent = defaultdict(lambda: deque(maxlen=_NEAR))
        weights = [
            min(self._chance.paretovariate(_TAIL), _HEAVIEST) for _pk in range(len(ids))
        ]
        where = [notices.get(place) or self._place() for place in range(len(ids))]
        # Where nobody may comment, nothing is said.
        heard = [
            weight if place.commenters else 0.0
            for weight, place in zip(weights, where, strict=True)
        ]
        counts = spread(comments if any(heard) else 0, heard, self._chance)
        rows, topics = [], []
        for number, (pk, at, place) in enumerate(zip(ids, moments, where, strict=True)):
            views = self._views(weights[number], counts[number])
            row, theme = self._post(
                *(pk, at, place, views, counts[number]), is_notice=number in notices
            )
            rows.append(row)
            if counts[number]:
                topics.append(Topic(pk, at, place, theme, counts[number]))
        return Batch(rows, self._talk.below(topics, until))

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
