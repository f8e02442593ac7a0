"""A site of very many rows, laid so that what is badly read is met early.

The newest posts stand where few may read; before them lie deleted and secret ones. So
a walk that trusts its luck is long here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from accounts.models import Consent, Member
from bench.sql_filling import insert_rows, moment
from boards.models import (
    Attachment,
    Board,
    Category,
    Comment,
    Draft,
    Link,
    ListTally,
    Post,
    PostPicture,
    PostView,
    Removal,
    State,
    Submission,
    WritingTotal,
)
from boards.services.recount import recount_all
from boards.services.writing import sum_written_days
from guard.models import AuditEntry
from tests.factories import make_board, make_category
from tests.world import World, make_world
from uploads.models import StoredPicture
from visitors.models import DailyVisits, Visit, VisitTotal

POSTS = 200_000
DAYS = 2 * 365  # in which they were written
FIRST = 16_000  # the number of the first post; the world's rows come before
MEMBERS = 20_000
MANY = 50_000  # rows of what hangs on posts
# The tables that are filled, so that a scan of one is noticed by what it takes.
CROWDED = {
    model._meta.db_table
    for model in (
        *(Post, Comment, PostView, ListTally, Attachment, Link, PostPicture, Removal),
        *(StoredPicture, Submission, Draft, Member, Consent, WritingTotal),
        *(DailyVisits, VisitTotal, Visit, Session, LogEntry, AuditEntry),
    )
}


@dataclass
class Crowd:
    """The site, its large board with a category of many posts and one of few."""

    world: World
    board: Board
    many: Category
    few: Category


def make_crowd() -> Crowd:
    """Make the site; some seconds."""
    _count_from_one()
    world = make_world()
    board = Board.objects.get(slug=world.arguments["slug"])
    many, few = make_category(board), make_category(board)
    _add_members()
    _add_posts(board, many, few)
    _add_below_posts()
    _add_elsewhere(world)
    recount_all()
    sum_written_days()
    middle = Post.objects.alive().in_board(board).filter(comment_count__gt=0)
    post = middle.filter(pk__gt=FIRST + POSTS // 2).order_by("pk")[0]
    comment = Comment.objects.alive().filter(post=post)[0]
    world.arguments |= {"post_id": post.pk, "comment_id": comment.pk}
    return Crowd(world, board, many, few)


def _count_from_one() -> None:
    """Let the world's rows have the first numbers, whatever tests ran before.

    PostgreSQL does not take a sequence back with what was numbered by it; a restart
    itself is taken back at the end of the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Member, Post, Comment, StoredPicture):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART")


def _add_members() -> None:
    insert_rows(
        Member,
        range(FIRST, FIRST + MEMBERS),
        id="n",
        username="'crowd' || n",
        nickname="'이웃' || n",
        nickname_key="'이웃' || n",
        date_joined=_at("n * 10"),
    )


def _add_posts(board: Board, many: Category, few: Category) -> None:
    quiet, swept, asked = make_board(), make_board(), make_board()
    unsought, closed = make_board(is_in_search=False), make_board(read_level=10)
    ends = {quiet: 500, board: 120_000, swept: 140_000, asked: 160_000}
    ends |= {unsought: 170_000, closed: POSTS}
    place = "CASE"
    for each, end in ends.items():
        place += f" WHEN n < {FIRST + end} THEN {each.pk}"
    place += " END"
    insert_rows(
        Post,
        range(FIRST, FIRST + POSTS),
        id="n",
        # A reply now and then: below the post before it.
        thread="CASE WHEN n % 9 = 0 THEN n - 1 ELSE n END",
        parent_id="CASE WHEN n % 9 = 0 THEN n - 1 END",
        reply_path="CASE WHEN n % 9 = 0 THEN '0000' ELSE '' END",
        depth="CASE WHEN n % 9 = 0 THEN 1 ELSE 0 END",
        board_id=place,
        category_id=(
            f"CASE WHEN {place} = {board.pk} THEN CASE"
            f" WHEN n % 3 = 0 THEN {many.pk} WHEN n % 6001 = 1 THEN {few.pk} END END"
        ),
        author_id=f"CASE WHEN n % 7 <> 0 THEN {FIRST} + n % {MEMBERS} END",
        author_name="'이웃' || n",
        title="'글 ' || n",
        body="'마당에 쓴 글입니다.'",
        body_html="'<p>마당에 쓴 글입니다.</p>'",
        is_notice="n % 30011 = 0",
        is_secret=f"{place} = {asked.pk} OR n % 50 = 0",
        state=(
            f"CASE WHEN {place} = {swept.pk} AND n % 2000 <> 0 OR n % 29 = 0"
            f" THEN {State.DELETED} ELSE {State.VISIBLE} END"
        ),
        view_count="n % 1009 * (n % 17)",
        up_count="CASE WHEN n % 5 = 0 THEN n % 31 ELSE 0 END",
        file_count="CASE WHEN n % 4 = 0 THEN 1 ELSE 0 END",
        link_count="CASE WHEN n % 4 = 0 THEN 1 ELSE 0 END",
        thumbnail="CASE WHEN n % 4 = 0 THEN 'pictures/' || n || '.webp' ELSE '' END",
        extra="'{}'",
        created_at=_at("n"),
    )


