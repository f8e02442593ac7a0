"""Group and board managers in the admin: their own boards, and nothing else."""

import pytest

from boards.models import Board, BoardGroup, Category, Comment, Post, State
from boards.services.recount import check_all
from tests.boards.admin_pages import (
    address,
    board_form,
    category_rows,
    comment_form,
    errors_of,
    logged_in,
    manager_of,
    messages_of,
    post_form,
    run_action,
)
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_group,
    make_member,
    make_post,
)


@pytest.fixture
def client(board):
    """The manager of one board."""
    return logged_in(manager_of(board))


def shown(client, model) -> list:
    return list(client.get(address(model)).context["cl"].result_list)


def test_a_board_manager_sees_only_rows_of_his_board(client, board):
    own = make_comment(make_post(board))
    category = make_category(board)
    make_comment(make_post())
    make_category(make_board())

    assert shown(client, Post) == [own.post]
    assert shown(client, Comment) == [own]
    assert shown(client, Category) == [category]
    assert shown(client, Board) == [board]


def test_the_filter_offers_only_his_boards(client, board):
    managed = make_board(group=board.group, name="나도 맡은 곳")
    both = logged_in(manager_of(board, managed))
    foreign = make_board(name="남의 곳")
    make_post(board)

    page = both.get(address(Post)).text

    assert "나도 맡은 곳" in page
    assert foreign.name not in page


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_rows_of_other_boards_are_not_there_for_him(client, page):
    comment = make_comment()
    category = make_category(comment.post.board)

    for row in (comment, comment.post, category, comment.post.board):
        assert client.get(address(row, page)).status_code == 404
        assert client.post(address(row, page), {"post": "yes"}).status_code == 404

    assert check_all() == []
    assert Post.objects.get().state == State.VISIBLE
    assert Category.objects.exists()


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        ("hide_chosen", {}),
        ("delete_chosen", {"apply": "yes"}),
        ("recategorise_chosen", {"apply": "yes"}),
        ("move_chosen", {"apply": "yes"}),
    ],
)
def test_actions_pass_over_posts_of_other_boards(client, board, action, typed):
    foreign = make_post()

    answer = run_action(client, Post, action, [foreign], board=board.pk, **typed)

    assert messages_of(answer) == ["바뀐 것이 없습니다. 목록에서 다시 골라 주세요."]
    fresh = Post.objects.get(pk=foreign.pk)
    assert (fresh.state, fresh.board) == (State.VISIBLE, foreign.board)


def test_select_across_reaches_only_his_own_posts(client, board):
    own, foreign = make_post(board), make_post()

    run_action(client, Post, "hide_chosen", [own], select_across="1")

    assert Post.objects.get(pk=own.pk).state == State.HIDDEN
    assert Post.objects.get(pk=foreign.pk).state == State.VISIBLE


def test_he_edits_hides_restores_deletes_and_recategorises_his_own(client, board):
    post, category = make_post(board), make_category(board)
    comment = make_comment(post)

    client.post(address(post), post_form(post, title="고침", is_notice="on"))
    client.post(address(comment), comment_form(comment, body="고침"))
    run_action(client, Post, "hide_chosen", [post])
    run_action(client, Post, "restore_chosen", [post])
    run_action(
        client, Post, "recategorise_chosen", [post], apply="yes", category=category.pk
    )
    run_action(client, Comment, "delete_chosen", [comment], apply="yes")

    post.refresh_from_db()
    assert (post.title, post.is_notice, post.state) == ("고침", True, State.VISIBLE)
    assert post.category == category
    assert Comment.objects.get().state == State.DELETED
    assert check_all() == []


def test_he_moves_posts_only_between_boards_he_manages(board):
    second, foreign = make_board(), make_board()
    client = logged_in(manager_of(board, second))
    post = make_post(board)

    refused = run_action(
        client, Post, "move_chosen", [post], apply="yes", board=foreign.pk
    )
    done = run_action(client, Post, "move_chosen", [post], apply="yes", board=second.pk)

    assert "맡고 있는 게시판 가운데에서 골라 주세요." in refused.text
    assert "글 1개를" in messages_of(done)[0]
    assert Post.objects.get().board == second


