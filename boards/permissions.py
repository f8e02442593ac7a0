"""Who may do what on a board: pure yes/no, no queries.

`member` is None for a guest. `has_password` says that the visitor has shown the
password of a guest's post or comment. For lists of rows see `boards.querysets`;
these two places are the only ones that compare levels.
"""

from accounts.levels import level_of
from accounts.models import Member
from boards.directory import manager_ids
from boards.models import Board, Comment, Post, State


def can_manage(member: Member | None, board: Board) -> bool:
    """Site managers manage every board, others those they were given."""
    if member is None:
        return False
    return member.is_superuser or member.pk in manager_ids(board)


def _reaches(member: Member | None, board: Board, level: int) -> bool:
    return level_of(member) >= level or can_manage(member, board)


def can_list(member: Member | None, board: Board) -> bool:
    return _reaches(member, board, board.list_level)


def can_read_board(member: Member | None, board: Board) -> bool:
    """Whether the board's posts may be read at all (secret ones ask further)."""
    return can_list(member, board) and _reaches(member, board, board.read_level)


def can_write(member: Member | None, board: Board) -> bool:
    return can_list(member, board) and _reaches(member, board, board.write_level)


def can_upload(member: Member | None, board: Board) -> bool:
    return board.upload_count > 0 and _reaches(member, board, board.upload_level)


def can_write_notice(member: Member | None, board: Board) -> bool:
    return can_manage(member, board)
