"""The newest posts: of each board for the front page, of all boards for new posts."""

from dataclasses import dataclass

from accounts.models import Member
from boards.directory import directory
from boards.models import Board, Post
from boards.permissions import can_read_board
from boards.querysets import PostQuerySet
from boards.rows import ROW_FIELDS, Row, make_rows

PER_BOARD = 6


@dataclass
class Block:
    """A board with its newest posts."""

    board: Board
    rows: list[Row]


def open_boards(member: Member | None) -> list[Board]:
    """Return the boards whose posts this member finds in search and new posts."""
    return [
        board
        for board in directory().boards
        if board.is_in_search and can_read_board(member, board)
    ]


def findable_posts(member: Member | None) -> PostQuerySet:
    """Return the posts this member may read, without boards that stay out of search."""
    hidden = [board.pk for board in directory().boards if not board.is_in_search]
    posts = Post.objects.readable_by(member)
    return posts.exclude(board__in=hidden) if hidden else posts


def latest_of_each_board(member: Member | None) -> list[Block]:
    """Return the newest posts of every board, in one query for all of them.

    A UNION of one short read by index per board, so the price does not grow with
    the posts.
    """
    boards = open_boards(member)
    if not boards:
        return []
    readable = Post.objects.readable_by(member)
    parts = [
        readable.filter(
            pk__in=readable.in_board(board).order_by("-id").values("pk")[:PER_BOARD]
        )
        .order_by()
        .values(*ROW_FIELDS)
        for board in boards
    ]
    values = parts[0].union(*parts[1:], all=True).order_by("-id")
    rows = make_rows(values)
    return [
        Block(board, [row for row in rows if row.board.pk == board.pk])
        for board in boards
    ]
