"""What a manager does to many posts or comments at once."""

import pytest
from django.contrib.admin.models import LogEntry

from boards import services
from boards.admin import moderation
from boards.models import Comment, Post, State
from boards.services.recount import check_all
from tests.boards.admin_pages import (
    address,
    logged_in,
    messages_of,
    post_form,
    run_action,
)
from tests.factories import make_board, make_category, make_comment, make_post


@pytest.fixture
def client(manager):
    return logged_in(manager)


def states(*rows) -> list[int]:
    model = type(rows[0])
    found = {row.pk: row.state for row in model.objects.all()}
    return [found[row.pk] for row in rows]


def test_a_managers_day_leaves_every_count_right(client, manager, board):
    other, category = make_board(name="질문답변"), make_category(board)
    posts = [make_post(board) for _ in range(5)]
    writer = posts[0].author
    make_post(board, writer, parent=posts[3])
    typed = post_form(
        posts[0], body="<p>새 본문</p><script>alert(1)</script>", body_format="html"
    )

    client.post(address(posts[0]), typed)
    page = client.get(posts[0].get_absolute_url()).text
    run_action(client, Post, "hide_chosen", posts[:3])
    run_action(client, Post, "restore_chosen", posts[:1])
    run_action(client, Post, "move_chosen", posts[2:4], apply="yes", board=other.pk)
    run_action(
        client,
        Post,
        "recategorise_chosen",
        [posts[0], posts[4]],
        apply="yes",
        category=category.pk,
    )
    client.post(f"/admin/accounts/member/{writer.pk}/delete/", {"post": "yes"})

    assert "<p>새 본문</p>" in page
    assert "alert(1)" not in page
    assert states(*posts) == [0, State.HIDDEN, State.HIDDEN, 0, 0]
    assert Post.objects.filter(board=other).count() == 3
    assert Post.objects.filter(category=category).count() == 2
    writer.refresh_from_db()
    assert writer.username == f"left-{writer.pk}"
    assert "탈퇴한 회원" in client.get(posts[0].get_absolute_url()).text
    assert "탈퇴한 회원" in client.get(address(Post)).text
    assert check_all() == []


@pytest.mark.parametrize("make", [make_post, make_comment])
def test_hiding_counts_only_what_was_visible(client, manager, make):
    rows = [make() for _ in range(3)]
    model = type(rows[0])
    hide = services.hide_post if model is Post else services.hide_comment
    hide(rows[0], by=manager)

    first = run_action(client, model, "hide_chosen", rows)
    second = run_action(client, model, "hide_chosen", rows)

    name = model._meta.verbose_name
    assert messages_of(first) == [
        f"{name} 2개를 숨겼습니다. 이미 보이지 않는 1개는 그대로 두었습니다."
    ]
    assert messages_of(second) == ["이미 보이지 않는 3개는 그대로 두었습니다."]
    assert states(*rows) == [State.HIDDEN] * 3
    assert LogEntry.objects.count() == 2
    assert check_all() == []


@pytest.mark.parametrize("make", [make_post, make_comment])
def test_restoring_brings_back_hidden_and_deleted_ones(client, manager, make):
    rows = [make() for _ in range(3)]
    model = type(rows[0])
    run_action(client, model, "hide_chosen", rows[:1])
    run_action(client, model, "delete_chosen", rows[1:2], apply="yes")

    first = run_action(client, model, "restore_chosen", rows)
    second = run_action(client, model, "restore_chosen", rows)

    assert " 2개를 되살렸습니다." in messages_of(first)[0]
    assert messages_of(second) == ["이미 보이는 3개는 그대로 두었습니다."]
    assert states(*rows) == [State.VISIBLE] * 3
    assert check_all() == []


@pytest.mark.parametrize("make", [make_post, make_comment])
def test_deleting_asks_first_and_then_deletes_once(client, make):
    rows = [make() for _ in range(2)]
    model = type(rows[0])

    asked = run_action(client, model, "delete_chosen", rows)
    assert states(*rows) == [State.VISIBLE] * 2
    done = run_action(client, model, "delete_chosen", rows, apply="yes")
    again = run_action(client, model, "delete_chosen", rows, apply="yes")

    assert all(str(row) in asked.text for row in rows)
    assert " 2개를 지웠습니다." in messages_of(done)[0]
    assert messages_of(again) == ["이미 지운 2개는 그대로 두었습니다."]
    assert states(*rows) == [State.DELETED] * 2
    assert check_all() == []


def test_a_hidden_post_can_be_deleted_but_a_deleted_one_not_hidden(client):
    post = make_post()
    run_action(client, Post, "hide_chosen", [post])

    run_action(client, Post, "delete_chosen", [post], apply="yes")
    run_action(client, Post, "hide_chosen", [post])

    assert states(post) == [State.DELETED]
    assert check_all() == []


