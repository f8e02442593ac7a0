"""Fills the site: members and boards first, then batch after batch of posts.

Each batch is one transaction with all its comments and counts, so a run may stop, or
be killed, between any two of them, and every count is right.
"""

import gc
import random
import secrets
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.models import Comment, Post
from boards.services.bulk import add_posts, reserve_ids
from boards.services.writing import add_written, sum_written_days
from portal.demo.filling import SOURCE as DEMO
from portal.filling.batches import SOURCE, Batch, Order, Planner
from portal.filling.chances import Calendar
from portal.filling.members import make_members
from portal.filling.places import Place, make_boards, places
from portal.filling.progress import Progress, duration
from portal.filling.signing import Signer
from portal.filling.speech import Speech
from portal.filling.words import read_lexicon
from portal.starter import ensure_starter_site
from search.services import forget_statistics
from web.generations import Generation, raise_on_commit
from web.helping import helper
from web.page_memory import many_pages

YEARS = 8  # over which the posts are spread
# Posts a transaction, with their comments. Each writes pages all over the indexes, so a
# few large ones are quicker; but who else wants to write waits for one, up to 3 s.
BATCH = 10_000
_GOES_ON_AFTER = timedelta(days=30)
_GUEST_NAMES = 200
_SQLITE_MB = 256  # while it fills; the indexes stay in memory


class CannotFill(Exception):
    """The site is not one to be filled; str() says why and what to do, in Korean."""


@dataclass
class Filled:
    """How many rows this run has added, and whether it was stopped."""

    members: int = 0
    boards: int = 0
    posts: int = 0
    comments: int = 0
    is_stopped: bool = False


def fill_site(
    posts: int, comments: int, *, seed: str, force: bool, progress: Progress
) -> Filled:
    """Add so many posts and comments; the same seed on an empty site adds the same.

    force: also to a site that has posts of its own. Ctrl-C stops it after the batch
    before. Raises CannotFill.
    """
    if not force and _has_own_posts():
        raise CannotFill(
            _(
                "이 사이트에는 이미 글이 있어서 그대로 두었습니다. 빈 사이트에 채우려면 "
                "DATA_DIR=<새 폴더>를 앞에 붙여, 그래도 이 사이트에 더하려면 --force를 "
                "붙여 실행해 주세요."
            )
        )
    filled = Filled()
    with _at_full_speed():
        try:
            _Filling(posts, comments, seed, progress, filled).run()
        except KeyboardInterrupt:
            filled.is_stopped = True
        # Without statistics, SQLite and PostgreSQL do not know which index is short.
        progress.say(_("데이터베이스 통계를 냅니다 …"))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        forget_statistics()
        raise_on_commit(Generation.POSTS)
    return filled


def _has_own_posts() -> bool:
    """Say whether there are posts that neither the demo nor a fill has written.

    Two counts by index: to look for such a post would read a large site whole.
    """
    ours = Post.objects.filter(source_board__in=[DEMO, SOURCE], source_id__gt=0)
    return Post.objects.count() > ours.count()


@contextmanager
def _at_full_speed() -> Iterator[None]:
    """Keep SQLite's indexes in memory, and Python from looking for cycles: none come."""
    gc.disable()
    try:
        with many_pages(_SQLITE_MB):
            yield
    finally:
        gc.enable()