def test_he_writes_only_on_his_boards(client, board):
    foreign = make_board()

    refused = client.post(address(Post, "add"), post_form(board=foreign.pk))
    client.post(address(Post, "add"), post_form(board=board.pk))

    assert "board" in errors_of(refused)
    assert Post.objects.get().board == board


def test_he_makes_categories_only_on_his_boards(client, board):
    typed = {"name": "새 분류", "order": 0}

    refused = client.post(address(Category, "add"), {**typed, "board": make_board().pk})
    client.post(address(Category, "add"), {**typed, "board": board.pk})

    assert "board" in errors_of(refused)
    assert Category.objects.get().board == board


def test_he_sets_his_board_but_not_its_place_name_or_managers(client, board):
    other = make_group()
    rows = category_rows({"name": "새 분류"}, board=board)
    typed = board_form(
        board, name="새 이름", slug="other", group=other.pk, write_level=5, **rows
    )

    client.post(address(board), {**typed, "managers": [make_member().pk]})

    fresh = Board.objects.get(pk=board.pk)
    assert (fresh.name, fresh.write_level) == ("새 이름", 5)
    assert (fresh.slug, fresh.group) == (board.slug, board.group)
    assert list(fresh.managers.all()) == list(board.managers.all())
    assert Category.objects.get().name == "새 분류"


@pytest.mark.parametrize(
    "url",
    [
        "/admin/boards/board/add/",
        "/admin/boards/boardgroup/",
        "/admin/boards/boardgroup/add/",
        "/admin/accounts/",
        "/admin/accounts/member/",
        "/admin/accounts/member/add/",
        "/admin/siteconfig/sitesettings/1/change/",
        "/admin/siteconfig/menuitem/",
        "/admin/siteconfig/page/add/",
        "/admin/visitors/dailyvisits/",
        "/admin/autocomplete/?app_label=boards&model_name=board"
        "&field_name=managers&term=m",
    ],
)
def test_what_belongs_to_the_site_is_closed_to_him(client, url):
    assert client.get(url).status_code in {403, 404}


def test_he_cannot_delete_his_board_or_group(board):
    client = logged_in(manager_of(board, board.group))

    for place in (board, board.group):
        assert client.post(address(place, "delete"), {"post": "yes"}).status_code == 403
    assert Board.objects.exists()


def test_the_front_page_of_the_admin_shows_only_what_is_his(client):
    page = client.get("/admin/").text

    assert "/admin/boards/post/" in page
    assert "/admin/boards/boardgroup/" not in page
    assert "/admin/accounts/" not in page
    assert "/admin/siteconfig/" not in page


def test_a_group_manager_has_every_board_of_his_group(board):
    client = logged_in(manager_of(board.group))
    second = make_board(group=board.group)
    posts = [make_post(board), make_post(second)]
    make_post()

    run_action(client, Post, "hide_chosen", posts)

    assert set(shown(client, Board)) == {board, second}
    assert {post.state for post in Post.objects.filter(board__group=board.group)} == {
        State.HIDDEN
    }


def test_a_group_manager_renames_his_group_and_sees_no_other(board):
    client = logged_in(manager_of(board.group))
    foreign = make_group()
    managers = list(board.group.managers.all())
    typed = {"name": "새 이름", "order": 3, "slug": "other", "managers": []}

    client.post(address(board.group), typed)

    group = BoardGroup.objects.get(pk=board.group.pk)
    assert (group.name, group.slug) == ("새 이름", board.group.slug)
    assert list(group.managers.all()) == managers
    assert shown(client, BoardGroup) == [group]
    assert client.get(address(foreign)).status_code == 404


def test_staff_without_a_board_finds_an_empty_admin(db):
    client = logged_in(make_member(is_staff=True))
    post = make_post()

    assert client.get("/admin/").status_code == 200
    assert client.get(address(Post)).status_code == 403
    assert client.get(address(post)).status_code in {403, 404}


def test_members_and_guests_are_not_let_in(client, member):
    assert logged_in(member).get(address(Post)).status_code in {302, 403}
    client.logout()
    assert client.get(address(Post)).status_code == 302


def test_a_manager_relieved_of_his_board_is_out_at_once(board):
    from boards import services

    member = manager_of(board)
    client = logged_in(member)
    make_post(board)

    services.set_managers(board, [])

    assert client.get(address(Post)).status_code == 302
