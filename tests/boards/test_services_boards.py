"""Boards, groups and categories: what managers set up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards import services
from boards.directory import board_by_id, categories_of, directory
from boards.errors import BoardHasPosts, GroupHasBoards, SlugTaken
from boards.models import Board, BoardGroup, Category, ListTally, Post, ReservedSlug
from boards.permissions import can_manage
from boards.services.recount import check_all
from tests.factories import (
    make_board,
    make_category,
    make_group,
    make_manager,
    make_member,
    make_post,
)
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db


def test_a_slug_is_taken_by_its_first_board(board):
    with pytest.raises(SlugTaken):
        make_board(slug=board.slug)

    assert Board.objects.count() == 1


def test_a_slug_stays_taken_when_its_board_is_gone(board):
    services.delete_board(board)

    with pytest.raises(SlugTaken) as refusal:
        make_board(slug=ReservedSlug.objects.get().slug)

    assert "예전에 썼던" in str(refusal.value)
    assert not Board.objects.exists()


def test_settings_of_a_board_are_saved(board):
    group = make_group()
    board.name, board.read_level, board.group = "새 이름", 5, group

    services.save_board(board)

    board = Board.objects.get()
    assert (board.name, board.read_level, board.group) == ("새 이름", 5, group)


def test_the_slug_of_a_board_never_changes(board):
    slug, board.slug = board.slug, "elsewhere"

    services.save_board(board)

    assert Board.objects.get().slug == slug


def test_saving_settings_leaves_the_count_of_posts_alone(board):
    make_post(board)

    services.save_board(board)  # read before the post came

    assert Board.objects.get().post_count == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda board, group, category: services.save_board(board),
        lambda board, group, category: services.save_group(group),
        lambda board, group, category: services.save_category(category),
        lambda board, group, category: services.delete_board(board),
        lambda board, group, category: services.delete_group(group),
        lambda board, group, category: services.delete_category(category),
        lambda board, group, category: services.set_managers(board, []),
    ],
)
def test_every_change_makes_boards_and_ready_pages_old(board, change):
    group, category = make_group(), make_category(board)
    kinds = (Generation.BOARDS, Generation.POSTS)
    before = [generations.current(kind) for kind in kinds]

    change(board, group, category)

    now = [generations.current(kind) for kind in kinds]
    assert all(new > old for new, old in zip(now, before, strict=True))


def test_a_board_with_posts_stays_even_when_all_are_deleted(board, member):
    post = make_post(board, member)
    services.delete_post(post, by=member)

    with pytest.raises(BoardHasPosts):
        services.delete_board(board)

    assert Board.objects.filter(pk=board.pk).exists()


def test_a_deleted_board_takes_its_categories_and_managers_along(board):
    make_category(board)
    keeper = make_member()
    services.set_managers(board, [keeper])

    services.delete_board(board)

    keeper.refresh_from_db()
    assert not Category.objects.exists()
    assert not keeper.is_staff
    assert board.slug not in directory().by_slug


def test_a_group_with_boards_stays(board):
    with pytest.raises(GroupHasBoards):
        services.delete_group(board.group)

    assert BoardGroup.objects.exists()


def test_a_group_without_boards_goes_with_its_managers():
    group, keeper = make_group(), make_member()
    services.set_managers(group, [keeper])

    services.delete_group(group)

    keeper.refresh_from_db()
    assert not BoardGroup.objects.exists()
    assert not keeper.is_staff


def test_whoever_manages_a_board_may_enter_the_admin(board):
    keeper, other = make_member(), make_member()

    services.set_managers(board, [keeper])

    keeper.refresh_from_db()
    other.refresh_from_db()
    assert (keeper.is_staff, other.is_staff) == (True, False)
    assert can_manage(keeper, board)


def test_whoever_manages_a_group_manages_its_boards(board):
    keeper = make_member()

    services.set_managers(board.group, [keeper])

    assert can_manage(keeper, board)
    assert not can_manage(keeper, make_board())


def test_who_manages_nothing_any_more_loses_the_admin(board):
    keeper, stays, boss = make_member(), make_member(), make_manager()
    services.set_managers(board, [keeper, stays, boss])
    services.set_managers(board.group, [stays])

    services.set_managers(board, [])

    staff = [type(m).objects.get(pk=m.pk).is_staff for m in (keeper, stays, boss)]
    assert staff == [False, True, True]
    assert not can_manage(keeper, board)


def test_whoever_is_in_the_admin_for_another_reason_stays_there(board):
    helper = make_member(is_staff=True)

    services.set_managers(board, [])

    helper.refresh_from_db()
    assert helper.is_staff


def test_who_manages_another_board_keeps_the_admin(board):
    keeper, other = make_member(), make_board()
    services.set_managers(board, [keeper])
    services.set_managers(other, [keeper])

    services.set_managers(board, [])

    keeper.refresh_from_db()
    assert keeper.is_staff


def test_posts_outlive_their_category(board, member):
    category, other = make_category(board), make_category(board)
    post = make_post(board, member, category=category)
    kept = make_post(board, member, category=other)

    services.delete_category(category)

    assert Post.objects.get(pk=post.pk).category is None
    assert Post.objects.get(pk=kept.pk).category == other
    assert categories_of(board) == [other]
    assert not ListTally.objects.exclude(category__in=[0, other.pk]).exists()
    assert check_all() == []


def test_a_category_goes_in_the_order_in_which_all_lock(board, member):
    category = make_category(board)
    make_post(board, member, category=category)

    with CaptureQueriesContext(connection) as queries:
        services.delete_category(category)

    statements = [query["sql"] for query in queries]
    tables = [sql.split('"boards_')[1] for sql in statements if '"boards_' in sql]
    assert [table.split('"')[0] for table in tables][:3] == ["post", "board", "post"]


def test_a_renamed_category_is_renamed_on_its_posts(board, member):
    category = make_category(board)
    make_post(board, member, category=category)
    category.name = "새 이름"

    services.save_category(category)

    assert Post.objects.get().category.name == "새 이름"
    assert [c.name for c in categories_of(board)] == ["새 이름"]


def test_a_saved_board_is_in_the_directory_at_once(board):
    assert board_by_id(board.pk).name == board.name
    board.name = "새 이름"

    services.save_board(board)

    assert board_by_id(board.pk).name == "새 이름"