class _Filling:
    def __init__(
        self, posts: int, comments: int, seed: str, progress: Progress, filled: Filled
    ) -> None:
        self.posts, self.comments = posts, comments
        self.progress, self.filled = progress, filled
        there = Post.objects.filter(source_board=SOURCE, source_id__gt=0).count()
        self.seed = f"{seed}:{there}"  # a second run goes on
        self.chance = _chance(self.seed)
        self.now = timezone.localtime()
        self.calendar = Calendar(_start(self.now), self.now)

    def run(self) -> None:
        ensure_starter_site()
        self.filled.boards = make_boards()
        lexicon = read_lexicon()
        started_at = datetime.fromtimestamp(self.calendar.start, UTC)
        members, self.filled.members = make_members(
            lexicon.nicknames, self.posts, started_at
        )
        found = places(members, lexicon.nicknames[-_GUEST_NAMES:])
        limit = self.now - timedelta(days=settings.IP_KEEP_DAYS)
        chance = _chance(self.seed)  # of its own: the planner works elsewhere, too
        signer = Signer(chance, make_password(secrets.token_hex()), limit.timestamp())
        planner = Planner(
            found,
            Speech(lexicon, chance),
            signer,
            chance,
            seed=self.seed,
            notices=self._notices(found),
        )
        sum_written_days()  # so that what is written now need only be added
        self.progress.start()
        with closing(self._batches(planner)) as batches:
            for batch in batches:
                self._write(batch)

    def _notices(self, found: list[Place]) -> dict[int, Place]:
        """Return which of all posts will be notices, and on which board."""
        rooms = [place for place in found for _one in range(place.room_for_notices)]
        self.chance.shuffle(rooms)
        count = min(len(rooms), self.posts // 20)
        numbers = self.chance.sample(range(self.posts), count)
        return dict(zip(numbers, rooms, strict=False))

    def _batches(self, planner: Planner) -> Generator[Batch, None, None]:
        """Return batch after batch; the next is planned while one is written."""
        orders = map(self._order, range(0, self.posts, BATCH))
        with helper(partial(_plan_at_full_speed, planner)) as hand:
            order, batch = next(orders, None), None
            while order is not None:
                following = next(orders, None)
                if hand and following:
                    hand.ask(following)
                yield batch or planner.plan(order)
                batch = hand.take() if hand and following else None
                order = following

    def _order(self, first: int) -> Order:
        end = min(first + BATCH, self.posts)
        moments = [
            self.calendar.moment((number + self.chance.random()) / self.posts)
            for number in range(first, end)
        ]
        comments = self._comments_below(end) - self._comments_below(first)
        return Order(
            first,
            reserve_ids(Post, end - first),
            moments,
            reserve_ids(Comment, comments),
            until=self.calendar.end if end == self.posts else moments[-1],
        )

    def _comments_below(self, posts: int) -> int:
        return self.comments * posts // self.posts

    def _write(self, batch: Batch) -> None:
        with transaction.atomic():
            add_posts(batch.posts, batch.comments)
            add_written(batch.written_before(self.now))
        self.filled.posts += len(batch.posts)
        self.filled.comments += len(batch.comments)
        done = self.filled.posts
        self.progress.show(
            done + self._comments_below(done), self.posts + self.comments
        )


def _chance(seed: str) -> random.Random:
    """Return what is not for secrets: the same seed shall write the same."""
    return random.Random(seed)  # noqa: S311


def _plan_at_full_speed(planner: Planner, order: Order) -> Batch:
    gc.disable()  # as here: no cycles come
    return planner.plan(order)


def _start(now: datetime) -> datetime:
    """Return when the first post is written: YEARS ago, or where a run was stopped."""
    last = Post.objects.order_by("-id").values_list("created_at", flat=True).first()
    if last is not None and last < now - _GOES_ON_AFTER:
        return last
    return now - timedelta(days=365 * YEARS)


def summary(filled: Filled, seconds: float) -> Iterator[str]:
    """Return what the run has done, a line each."""
    if filled.is_stopped:
        yield _("멈췄습니다. 그때까지 쓴 글과 댓글은 모두 맞게 세어져 있습니다.")
    yield _(
        "게시판 %(boards)d개, 회원 %(members)s명, 글 %(posts)s개, 댓글 %(comments)s개를 "
        "채웠습니다. %(time)s 걸렸습니다."
    ) % {
        "boards": filled.boards,
        "members": f"{filled.members:,}",
        "posts": f"{filled.posts:,}",
        "comments": f"{filled.comments:,}",
        "time": duration(seconds),
    }
    yield _("채워 넣은 회원으로는 아무도 로그인할 수 없습니다.")
    yield _(
        "검색은 색인을 다시 만든 뒤에 됩니다: 열린 사이트가 곧 스스로 만들며, "
        "manage.py search_reindex로 지금 만들 수도 있습니다."
    )
