"""The newest posts: board by board for front and groups, of all boards for new posts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet

from accounts.models import Member
from boards.directory import directory
from boards.models import Board, BoardGroup, Post
from boards.permissions import can_list, can_read_board
from boards.querysets import PostQuerySet
from boards.rows import ROW_FIELDS, Row, make_rows
from siteconfig import services as siteconfig
from web.compiled import compiled
from web.generations import Generation, current, keep

Kept = TypeVar("Kept")

PER_BOARD = 6
KEPT_SECONDS = 10
BELOW_A_PICTURE = 4
NOTICES_IN_FOOTER = 4
# One page's boards. A query of a part per board has an end (SQLite joins 500 parts),
# and so has a reader's patience; the rest is linked.
MOST_BLOCKS = 30
MOST_PARTS = 400


@dataclass
class Block:
    """A board with its newest posts."""

    board: Board
    rows: list[Row]

    @property
    def is_gallery(self) -> bool:
        """Whether its posts stand in a strip of pictures."""
        return self.board.skin == "gallery"

    @property
    def strip(self) -> list[Row]:
        return self.rows[:BELOW_A_PICTURE]

    @property
    def lead(self) -> Row | None:
        """The newest post with a picture, shown large above the titles."""
        return next((row for row in self.rows if row.thumbnail), None)

    @property
    def titles(self) -> list[Row]:
        """The posts of which only the title stands here."""
        lead = self.lead
        if lead is None:
            return self.rows
        return [row for row in self.rows if row is not lead][:BELOW_A_PICTURE]


class Notice(NamedTuple):
    """A post of the notice board as the footer shows it."""

    title: str
    url: str
    is_new: bool
    board_name: str
    board_url: str


def open_boards(member: Member | None) -> list[Board]:
    """Return the boards whose posts this member finds in search and new posts."""
    return [board for board in directory().boards if can_find_on(member, board)]


def can_find_on(member: Member | None, board: Board) -> bool:
    """Whether what stands on the board is found from outside it."""
    return board.is_in_search and can_read_board(member, board)


def boards_of(group: BoardGroup, member: Member | None) -> list[Board]:
    """Return the boards of a group that this member may list."""
    return [
        board
        for board in directory().boards
        if board.group_id == group.pk and can_list(member, board)
    ]


def boards_by_group(
    may: Callable[[Member | None, Board], bool], member: Member | None
) -> list[tuple[BoardGroup, list[Board]]]:
    """Return the groups with those of their boards that `may` opens to this member.

    may: a question of boards.permissions, such as `can_write`. Groups that would be
    empty are left out.
    """
    boards = [board for board in directory().boards if may(member, board)]
    groups = (
        (group, [board for board in boards if board.group_id == group.pk])
        for group in directory().groups
    )
    return [(group, boards) for group, boards in groups if boards]


def footer_notices() -> tuple[Notice, ...]:
    """Return the newest posts of the notice board for the footer: what a guest reads.

    The same for every visitor; see `kept_alike`.
    """
    board = directory().by_slug.get(siteconfig.site().notice_board)
    if board is None or not can_read_board(None, board):
        return ()
    return kept_alike("footer", [board], partial(_read_notices, board))


def _read_notices(board: Board) -> tuple[Notice, ...]:
    rows = make_rows(_latest_of(board=board.pk, most=NOTICES_IN_FOOTER))
    return tuple(
        Notice(row.title, row.url, row.is_new, row.board_name, row.board_url)
        for row in rows
    )


def findable_posts(member: Member | None) -> PostQuerySet:
    """Return the posts this member may read, without boards that stay out of search."""
    hidden = [board.pk for board in directory().boards if not board.is_in_search]
    posts = Post.objects.readable_by(member)
    return posts.exclude(board__in=hidden) if hidden else posts


def newest_of_boards(
    boards: Sequence[Board], member: Member | None, most: int
) -> PostQuerySet:
    """Return the newest posts of these boards together that this member may read.

    `most` posts at most, of MOST_PARTS boards at most. One query, a short read by
    index per board: a walk through all posts would be long where these are old ones.
    """
    readable = Post.objects.readable_by(member)
    parts = [
        readable.filter(
            pk__in=readable.in_board(board).order_by("-id").values("pk")[:most]
        )
        .order_by()
        .values_list("pk", flat=True)
        for board in boards[:MOST_PARTS]
    ]
    if not parts:
        return Post.objects.none()
    newest = parts[0].union(*parts[1:], all=True).order_by("-pk")[:most]
    return Post.objects.filter(pk__in=list(newest))


def kept_alike(name: str, boards: Sequence[Board], make: Callable[[], Kept]) -> Kept:
    """Return what is the same for all who may read just these boards.

    Made anew when a post or board changes, and every KEPT_SECONDS, since counts do
    so at any time.
    """
    ids = ",".join(str(board.pk) for board in boards)
    key = f"{name}:{current(Generation.BOARDS)}:{ids}"
    return keep(Generation.POSTS, key, make, seconds=KEPT_SECONDS)


def posts_for_all(boards: Sequence[Board]) -> PostQuerySet:
    """Return the posts that everybody may read who may read these boards."""
    names = {board.pk for board in boards}
    # Named by what is left out, as in PostQuerySet.readable_by, and for its reason.
    others = [board.pk for board in directory().boards if board.pk not in names]
    return Post.objects.alive().filter(is_secret=False).exclude(board__in=others)


def latest_of_each_board(boards: Sequence[Board]) -> list[Block]:
    """Return the newest posts of these boards that everybody may read who reads them.

    One query for all the boards: a UNION of one short read by index per board, so
    the price does not grow with the posts. At most MOST_BLOCKS boards. A secret post
    stands in none, so that all who may read the boards share what was read once.
    """
    if not boards:
        return []
    return kept_alike("latest", boards, partial(_read_latest, boards))


@compiled
def _latest_of(board: int, most: int) -> QuerySet[Post, tuple[Any, ...]]:
    """The newest posts that whoever reads the board may read."""
    posts = Post.objects.alive().filter(board=board, is_secret=False)
    return posts.order_by("-id").values_list(*ROW_FIELDS)[:most]


def _read_latest(boards: Sequence[Board]) -> list[Block]:
    # Built by the ORM the union took 20 ms for fourteen boards, to run for one.
    rows = make_rows(
        _latest_of.of_each([{"board": each.pk, "most": PER_BOARD} for each in boards])
    )
    return [
        Block(board, [row for row in rows if row.board.pk == board.pk])
        for board in boards
    ]
