"""Groups, boards and categories in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.directory import directory, manager_ids
from boards.models import Board, BoardGroup, Category, ListTally, Post
from boards.services import create_post, delete_board, delete_post
from boards.services.recount import check_all
from tests.boards.admin_pages import (
    address,
    board_form,
    category_rows,
    errors_of,
    logged_in,
    messages_of,
)
from tests.factories import (
    make_board,
    make_category,
    make_group,
    make_manager,
    make_member,
    make_post,
)


@pytest.fixture
def client(manager):
    return logged_in(manager)


def test_every_setting_of_a_board_stands_in_its_form():
    from boards.admin import BoardAdmin

    shown = str(BoardAdmin.fieldsets)
    fields = [*Board._meta.fields, *Board._meta.many_to_many]

    assert [
        field.name
        for field in fields
        if field.editable and not field.primary_key and f"'{field.name}'" not in shown
    ] == []


def test_the_settings_stand_in_groups_with_their_help(client, board):
    page = client.get(address(board)).text

    assert all(f"{name}</h2>" in page for name in ("기본", "권한", "기능", "모양"))
    assert "고른 레벨부터 할 수 있습니다." in page


def test_a_new_board_opens_at_once(client):
    group, member = make_group(), make_member()
    typed = board_form(name="새 게시판", slug="new-board", group=group.pk)

    client.post(address(Board, "add"), {**typed, "managers": [member.pk]})

    board = Board.objects.get()
    assert directory().by_slug["new-board"] == board
    assert member.pk in manager_ids(board)
    assert client.get("/boards/new-board/").status_code == 200


def test_a_slug_once_used_is_refused_in_words(client, board):
    slug, group = board.slug, board.group
    taken = client.post(
        address(Board, "add"), board_form(name="가", slug=slug, group=group.pk)
    )
    delete_board(board)

    once_used = client.post(
        address(Board, "add"), board_form(name="가", slug=slug, group=group.pk)
    )

    assert "slug" in errors_of(taken)
    assert "예전에 썼던 주소 이름" in str(errors_of(once_used)["__all__"])
    assert f'value="{slug}"' in once_used.text


def test_the_slug_stays_whatever_the_form_sends(client, board):
    client.post(address(board), board_form(board, slug="other", name="새 이름"))

    assert Board.objects.get().slug == board.slug
    assert directory().by_id[board.pk].name == "새 이름"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("posts_per_page", 0),
        ("posts_per_page", 101),
        ("posts_per_page", 10**12),
        ("upload_count", 21),
        ("new_hours", -1),
        ("list_level", 11),
        ("order", "첫째"),
        ("name", ""),
    ],
)
def test_a_limit_that_is_broken_is_an_error_of_its_field(client, board, field, value):
    response = client.post(address(board), board_form(board, **{field: value}))

    assert field in errors_of(response)


@pytest.mark.parametrize("slug", ["A", "대문", "a" * 21, "a b"])
def test_a_bad_slug_says_what_is_allowed(client, slug):
    typed = board_form(name="가", slug=slug, group=make_group().pk)

    response = client.post(address(Board, "add"), typed)

    assert "slug" in errors_of(response)


def test_managers_are_let_into_the_admin_and_out_again(client, board):
    first, second, chief = make_member(), make_member(), make_manager()

    client.post(address(board), board_form(board, managers=[first.pk, chief.pk]))
    client.post(address(board), board_form(board, managers=[second.pk]))

    for member in (first, second, chief):
        member.refresh_from_db()
    assert (first.is_staff, second.is_staff, chief.is_staff) == (False, True, True)
    assert manager_ids(board) == {second.pk}


def test_who_still_manages_a_group_keeps_the_admin(client, board):
    member = make_member()
    group = {"slug": board.group.slug, "name": "그룹", "order": 0}
    client.post(address(board.group), {**group, "managers": [member.pk]})
    client.post(address(board), board_form(board, managers=[member.pk]))

    client.post(address(board), board_form(board, managers=[]))

    member.refresh_from_db()
    assert member.is_staff
    assert manager_ids(board) == {member.pk}


def test_a_member_who_left_cannot_become_a_manager(client, board):
    from accounts.services import erase_member

    member = make_member()
    erase_member(member)

    response = client.post(address(board), board_form(board, managers=[member.pk]))

    assert "탈퇴한 회원" in str(errors_of(response)["managers"])


def test_a_manager_who_leaves_manages_nothing_any_more(client, board):
    member = make_member()
    client.post(address(board), board_form(board, managers=[member.pk]))

    client.post(f"/admin/accounts/member/{member.pk}/delete/", {"post": "yes"})

    assert manager_ids(board) == frozenset()


def test_an_empty_board_goes_with_its_categories(client, board):
    make_category(board)
    client.post(address(board), board_form(board, managers=[make_member().pk]))

    client.post(address(board, "delete"), {"post": "yes"})

    assert not Board.objects.exists()
    assert not directory().boards


def test_a_board_with_posts_stays_and_says_why(client, board):
    post = make_post(board)
    delete_post(post, by=post.author)

    answer = client.post(address(board, "delete"), {"post": "yes"}, follow=True)

    assert "글이 있는 게시판은 지울 수 없습니다." in messages_of(answer)[0]
    assert Board.objects.get() == board


def test_a_group_goes_only_without_boards(client, board):
    refused = client.post(address(board.group, "delete"), {"post": "yes"}, follow=True)
    delete_board(board)

    client.post(address(board.group, "delete"), {"post": "yes"})

    assert "게시판이 있는 그룹은 지울 수 없습니다." in messages_of(refused)[0]
    assert not BoardGroup.objects.exists()


@pytest.mark.parametrize("model", [BoardGroup, Board, Category])
def test_boards_groups_and_categories_have_no_bulk_deletion(client, model):
    make_category(make_board())

    assert "delete_selected" not in client.get(address(model)).text


def test_the_order_can_be_set_right_in_the_list(client, board):
    typed = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "1"}

    client.post(address(Board), {**typed, "form-0-id": board.pk, "form-0-order": 7})

    assert directory().by_id[board.pk].order == 7


@pytest.mark.parametrize("model", [BoardGroup, Board, Category])
def test_lists_cost_as_many_queries_with_thirty_rows_as_with_one(client, model):
    make_category(make_board())
    client.get(address(model))
    with CaptureQueriesContext(connection) as few:
        client.get(address(model))

    for _ in range(29):
        make_category(make_board())
    client.get(address(model))
    with CaptureQueriesContext(connection) as many:
        client.get(address(model))

    assert len(many) == len(few)


def is_update(query):
    return query["sql"].startswith("UPDATE")


def test_categories_are_kept_in_the_form_of_their_board(client, board):
    kept, gone = make_category(board, name="질문"), make_category(board, name="잡담")
    post = make_post(board, category=gone)
    rows = category_rows(
        {"id": kept.pk, "name": "물음", "order": 2},
        {"id": gone.pk, "name": "잡담", "DELETE": "on"},
        {"name": "새 분류", "order": 1},
        board=board,
    )

    with CaptureQueriesContext(connection) as queries:
        client.post(address(board), board_form(board, **rows))

    writes = [query["sql"].split('"')[1] for query in queries if is_update(query)]
    assert writes.index("boards_post") < writes.index("boards_board")
    names = [category.name for category in directory().categories[board.pk]]
    assert names == ["새 분류", "물음"]
    assert Post.objects.get(pk=post.pk).category is None
    assert not ListTally.objects.filter(category=gone.pk).exists()
    assert check_all() == []


def test_two_categories_of_one_name_are_an_error_of_the_form(client, board):
    make_category(board, name="질문")

    rows = category_rows({"name": "질문"}, board=board)
    in_board = client.post(address(board), board_form(board, **rows))
    other = make_category(board)
    alone = client.post(address(other), {"name": "질문", "order": 0})

    assert "같은 이름의 분류가 있습니다." in in_board.text
    assert "같은 이름의 분류가 있습니다." in str(errors_of(alone))


def test_two_new_categories_of_one_name_are_an_error_too(client):
    board = Board()
    rows = category_rows({"name": "질문"}, {"name": "질문"}, board=board)
    typed = board_form(name="가", slug="new", group=make_group().pk, **rows)

    response = client.post(address(Board, "add"), typed)

    assert response.status_code == 200
    assert not Board.objects.exists()


def test_a_category_is_made_renamed_and_deleted_on_its_own_page(client, board):
    client.post(
        address(Category, "add"), {"board": board.pk, "name": "질문", "order": 0}
    )
    category = Category.objects.get()
    post = create_post(board, make_member(), title="가", body="나", category=category)

    client.post(address(category), {"name": "물음", "order": 0})
    assert directory().categories[board.pk][0].name == "물음"
    client.post(address(category, "delete"), {"post": "yes"})

    assert Post.objects.get(pk=post.pk).category is None
    assert check_all() == []


def test_a_category_never_changes_its_board(client, board):
    category = make_category(board)

    client.post(address(category), {"board": make_board().pk, "name": "가", "order": 0})

    assert Category.objects.get().board == board
