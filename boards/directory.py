"""All boards with group, categories and managers, read once and kept.

Nearly every page needs them; they change a few times a year. Every process keeps
them in memory until `Generation.BOARDS` is raised.
"""

from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import gettext as _

from boards.models import Board, BoardGroup, Category, Post
from web import generations
from web.generations import Generation

_MANAGER_IDS = "_manager_ids"  # of a board that the directory has read


@dataclass(frozen=True)
class Directory:
    """The boards as they are now; read-only, shared by all threads."""

    groups: list[BoardGroup]
    boards: list[Board]
    by_slug: dict[str, Board] = field(default_factory=dict)
    by_id: dict[int, Board] = field(default_factory=dict)
    categories: dict[int, list[Category]] = field(default_factory=dict)
    category_names: dict[int | None, str] = field(default_factory=dict)
    managers: dict[int, frozenset[int]] = field(default_factory=dict)
    group_managers: dict[int, frozenset[int]] = field(default_factory=dict)


def _read() -> Directory:
    # Boards before categories and after groups: one that is made while we read may
    # be missing here (the next page reads again), but never only in part.
    groups = list(BoardGroup.objects.prefetch_related("managers"))
    of_group = {
        group.pk: frozenset(m.pk for m in group.managers.all()) for group in groups
    }
    order = {group.pk: place for place, group in enumerate(groups)}
    boards = [
        board
        for board in Board.objects.select_related("group").prefetch_related("managers")
        if board.group_id in order
    ]
    boards.sort(key=lambda board: (order[board.group_id], board.order, board.pk))
    categories: dict[int, list[Category]] = {board.pk: [] for board in boards}
    for category in Category.objects.filter(board__in=categories):
        categories[category.board_id].append(category)
    managers = {
        board.pk: of_group[board.group_id].union(m.pk for m in board.managers.all())
        for board in boards
    }
    for board in boards:
        board.__dict__[_MANAGER_IDS] = managers[board.pk]
    return Directory(
        groups=groups,
        boards=boards,
        by_slug={board.slug: board for board in boards},
        by_id={board.pk: board for board in boards},
        categories=categories,
        category_names={
            category.pk: category.name
            for of_board in categories.values()
            for category in of_board
        },
        managers=managers,
        group_managers=of_group,
    )


def directory() -> Directory:
    """Return all boards, without a query unless one of them has changed."""
    return generations.keep(Generation.BOARDS, "directory", _read)


def board_by_id(board_id: int) -> Board:
    """Return a board by its id, of a post read before.

    A board made a moment ago by another process may not be in the directory yet,
    while its first post is already found; it is then read alone.
    """
    board = directory().by_id.get(board_id)
    return board or Board.objects.select_related("group").get(pk=board_id)


def board_of(post: Post) -> Board:
    """Return the post's board: the one that was read with it, or the directory's."""
    # The descriptor looks there, too, by four calls; a page asks for every comment.
    board: Board | None = post._state.fields_cache.get("board")
    return board or board_by_id(post.board_id)


def get_board_or_404(slug: str) -> Board:
    """Return a board by its slug, or answer 404."""
    board = directory().by_slug.get(slug)
    if board is None:
        raise Http404(_("그런 게시판이 없습니다."))
    return board


def categories_of(board: Board) -> list[Category]:
    """Return the board's categories in the manager's order."""
    return directory().categories.get(board.pk, [])


def manager_ids(board: Board) -> frozenset[int]:
    """Return the ids of the members who manage the board or its group."""
    known: frozenset[int] | None = board.__dict__.get(_MANAGER_IDS)
    if known is not None:  # the directory's own, which a page asks for every comment
        return known
    return directory().managers.get(board.pk, frozenset())


def group_manager_ids(group: BoardGroup) -> frozenset[int]:
    """Return the ids of the members who manage the group."""
    return directory().group_managers.get(group.pk, frozenset())
