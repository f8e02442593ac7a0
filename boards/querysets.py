"""Every reusable read of posts and comments, chainable.

`listed_for` gives the rows of a list: the same for everybody who may list the
board, secret posts among them (a list shows them locked). `readable_by` gives what
a member may read whole; search, feeds and new posts stand on it.
`member` is None for a guest.
"""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from boards.models.states import State

if TYPE_CHECKING:
    from accounts.models import Member
    from boards.models import Board, Category, Comment, Post  # noqa: F401


class PostQuerySet(models.QuerySet["Post"]):
    """Reads of posts."""

    def alive(self) -> Self:
        """Neither deleted, hidden nor held."""
        return self.filter(state=State.VISIBLE)

    def listed_for(self, member: "Member | None") -> Self:
        """Posts that stand in the lists this member may open."""
        from boards.directory import directory
        from boards.permissions import can_list

        boards = [board.pk for board in directory().boards if can_list(member, board)]
        return self.alive().filter(board__in=boards)

    def readable_by(self, member: "Member | None") -> Self:
        """Posts this member may read whole.

        A secret post opens for its author, the author of the thread's root, and
        the board's managers.
        """
        from boards.directory import directory
        from boards.permissions import can_manage, can_read_board

        boards = directory().boards
        closed, managed = [], []
        for board in boards:
            if not can_read_board(member, board):
                closed.append(board.pk)
            elif can_manage(member, board):
                managed.append(board.pk)
        if len(managed) == len(boards):
            return self.alive()
        opens = Q(is_secret=False)
        if member is not None:
            root = self.model._default_manager.filter(
                pk=OuterRef("thread"), author=member
            )
            opens |= Q(board__in=managed) | Q(author=member) | Q(Exists(root))
        # Named by what is closed: `IN` would have SQLite gather the posts of all open
        # boards and sort them, where the newest are the first ones it meets.
        return self.alive().filter(opens).exclude(board__in=closed)

    def in_board(self, board: "Board", category: "Category | None" = None) -> Self:
        """Posts of one board, and of one of its categories when given."""
        posts = self.filter(board=board)
        return posts if category is None else posts.filter(category=category)

    def ordinary(self) -> Self:
        """Without notices, which stand outside the numbered sequence."""
        return self.filter(is_notice=False)

    def in_list_order(self) -> Self:
        """Newest thread first, replies below what they answer."""
        return self.order_by("-thread", "reply_path")

    def with_root_author(self) -> Self:
        """Fill `root_author_id`, which `permissions.can_read` asks for."""
        root = self.model._default_manager.filter(pk=OuterRef("thread"))
        return self.annotate(root_author_id=Subquery(root.values("author")[:1]))


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments."""

    def alive(self) -> Self:
        """Neither deleted, hidden nor held."""
        return self.filter(state=State.VISIBLE)

    def in_order(self) -> Self:
        """Oldest thread first, replies below what they answer."""
        # None has thread 0 once it is written; the index of the order says so too.
        return self.exclude(thread=0).order_by("thread", "reply_path")
