"""Boards, groups and categories: what managers set up."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from accounts.models import Member
from boards.errors import BoardHasPosts, GroupHasBoards, SlugTaken
from boards.models import Board, BoardGroup, Category, ListTally, Post, ReservedSlug
from web.generations import Generation, raise_on_commit


@transaction.atomic
def save_group(group: BoardGroup) -> BoardGroup:
    """Save a group; every process sees it at once."""
    group.save()
    note_boards_changed()
    return group


@transaction.atomic
def delete_group(group: BoardGroup) -> None:
    """Delete a group without boards. Raises GroupHasBoards when it has some."""
    BoardGroup.objects.select_for_update().get(pk=group.pk)  # no new board meanwhile
    if group.boards.exists():
        raise GroupHasBoards
    set_managers(group, [])
    group.delete()
    note_boards_changed()


@transaction.atomic
def save_board(board: Board) -> Board:
    """Save a board. A new one takes its slug for ever: raises SlugTaken."""
    if board.pk is None:
        try:
            with transaction.atomic():
                ReservedSlug.objects.create(slug=board.slug)
        except IntegrityError:
            raise SlugTaken from None
        board.save()
    else:
        # The slug stays; the count moves with the posts, never with this form.
        kept = {"id", "slug", "post_count"}
        board.save(
            update_fields=[
                field.name
                for field in board._meta.concrete_fields
                if field.name not in kept
            ]
        )
    note_boards_changed()
    return board


@transaction.atomic
def delete_board(board: Board) -> None:
    """Delete a board without posts. Raises BoardHasPosts when it has some."""
    Board.objects.select_for_update().get(pk=board.pk)  # no new post meanwhile
    if board.posts.exists():
        raise BoardHasPosts
    set_managers(board, [])
    board.delete()
    note_boards_changed()


@transaction.atomic
def set_managers(place: Board | BoardGroup, members: Iterable[Member]) -> None:
    """Have exactly these members manage a board or group, and open the admin to them.

    Who manages nothing any more loses the admin, unless he is a site manager.
    """
    before = list(place.managers.values_list("pk", flat=True))
    place.managers.set(members)
    place.managers.filter(is_staff=False).update(is_staff=True)
    Member.objects.filter(
        pk__in=before, is_superuser=False, managed_boards=None, managed_groups=None
    ).update(is_staff=False)
    note_boards_changed()


@transaction.atomic
def save_category(category: Category) -> Category:
    """Save a category."""
    category.save()
    note_boards_changed()
    return category


@transaction.atomic
def delete_category(category: Category) -> None:
    """Delete a category; its posts stay, without one."""
    posts = Post.objects.filter(category=category)
    # The threads first, then the board: whoever writes a post locks in this order.
    threads = Post.objects.filter(pk__in=posts.values("thread")).order_by("pk")
    list(threads.select_for_update().values_list("pk"))
    Board.objects.select_for_update().get(pk=category.board_id)  # no post meanwhile
    posts.update(category=None)
    ListTally.objects.filter(category=category.pk).delete()
    category.delete()
    note_boards_changed()


def note_boards_changed() -> None:
    """Tell every process that boards, or who manages them, are not as they were."""
    raise_on_commit(Generation.BOARDS)
    raise_on_commit(Generation.POSTS)
