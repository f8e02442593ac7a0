"""Out of sight and back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from boards import services
from boards.models import Post, Removal, State
from boards.pager import list_page
from boards.services.recount import check_all
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from web import generations
from web.generations import Generation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

REMOVERS = {
    "delete_post": (services.delete_post, services.restore_post),
    "hide_post": (services.hide_post, services.restore_post),
    "delete_comment": (services.delete_comment, services.restore_comment),
    "hide_comment": (services.hide_comment, services.restore_comment),
}


def make_thing(name):
    return make_post() if name.endswith("post") else make_comment()


def removal_of(thing):
    return type(thing).objects.get(pk=thing.pk).removal


@pytest.mark.parametrize("name", REMOVERS)
def test_what_was_removed_comes_back_as_it_was(name, manager):
    remove, restore = REMOVERS[name]
    thing = make_thing(name)

    with time_machine.travel(NOW, tick=False):
        assert remove(thing, by=manager)
    thing.refresh_from_db()
    assert thing.state == (State.HIDDEN if "hide" in name else State.DELETED)
    assert thing.deleted_at == NOW
    assert check_all() == []

    assert restore(thing)
    thing.refresh_from_db()
    assert (thing.state, thing.deleted_at) == (State.VISIBLE, None)
    assert not Removal.objects.exists()
    assert check_all() == []


@pytest.mark.parametrize("name", REMOVERS)
def test_a_second_time_changes_nothing(name, manager):
    remove, restore = REMOVERS[name]
    thing = make_thing(name)

    assert [remove(thing, by=manager) for _ in range(2)] == [True, False]
    assert check_all() == []
    assert [restore(thing) for _ in range(2)] == [True, False]
    assert check_all() == []


@pytest.mark.parametrize("name", REMOVERS)
def test_ready_pages_grow_old_when_something_goes_or_comes_back(name, manager):
    remove, restore = REMOVERS[name]
    thing = make_thing(name)

    for act in (lambda: remove(thing, by=manager), lambda: restore(thing)):
        before = generations.current(Generation.POSTS)
        act()
        assert generations.current(Generation.POSTS) == before + 1
        act()
        assert generations.current(Generation.POSTS) == before + 1


@pytest.mark.parametrize("kind", ["post", "comment"])
def test_a_hidden_thing_can_still_be_deleted(kind, manager):
    thing = make_thing(kind)
    hide, delete = REMOVERS[f"hide_{kind}"][0], REMOVERS[f"delete_{kind}"][0]
    with time_machine.travel(NOW, tick=False):
        hide(thing, by=manager)

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert delete(thing, by=thing.author)

    thing.refresh_from_db()
    removal = removal_of(thing)
    assert thing.state == State.DELETED
    assert (removal.by, removal.reason) == (thing.author, Removal.Reason.AUTHOR)
    assert removal.created_at == thing.deleted_at == NOW + timedelta(hours=1)
    assert check_all() == []


@pytest.mark.parametrize("kind", ["post", "comment"])
def test_a_deleted_thing_cannot_be_hidden_any_more(kind, manager):
    thing = make_thing(kind)
    REMOVERS[f"delete_{kind}"][0](thing, by=thing.author)

    assert not REMOVERS[f"hide_{kind}"][0](thing, by=manager)

    thing.refresh_from_db()
    assert thing.state == State.DELETED
    assert removal_of(thing).reason == Removal.Reason.AUTHOR


@pytest.mark.parametrize("kind", ["post", "comment"])
def test_what_is_held_back_can_be_hidden_and_is_not_counted_twice(kind, manager):
    thing = make_thing(kind)
    REMOVERS[f"hide_{kind}"][0](thing, by=manager)
    type(thing).objects.filter(pk=thing.pk).update(state=State.HELD)

    assert REMOVERS[f"hide_{kind}"][0](thing, by=manager)

    assert check_all() == []


@pytest.mark.parametrize(
    ("name", "who", "reason"),
    [
        ("delete_post", "author", Removal.Reason.AUTHOR),
        ("delete_post", "manager", Removal.Reason.MANAGER),
        ("hide_post", "manager", Removal.Reason.HIDDEN),
        ("delete_comment", "author", Removal.Reason.AUTHOR),
        ("delete_comment", "manager", Removal.Reason.MANAGER),
        ("hide_comment", "manager", Removal.Reason.HIDDEN),
    ],
)
def test_a_removal_says_why_and_by_whom(name, who, reason, manager):
    thing = make_thing(name)
    by = thing.author if who == "author" else manager

    REMOVERS[name][0](thing, by=by)

    removal = removal_of(thing)
    assert (removal.by, removal.reason) == (by, reason)


def test_a_guest_deletes_what_he_wrote_by_its_password():
    post = make_post(author_name="손님", guest_password="abcd")
    comment = make_comment(post, author_name="손님", guest_password="abcd")

    services.delete_comment(comment, by=None)
    services.delete_post(post, by=None)

    for removal in Removal.objects.all():
        assert (removal.by, removal.reason) == (None, Removal.Reason.AUTHOR)


def test_a_manager_deletes_what_a_guest_wrote(manager):
    post = make_post(author_name="손님", guest_password="abcd")

    services.delete_post(post, by=manager)

    assert post.removal.reason == Removal.Reason.MANAGER


def test_a_removed_comment_is_counted_out_of_its_post_alone(member):
    post, other = make_post(), make_post()
    comment = make_comment(post, member)
    make_comment(other, member)

    services.delete_comment(comment, by=member)

    counts = [Post.objects.get(pk=p.pk).comment_count for p in (post, other)]
    assert counts == [0, 1]


def test_only_what_was_removed_is_removed(member, manager):
    posts = [make_post() for _ in range(3)]
    comments = [make_comment(posts[0]) for _ in range(3)]

    services.delete_post(posts[1], by=manager)
    services.delete_comment(comments[1], by=manager)
    services.hide_post(posts[2], by=manager)
    services.hide_comment(comments[2], by=manager)
    services.restore_post(posts[2])
    services.restore_comment(comments[2])

    for things in (posts, comments):
        for thing in things:
            thing.refresh_from_db()
        assert [thing.state for thing in things] == [0, 1, 0]
    assert Removal.objects.count() == 2


def test_replies_stay_where_they_are_when_their_parent_goes(board, member):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)

    services.delete_post(root, by=member)

    assert [row.id for row in list_page(board, None, 1).rows] == [reply.pk]
    reply.refresh_from_db()
    assert (reply.thread, reply.parent) == (root.pk, root)


def make_tree(board, author):
    """root > reply > (below, below 2), and a sibling of reply."""
    category = make_category(board)
    root = make_post(board, author, category=category)
    reply = make_post(board, author, parent=root, category=category)
    below = make_post(board, author, parent=reply)
    below_2 = make_post(board, author, parent=below)
    sibling = make_post(board, author, parent=root)
    return root, reply, below, below_2, sibling


def test_a_reply_restored_without_its_parent_becomes_a_root_with_its_replies(
    board, member
):
    root, reply, below, below_2, sibling = make_tree(board, member)
    services.delete_post(root, by=member)
    services.delete_post(reply, by=member)

    services.restore_post(reply)

    for post in (reply, below, below_2, sibling):
        post.refresh_from_db()
    assert (reply.parent, reply.thread, reply.reply_path) == (None, reply.pk, "")
    assert [p.thread for p in (below, below_2)] == [reply.pk, reply.pk]
    assert [p.depth for p in (reply, below, below_2)] == [0, 1, 2]
    assert (below.parent, below_2.parent) == (reply, below)
    assert (sibling.thread, sibling.depth) == (root.pk, 1)
    assert check_all() == []


@pytest.mark.parametrize("state", [State.HIDDEN, State.DELETED, State.HELD])
def test_a_parent_in_any_state_but_visible_is_out_of_sight(board, member, state):
    root = make_post(board, member)
    reply = make_post(board, member, parent=root)
    services.delete_post(reply, by=member)
    Post.objects.filter(pk=root.pk).update(state=state)

    services.restore_post(reply)

    reply.refresh_from_db()
    assert reply.thread == reply.pk


def test_a_reply_restored_below_its_visible_parent_keeps_its_place(board, member):
    root, reply, _below, _below_2, _sibling = make_tree(board, member)
    services.delete_post(reply, by=member)

    services.restore_post(reply)

    reply.refresh_from_db()
    assert (reply.parent, reply.thread, reply.reply_path) == (root, root.pk, "0000")
    assert check_all() == []


def test_a_reply_below_a_deleted_root_keeps_its_place_when_its_parent_is_there(
    board, member
):
    root, _reply, below, _below_2, _sibling = make_tree(board, member)
    services.delete_post(root, by=member)
    services.delete_post(below, by=member)

    services.restore_post(below)

    below.refresh_from_db()
    assert (below.thread, below.reply_path) == (root.pk, "00000000")


def test_new_replies_find_places_below_a_root_whose_replies_have_left(board, member):
    root, reply, *_ = make_tree(board, member)
    services.delete_post(root, by=member)
    services.delete_post(reply, by=member)
    services.restore_post(reply)
    services.restore_post(root)

    new = make_post(board, member, parent=root)

    assert new.reply_path == "0002"
    assert check_all() == []


def test_a_comment_comes_back_below_one_that_is_gone(member):
    post = make_post()
    parent = make_comment(post, member)
    reply = make_comment(post, member, parent=parent)
    services.delete_comment(reply, by=member)
    services.delete_comment(parent, by=member)

    services.restore_comment(reply)

    reply.refresh_from_db()
    assert (reply.parent, reply.thread) == (parent, parent.pk)
    assert check_all() == []


def test_an_old_copy_of_a_post_is_restored_as_it_is_now(board):
    member, manager = make_member(), make_manager()
    post = make_post(board, member, category=make_category(board))
    services.delete_post(post, by=member)
    elsewhere = make_board()
    services.move_posts([post], elsewhere)

    services.restore_post(post)
    services.hide_post(post, by=manager)

    elsewhere.refresh_from_db()
    assert elsewhere.post_count == 0
    assert check_all() == []
