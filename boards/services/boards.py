"""Boards, groups and categories: what managers set up."""

from django.db import IntegrityError, transaction

from boards.errors import SlugTaken
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
    """Delete a group without boards. Raises ProtectedError when it has some."""
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
    """Delete a board that never had a post. Raises ProtectedError when it has."""
    board.delete()
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
    Post.objects.filter(category=category).update(category=None)
    ListTally.objects.filter(category=category.pk).delete()
    category.delete()
    note_boards_changed()


def note_boards_changed() -> None:
    """Tell every process that boards, or who manages them, are not as they were."""
    raise_on_commit(Generation.BOARDS)
    raise_on_commit(Generation.POSTS)