def _at(number: str) -> str:
    """Return the SQL of when the post of this number was written, the last just now."""
    now = int(timezone.now().timestamp())
    step = DAYS * 86_400 // POSTS
    return moment(f"({now} - ({FIRST + POSTS} - {number}) * {step})")


def _add_below_posts() -> None:
    rows = range(FIRST, FIRST + POSTS)
    insert_rows(
        Comment,
        rows,
        id="n",
        post_id="n - n % 20",
        author_id=f"CASE WHEN n % 7 <> 0 THEN {FIRST} + n % {MEMBERS} END",
        author_name="'이웃' || n",
        body="'잘 읽었습니다.'",
        body_html="'<p>잘 읽었습니다.</p>'",
        thread="n",
        state=f"CASE WHEN n % 31 = 0 THEN {State.DELETED} ELSE {State.VISIBLE} END",
        created_at=_at("n"),
    )
    day = f"'{timezone.localdate()}'"
    insert_rows(PostView, rows, day=day, post_id="n", visitor="'visitor' || n")
    some = range(FIRST, FIRST + MANY)
    owner = f"{FIRST} + n % {MEMBERS}"
    insert_rows(
        StoredPicture,
        some,
        id="n",
        path="'pictures/' || n || '.webp'",
        width="900",
        height="600",
        owner_id=owner,
        sized_at=_at("n"),
    )
    insert_rows(PostPicture, some, post_id="n", picture_id="n")
    path = "'pictures/' || (n * 4) || '.webp'"
    of_fourth = range(FIRST // 4, FIRST // 4 + MANY)
    insert_rows(
        Attachment,
        of_fourth,
        post_id="n * 4",
        number="1",
        path=path,
        name="'가.webp'",
        size="9",
    )
    insert_rows(
        Link, of_fourth, post_id="n * 4", number="1", url="'https://example.com/'"
    )
    # The deleted are every 29th.
    insert_rows(
        Removal,
        range(FIRST // 29 + 1, (FIRST + POSTS) // 29),
        post_id="n * 29",
        reason="'author'",
    )
    insert_rows(
        Submission, some, key="'key' || n", post_id="n", created_at=_at(f"n + {POSTS}")
    )


def _add_elsewhere(world: World) -> None:
    """Add what else a site of some years has very many of."""
    some = range(FIRST, FIRST + MANY)
    owner = f"{FIRST} + n % {MEMBERS}"
    board = Board.objects.get(slug=world.arguments["slug"])
    insert_rows(
        Draft,
        some,
        owner_id=owner,
        board_id=f"{board.pk}",
        title="'쓰던 글'",
        body="''",
    )
    insert_rows(
        Consent, some, member_id=owner, subject="'terms'", version="1", is_given="TRUE"
    )
    today = timezone.localdate()
    DailyVisits.objects.bulk_create(
        DailyVisits(date=today - timedelta(days=ago), count=9, is_summed=True)
        for ago in range(1, 10 * 365)
    )
    insert_rows(
        VisitTotal,
        some,
        kind="'domain'",
        date=f"'{today - timedelta(days=1)}'",
        name="'site' || n",
        count="n",
    )
    insert_rows(
        Visit,
        some,
        date=f"'{today}'",
        visitor="'visitor' || n",
        at=moment(f"({int(timezone.now().timestamp())} - n)"),
    )
    insert_rows(
        Session,
        some,
        session_key="'session' || n",
        session_data="''",
        expire_date=moment(f"({int(timezone.now().timestamp())} + n)"),
    )
    manager = world.people["site"]
    assert manager is not None
    kind = ContentType.objects.get_for_model(Post).pk
    insert_rows(
        LogEntry,
        some,
        action_time=_at("n"),
        user_id=f"{manager.pk}",
        content_type_id=f"{kind}",
        object_id="n",
        object_repr="'글'",
        action_flag="2",
        change_message="''",
    )
    insert_rows(
        AuditEntry,
        some,
        at=_at("n"),
        actor_id=f"{manager.pk}",
        actor_name="'관리자'",
        act="'change'",
        object_type="'boards.post'",
        object_id="n",
        object_repr="'글'",
        detail="'{}'",
    )
