"""All boards, read once and kept until one of them changes."""

import pytest
from django.db.models import QuerySet
from django.http import Http404

from boards import services
from boards.directory import (
    board_by_id,
    categories_of,
    directory,
    get_board_or_404,
    group_manager_ids,
    manager_ids,
)
from boards.models import Board, BoardGroup
from tests.factories import make_board, make_category, make_group, make_member

pytestmark = pytest.mark.django_db


def test_boards_stand_in_the_order_of_their_groups_then_their_own():
    last, first = make_group(order=2), make_group(order=1)
    boards = [
        make_board(group=last, order=0),
        make_board(group=first, order=5),
        make_board(group=first, order=1),
        make_board(group=first, order=1),
    ]

    assert directory().boards == [boards[2], boards[3], boards[1], boards[0]]
    assert directory().groups == [first, last]


def test_groups_of_one_order_keep_their_boards_together():
    one, two = make_group(), make_group()
    boards = [make_board(group=group) for group in (two, one, two)]

    assert directory().boards == [boards[1], boards[0], boards[2]]


def test_the_directory_costs_no_query_until_something_changes(
    board, django_assert_num_queries
):
    category = make_category(board)
    directory()

    with django_assert_num_queries(0):
        assert get_board_or_404(board.slug) == board_by_id(board.pk) == board
        assert board_by_id(board.pk).group == board.group
        assert categories_of(board) == [category]
        assert manager_ids(board) == frozenset()


def test_many_boards_cost_as_many_queries_as_one(django_assert_max_num_queries):
    for _ in range(5):
        board = make_board()
        make_category(board)
        services.set_managers(board, [make_member()])
        services.set_managers(board.group, [make_member()])

    with django_assert_max_num_queries(5):
        assert len(directory().boards) == 5


def test_a_change_that_goes_past_the_services_is_not_seen(board):
    directory()

    Board.objects.update(name="새 이름")

    assert board_by_id(board.pk).name == board.name


def test_a_board_that_is_not_there_is_not_found():
    with pytest.raises(Http404, match="그런 게시판이 없습니다"):
        get_board_or_404("nowhere")
    with pytest.raises(Board.DoesNotExist):
        board_by_id(999)


def test_categories_stand_in_the_managers_order(board):
    last = make_category(board, order=3)
    first = make_category(board, order=1)
    make_category(make_board())

    assert categories_of(board) == [first, last]


def test_a_board_without_categories_has_none(board):
    assert categories_of(board) == []
    assert categories_of(Board(pk=999)) == []


def test_a_board_is_managed_by_its_managers_and_its_groups(board):
    keeper, group_keeper, both = (make_member() for _ in range(3))
    services.set_managers(board, [keeper, both])
    services.set_managers(board.group, [group_keeper, both])

    assert manager_ids(board) == {keeper.pk, group_keeper.pk, both.pk}
    assert group_manager_ids(board.group) == {group_keeper.pk, both.pk}
    assert manager_ids(make_board(group=board.group)) == {group_keeper.pk, both.pk}


def test_what_is_not_there_is_managed_by_nobody():
    assert manager_ids(Board(pk=999)) == frozenset()
    assert group_manager_ids(BoardGroup(pk=999)) == frozenset()


def test_a_board_made_while_the_boards_are_read_does_no_harm(board, monkeypatch):
    fetch = QuerySet._fetch_all
    came = []

    def fetch_then_make(queryset):
        fetch(queryset)
        if queryset.model is BoardGroup and not came:
            came.append(None)
            came.append(make_board())

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_then_make)

    assert directory().boards == [board]
    assert directory().boards == [board, came[1]]


def test_a_category_made_while_the_boards_are_read_does_no_harm(board, monkeypatch):
    fetch = QuerySet._fetch_all
    came = []

    def fetch_then_make(queryset):
        fetch(queryset)
        if queryset.model is Board and not came:
            came.append(None)
            came.append(make_category(make_board(group=board.group)))

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_then_make)

    assert directory().boards == [board]
    assert categories_of(came[1].board) == [came[1]]
