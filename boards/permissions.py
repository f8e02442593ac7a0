"""Who may do what on a board: pure yes/no, no queries.

`member` is None for a guest. `has_key` says that the visitor has shown the password
of a guest's post or comment. For lists of rows see `boards.querysets`; these two
places are the only ones that compare levels.
"""

from typing import Protocol

from accounts.levels import level_of
from accounts.models import Member
from boards.directory import board_of, group_manager_ids, manager_ids
from boards.models import Board, BoardGroup, Post, State
from boards.threads import MAX_DEPTH


class CommentFacts(Protocol):
    """What the rules ask of a comment; a Comment knows it, and values read of one."""

    @property
    def author_id(self) -> int | None: ...
    @property
    def guest_password(self) -> str: ...
    @property
    def state(self) -> int: ...
    @property
    def is_secret(self) -> bool: ...
    @property
    def depth(self) -> int: ...
    @property
    def parent(self) -> "CommentFacts | None": ...


def can_manage(member: Member | None, board: Board) -> bool:
    """Site managers manage every board, others the boards and groups given to them."""
    if member is None:
        return False
    return member.is_superuser or member.pk in manager_ids(board)


def can_manage_group(member: Member | None, group: BoardGroup) -> bool:
    """Site managers manage every group, others those given to them."""
    if member is None:
        return False
    return member.is_superuser or member.pk in group_manager_ids(group)


def can_list(member: Member | None, board: Board) -> bool:
    return _reaches(member, board, board.list_level)


def can_read_board(member: Member | None, board: Board) -> bool:
    """Whether the board's posts may be read at all; a secret one asks further."""
    return can_list(member, board) and _reaches(member, board, board.read_level)


def can_write(member: Member | None, board: Board) -> bool:
    return can_list(member, board) and _reaches(member, board, board.write_level)


def can_write_notice(member: Member | None, board: Board) -> bool:
    return can_manage(member, board)


def can_upload(member: Member | None, board: Board) -> bool:
    return board.upload_count > 0 and _reaches(member, board, board.upload_level)


def can_send_pictures(member: Member | None, board: Board) -> bool:
    """Whether pictures may be sent for a body: by who uploads and writes anything."""
    written = min(board.write_level, board.reply_level, board.comment_level)
    return can_list(member, board) and (
        can_upload(member, board) and _reaches(member, board, written)
    )


def can_read(member: Member | None, post: Post, *, has_key: bool = False) -> bool:
    """Whether the post may be read whole; it must come `with_root_author()`."""
    board = board_of(post)
    if post.state != State.VISIBLE or not can_read_board(member, board):
        return False
    if not post.is_secret or has_key or can_manage(member, board):
        return True
    return member is not None and member.pk in {post.author_id, post.root_author_id}


def can_download(member: Member | None, post: Post, *, has_key: bool = False) -> bool:
    board = board_of(post)
    return can_read(member, post, has_key=has_key) and _reaches(
        member, board, board.download_level
    )


def can_reply(member: Member | None, post: Post, *, has_key: bool = False) -> bool:
    """Whether a reply post may be written; notices and full threads take none."""
    board = board_of(post)
    return (
        can_read(member, post, has_key=has_key)
        and not post.is_notice
        and post.depth < MAX_DEPTH
        and _reaches(member, board, board.reply_level)
    )


def can_comment(member: Member | None, post: Post, *, has_key: bool = False) -> bool:
    board = board_of(post)
    return can_read(member, post, has_key=has_key) and _reaches(
        member, board, board.comment_level
    )


def can_edit(member: Member | None, post: Post, *, has_key: bool = False) -> bool:
    """Its author, a guest with its password, or a manager of the board."""
    return _owns(member, post, board_of(post), has_key=has_key)


can_delete = can_edit


def may_ask_for_key(post: Post | CommentFacts) -> bool:
    """Whether a password can open it: guests' posts and comments have one."""
    return post.author_id is None and bool(post.guest_password)


def can_read_comment(
    member: Member | None, comment: CommentFacts, post: Post, *, has_key: bool = False
) -> bool:
    """Whether a comment may be read by someone who may read its post.

    A secret one opens for its author, the author of the comment it answers, the
    post's author and the board's managers; `comment.parent` must be loaded.
    """
    if comment.state != State.VISIBLE:
        return False
    if not comment.is_secret or has_key:
        return True
    if can_manage(member, board_of(post)):
        return True
    parent_author = comment.parent.author_id if comment.parent else None
    return member is not None and member.pk in {
        comment.author_id,
        parent_author,
        post.author_id,
    }


def can_edit_comment(
    member: Member | None, comment: CommentFacts, post: Post, *, has_key: bool = False
) -> bool:
    return _owns(member, comment, board_of(post), has_key=has_key)


can_delete_comment = can_edit_comment


def can_answer_comment(
    member: Member | None,
    comment: CommentFacts,
    post: Post,
    *,
    has_key: bool = False,
    has_post_key: bool = False,
) -> bool:
    """Whether a comment below this one may be written; full threads take none."""
    return (
        can_comment(member, post, has_key=has_post_key)
        and can_read_comment(member, comment, post, has_key=has_key)
        and comment.depth < MAX_DEPTH
    )


def _reaches(member: Member | None, board: Board, level: int) -> bool:
    return level_of(member) >= level or can_manage(member, board)


def _owns(
    member: Member | None, thing: Post | CommentFacts, board: Board, *, has_key: bool
) -> bool:
    if thing.state != State.VISIBLE:
        return False
    if thing.author_id is None and has_key:
        return True
    if member is None:
        return False
    return member.pk == thing.author_id or can_manage(member, board)
