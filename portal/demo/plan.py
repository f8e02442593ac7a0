"""Decides the whole demo before anything is written: who says what, where and when.

The same moment gives the same plan, so a run that was interrupted can go on.
"""

import hashlib
import random
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.demo.bodies import Body, write_post
from portal.demo.drawing import PICTURES, DrawnPicture
from portal.demo.hours import moments
from portal.demo.people import AUTHOR_OF_NOTICES, NEIGHBOURS, Neighbour
from portal.demo.photos import PhotoWriter
from portal.demo.talk import PlannedComment, Talk
from portal.demo.texts import ANSWERS, GENERAL, PHOTOS, Entry, Subject, read_subjects

POSTS = 300
COMMENTS = 1500
DAYS = 90
# How much is said below posts of a board, and (nameless) below answers.
_TALKATIVE = {"notice": 0.5, "qa": 0.7, "": 0.4}
BOARDS = ("notice", "free", "qa", "gallery", "it-science")


@dataclass(frozen=True)
class PlannedPost:
    """A post to be written; number counts from 1 in the order of writing."""

    number: int
    board: str
    category: str
    author: Neighbour
    title: str
    thing: str
    body: Body
    options: frozenset[str]
    subject: Subject
    created_at: datetime
    picture: DrawnPicture | None = None
    parent: int | None = None
    views: int = 0


@dataclass(frozen=True)
class Plan:
    """Everything the demo writes, each list in the order of time."""

    posts: list[PlannedPost]
    comments: list[PlannedComment]
    visits: list[int]  # of each of the DAYS before today, oldest first

    @property
    def digest(self) -> str:
        """What tells this plan from one of other texts."""
        said = [(post.title, post.body.text) for post in self.posts]
        said += [(str(comment.created_at), comment.text) for comment in self.comments]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def make_plan(now: datetime) -> Plan:
    """Return the plan of the demo for this moment, an aware one in the site's zone."""
    # Not for secrets: the same day shall give the same plan.
    chance = random.Random(f"{now:%Y-%m-%d}")  # noqa: S311
    subjects = {subject.name: subject for subject in read_subjects()}
    general, photos = subjects.pop(GENERAL), subjects.pop(PHOTOS)
    answers = subjects.pop(ANSWERS)
    drafts = _photos(photos, chance)
    drafts += _texts(list(subjects.values()), POSTS - len(drafts), answers, chance)
    posts = _in_time(drafts, now, chance)
    comments = _comments(posts, general, now, chance)
    said = Counter(comment.post for comment in comments)
    posts = [
        replace(post, views=_views(post, said[post.number], now, chance))
        for post in posts
    ]
    return Plan(posts, comments, _visits(now, chance))


@dataclass
class _Draft:
    post: PlannedPost
    answers: "_Draft | None" = None


def _photos(photos: Subject, chance: random.Random) -> list[_Draft]:
    """Write one post for each picture."""
    writer = PhotoWriter(photos, chance)
    return [
        _Draft(_photo_post(picture, photos, writer, chance)) for picture in PICTURES
    ]


def _texts(
    subjects: Sequence[Subject], room: int, answers: Subject, chance: random.Random
) -> list[_Draft]:
    """Write as many posts from the files as there is room for."""
    written: list[_Draft] = []
    for subject in subjects:
        for entry in subject.entries:
            draft = _Draft(_text_post(subject, entry, chance))
            if "답글" in entry.options:
                asked = written[-1]
                draft.answers = asked.answers or asked
                author = _another(draft.answers.post.author, chance)
                draft.post = replace(draft.post, author=author, subject=answers)
            written.append(draft)
    if len(written) < room:
        raise ValueError(f"{room} posts are wanted and {len(written)} are written")
    return _without_the_last(written, len(written) - room)


def _without_the_last(written: list[_Draft], spare: int) -> list[_Draft]:
    """Leave out posts nobody answers, from the end."""
    answered = {id(draft.answers) for draft in written}
    out = [d for d in reversed(written) if id(d) not in answered and not d.answers]
    left_out = {id(draft) for draft in out[:spare]}
    return [draft for draft in written if id(draft) not in left_out]


def _another(other: Neighbour, chance: random.Random) -> Neighbour:
    return chance.choice([who for who in NEIGHBOURS if who != other])