def test_moving_shows_first_what_goes_along(client, board):
    root = make_post(board, title="원글")
    reply = make_post(board, parent=root, title="답글")
    make_post(board, parent=reply)
    make_post(board, parent=root)

    page = run_action(client, Post, "move_chosen", [root]).text
    alone = run_action(client, Post, "move_chosen", [reply]).text
    both = run_action(client, Post, "move_chosen", [root, reply]).text

    assert "답글 3개가 함께 갑니다" in page
    assert "원글에서 떨어져 따로 선 글이 됩니다, 답글 1개가 함께 갑니다" in alone
    assert "위에서 고른 원글과 함께 갑니다, 답글 1개가 함께 갑니다" in both


def test_moving_takes_threads_and_leaves_what_is_there_already(client, board):
    target = make_board(name="옮길 100% 게시판")
    root = make_post(board)
    make_post(board, parent=root)
    there = make_post(target)

    done = run_action(
        client, Post, "move_chosen", [root, there], apply="yes", board=target.pk
    )
    again = run_action(
        client, Post, "move_chosen", [root, there], apply="yes", board=target.pk
    )

    assert messages_of(done) == [
        "글 2개를 ‘옮길 100% 게시판’으로 옮겼습니다. "
        "이미 그 게시판에 있는 1개는 그대로 두었습니다."
    ]
    assert messages_of(again) == ["이미 그 게시판에 있는 2개는 그대로 두었습니다."]
    assert Post.objects.filter(board=target).count() == 3
    assert LogEntry.objects.count() == 1
    assert check_all() == []


def test_moving_without_a_board_asks_again(client):
    post = make_post()

    page = run_action(client, Post, "move_chosen", [post], apply="yes", board="")

    assert "어느 게시판으로 옮길지 골라 주세요." in page.text
    assert f'value="{post.pk}"' in page.text


def test_recategorising_changes_the_category_and_can_take_it_away(client, board):
    category = make_category(board, name="잡담")
    posts = [make_post(board), make_post(board, category=category)]

    asked = run_action(client, Post, "recategorise_chosen", posts)
    given = run_action(
        client, Post, "recategorise_chosen", posts, apply="yes", category=category.pk
    )
    taken = run_action(
        client, Post, "recategorise_chosen", posts, apply="yes", category=""
    )

    assert "분류 없음" in asked.text
    assert messages_of(given) == [
        "글 1개의 분류를 ‘잡담’으로 바꾸었습니다. 이미 그 분류인 1개는 그대로 두었습니다."
    ]
    assert "글 2개의 분류" in messages_of(taken)[0]
    assert not Post.objects.filter(category=category).exists()
    assert check_all() == []


def test_posts_of_several_boards_have_no_category_in_common(client):
    posts = [make_post(), make_post()]

    answer = run_action(client, Post, "recategorise_chosen", posts)

    assert "여러 게시판의 글을 함께 골랐습니다" in messages_of(answer)[0]


def test_the_category_of_another_board_is_refused(client, board):
    post, foreign = make_post(board), make_category(make_board())

    page = run_action(
        client, Post, "recategorise_chosen", [post], apply="yes", category=foreign.pk
    )

    assert "이 게시판의 분류 가운데에서 골라 주세요." in page.text


@pytest.mark.parametrize(
    "action",
    [
        *("hide_chosen", "restore_chosen", "delete_chosen"),
        *("move_chosen", "recategorise_chosen"),
    ],
)
def test_nothing_chosen_changes_nothing_and_says_so(client, action):
    post = make_post()
    gone = Post(pk=post.pk + 1000)

    nobody = run_action(client, Post, action, [], index=0)
    ghost = run_action(client, Post, action, [gone])

    assert messages_of(nobody)
    assert messages_of(ghost) == ["바뀐 것이 없습니다. 목록에서 다시 골라 주세요."]
    assert states(post) == [State.VISIBLE]


def test_all_rows_of_a_search_can_be_chosen_but_not_endlessly_many(client, monkeypatch):
    posts = [make_post() for _ in range(3)]
    chosen = {"select_across": "1"}
    monkeypatch.setattr(moderation, "AT_ONCE", 2)
    refused = run_action(client, Post, "hide_chosen", posts[:1], **chosen)
    monkeypatch.setattr(moderation, "AT_ONCE", 3)

    done = run_action(client, Post, "hide_chosen", posts[:1], **chosen)

    assert "한 번에 2개까지 할 수 있습니다." in messages_of(refused)[0]
    assert messages_of(done) == ["글 3개를 숨겼습니다."]


def test_django_deletes_nothing_behind_the_services_back(client):
    post = make_post()

    run_action(client, Post, "delete_selected", [post], post="yes")

    assert states(post) == [State.VISIBLE]


def test_hiding_a_comment_moves_the_count_of_its_post(client):
    post = make_post()
    comments = [make_comment(post) for _ in range(3)]

    run_action(client, Comment, "hide_chosen", comments[:2])

    post.refresh_from_db()
    assert post.comment_count == 1
