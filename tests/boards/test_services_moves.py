"""To another board, to another category, out of a thread."""

import pytest

from boards import services
from boards.errors import NotOfThisBoard
from boards.models import Board, Post, State
from boards.pager import list_page
from boards.services.recount import check_all
from tests.factories import make_board, make_category, make_post
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(db):
    return make_board()


def fresh(*posts):
    return [Post.objects.get(pk=post.pk) for post in posts]


def test_a_thread_moves_as_a_whole(board, elsewhere, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)
    below = make_post(board, member, parent=reply)
    stays = make_post(board, member)

    assert services.move_posts([root], elsewhere) == 3

    assert [post.board for post in fresh(root, reply, below)] == [elsewhere] * 3
    assert fresh(stays)[0].board == board
    assert [p.thread for p in fresh(root, reply, below)] == [root.pk] * 3
    assert [p.reply_path for p in fresh(reply, below)] == ["0000", "00000000"]
    assert check_all() == []


def test_counts_move_along(board, elsewhere, member):
    category = make_category(board)
    make_post(board, member)
    root = make_post(board, member, category=category)
    make_post(board, member, parent=root, is_notice=True)

    services.move_posts([root], elsewhere)

    counts = [Board.objects.get(pk=b.pk).post_count for b in (board, elsewhere)]
    assert counts == [1, 2]
    assert list_page(board, category, 1).total == 0
    assert [row.id for row in list_page(elsewhere, None, 1).rows] == [root.pk]


def test_posts_out_of_sight_move_too_and_are_not_counted(board, elsewhere, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)
    services.delete_post(reply, by=member)

    assert services.move_posts([root], elsewhere) == 2

    assert fresh(reply)[0].board == elsewhere
    assert fresh(reply)[0].state == State.DELETED
    assert check_all() == []


def test_a_reply_moved_alone_becomes_a_root_with_its_replies(board, elsewhere, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)
    below = make_post(board, member, parent=reply)
    sibling = make_post(board, member, parent=root)
    other = make_post(board, member, parent=make_post(board, member))

    assert services.move_posts([reply], elsewhere) == 2

    reply, below, sibling, root = fresh(reply, below, sibling, root)
    assert (reply.board, reply.parent, reply.thread) == (elsewhere, None, reply.pk)
    assert (reply.depth, reply.reply_path) == (0, "")
    assert (below.board, below.parent, below.thread) == (elsewhere, reply, reply.pk)
    assert (below.depth, below.reply_path) == (1, "0000")
    assert (sibling.board, sibling.thread, sibling.depth) == (board, root.pk, 1)
    assert fresh(other)[0].thread == other.thread
    assert check_all() == []


def test_root_and_reply_chosen_together_stay_together(board, elsewhere, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)

    assert services.move_posts([reply, root], elsewhere) == 2

    assert fresh(reply)[0].thread == root.pk


def test_a_reply_and_one_below_it_stay_together(board, elsewhere, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)
    below = make_post(board, member, parent=reply)

    assert services.move_posts([below, reply], elsewhere) == 2

    assert [p.thread for p in fresh(reply, below)] == [reply.pk] * 2
    assert fresh(root)[0].board == board


def test_several_threads_move_at_once(board, elsewhere, member):
    posts = [make_post(board, member) for _ in range(3)]

    assert services.move_posts([posts[2], posts[0]], elsewhere) == 2

    assert [p.board for p in fresh(*posts)] == [elsewhere, board, elsewhere]
    assert check_all() == []


def test_posts_of_several_boards_move_to_one(board, elsewhere, member):
    posts = [make_post(b, member) for b in (elsewhere, board, make_board())]

    assert services.move_posts(posts, elsewhere) == 2

    assert {p.board for p in fresh(*posts)} == {elsewhere}
    assert check_all() == []


def test_what_is_there_already_stays_as_it_is(board, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)
    before = generations.current(Generation.POSTS)

    assert services.move_posts([reply], board) == 0
    assert services.move_posts([], board) == 0

    assert fresh(reply)[0].parent == root
    assert generations.current(Generation.POSTS) == before


def test_ready_pages_grow_old_when_posts_move(board, elsewhere, member):
    post = make_post(board, member)
    before = generations.current(Generation.POSTS)

    services.move_posts([post], elsewhere)

    assert generations.current(Generation.POSTS) > before


def test_the_category_becomes_the_one_of_the_same_name_or_none(
    board, elsewhere, member
):
    here, other = make_category(board, name="질문"), make_category(board, name="유머")
    there = make_category(elsewhere, name="질문")
    root = make_post(board, member, category=here)
    reply = make_post(board, member, parent=root, category=other)
    plain = make_post(board, member, parent=root)

    services.move_posts([root], elsewhere)

    assert [p.category for p in fresh(root, reply, plain)] == [there, None, None]
    assert list_page(elsewhere, there, 1).total == 1
    assert check_all() == []


def test_a_post_moved_to_a_board_of_secrets_becomes_secret(board, member):
    secrets = make_board(secrecy=Board.Secrecy.ALWAYS)
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)

    services.move_posts([root], secrets)

    assert [p.is_secret for p in fresh(root, reply)] == [True, True]


@pytest.mark.parametrize("secrecy", [Board.Secrecy.NEVER, Board.Secrecy.CHOICE])
def test_a_move_keeps_what_was_public_and_what_was_secret(board, member, secrecy):
    posts = [make_post(board, member, is_secret=secret) for secret in (False, True)]

    services.move_posts(posts, make_board(secrecy=secrecy))

    assert [p.is_secret for p in fresh(*posts)] == [False, True]


def test_posts_get_another_category(board, member):
    old, new = make_category(board), make_category(board)
    first = make_post(board, member, category=old)
    second = make_post(board, member)
    already = make_post(board, member, category=new)
    untouched = make_post(board, member, category=old)
    before = generations.current(Generation.POSTS)

    assert services.recategorise_posts([first, second, already], new) == 2

    categories = [p.category for p in fresh(first, second, already, untouched)]
    assert categories == [new, new, new, old]
    assert [list_page(board, c, 1).total for c in (old, new)] == [1, 3]
    assert generations.current(Generation.POSTS) > before
    assert check_all() == []


def test_posts_lose_their_category(board, member):
    old = make_category(board)
    posts = [make_post(board, member, category=old), make_post(board, member)]

    assert services.recategorise_posts(posts, None) == 1
    assert services.recategorise_posts(posts, None) == 0

    assert [p.category for p in fresh(*posts)] == [None, None]
    assert check_all() == []


def test_nothing_recategorised_leaves_ready_pages_alone(board, member):
    before = generations.current(Generation.POSTS)

    assert services.recategorise_posts([], make_category(board)) == 0

    assert generations.current(Generation.POSTS) <= before + 1  # the new category


def test_notices_and_posts_out_of_sight_are_recategorised_uncounted(board, member):
    new = make_category(board)
    notice = make_post(board, member, is_notice=True)
    gone = make_post(board, member)
    services.delete_post(gone, by=member)

    assert services.recategorise_posts([notice, gone], new) == 2

    assert list_page(board, new, 1).rows == []
    assert check_all() == []


def test_a_category_of_another_board_is_refused_for_all(board, elsewhere, member):
    category = make_category(board)
    here, there = make_post(board, member), make_post(elsewhere, member)

    with pytest.raises(NotOfThisBoard):
        services.recategorise_posts([here, there], category)

    assert fresh(here)[0].category is None