def _text_post(subject: Subject, entry: Entry, chance: random.Random) -> PlannedPost:
    is_notice = subject.board == "notice" or "공지" in entry.options
    title, body = write_post(subject, entry, chance)
    author = AUTHOR_OF_NOTICES if is_notice else chance.choice(NEIGHBOURS[1:])
    return PlannedPost(
        number=0,
        board=subject.board,
        category=entry.category or subject.category,
        author=author,
        title=title,
        thing=entry.thing,
        body=body,
        options=entry.options,
        subject=subject,
        created_at=datetime.min,
    )


def _photo_post(
    picture: DrawnPicture,
    photos: Subject,
    writer: PhotoWriter,
    chance: random.Random,
) -> PlannedPost:
    title, body = writer.write(picture)
    is_scene = picture.caption_kind == "scene"
    return PlannedPost(
        number=0,
        board="gallery" if is_scene else "free",
        category="" if is_scene else "정보",
        author=chance.choice(NEIGHBOURS[1:]),
        title=title,
        thing=picture.name,
        body=body,
        options=frozenset(),
        subject=photos,
        created_at=datetime.min,
        picture=picture,
    )


def _in_time(
    drafts: list[_Draft], now: datetime, chance: random.Random
) -> list[PlannedPost]:
    """Give every draft its time and number; an answer comes after its question."""
    times = deque(moments(now, DAYS, sum(d.answers is None for d in drafts), chance))
    roots = [draft for draft in drafts if draft.answers is None]
    chance.shuffle(roots)
    placed: list[tuple[datetime, _Draft]] = []
    when: dict[int, datetime] = {}
    for draft in roots:
        when[id(draft)] = times.popleft()
        placed.append((when[id(draft)], draft))
    for draft in drafts:
        if draft.answers is not None:
            asked = when[id(draft.answers)]
            gap = min(timedelta(hours=chance.uniform(0.5, 30)), (now - asked) * 0.7)
            placed.append((asked + gap, draft))
    placed.sort(key=lambda pair: pair[0])
    numbers = {id(draft): n for n, (_time, draft) in enumerate(placed, start=1)}
    return [
        replace(
            draft.post,
            number=number,
            created_at=time,
            parent=numbers[id(draft.answers)] if draft.answers else None,
        )
        for number, (time, draft) in enumerate(placed, start=1)
    ]


def _comments(
    posts: list[PlannedPost], general: Subject, now: datetime, chance: random.Random
) -> list[PlannedComment]:
    """Share out the comments: most posts get a few, some get many."""
    weights = [
        min(chance.paretovariate(1.6), 5) * _TALKATIVE.get(post.subject.board, 1)
        for post in posts
    ]
    wanted = Counter(chance.choices(range(len(posts)), weights, k=COMMENTS))
    talk = Talk(general, chance)
    comments: list[PlannedComment] = []
    for place, post in enumerate(posts):
        comments += talk.below(post, wanted[place], now)
    # What one subject had no words left for is said elsewhere.
    for post in chance.sample(posts, len(posts)):
        if len(comments) == COMMENTS:
            break
        comments += talk.below(post, min(3, COMMENTS - len(comments)), now)
    if len(comments) != COMMENTS:
        raise ValueError(f"only {len(comments)} comments could be written")
    return sorted(comments, key=lambda comment: (comment.created_at, comment.post))


def _views(
    post: PlannedPost, comments: int, now: datetime, chance: random.Random
) -> int:
    age = (now - post.created_at) / timedelta(days=1)
    return int(
        comments * chance.uniform(2, 4)
        + chance.uniform(0.5, 1) * 70 * min(1, age / 6)
        + 3
    )


def _visits(now: datetime, chance: random.Random) -> list[int]:
    """Let the site grow a little, with more visitors from Friday to Sunday."""
    weekly = (1.0, 0.96, 0.98, 1.02, 1.14, 1.32, 1.25)
    counts = []
    for ago in range(DAYS, 0, -1):
        growth = 70 + (DAYS - ago) * 0.9
        day = (now - timedelta(days=ago)).weekday()
        counts.append(round(growth * weekly[day] * chance.uniform(0.88, 1.12)))
    return counts
