"""Who may do what: every role against every act, and lists against single posts."""

from itertools import product
from types import SimpleNamespace

import pytest

from accounts.models import Member
from boards import permissions, services
from boards.models import Comment, Post, State
from boards.permissions import (
    can_answer_comment,
    can_comment,
    can_edit_comment,
    can_list,
    can_manage,
    can_manage_group,
    can_read,
    can_read_board,
    can_read_comment,
    can_reply,
    can_upload,
    can_write,
    may_ask_for_key,
)
from boards.threads import MAX_DEPTH
from tests.factories import (
    make_board,
    make_comment,
    make_group,
    make_manager,
    make_member,
    make_post,
)

pytestmark = pytest.mark.django_db

ROLES = (
    *("guest", "key", "level 2", "level 5", "author"),
    *("board manager", "group manager", "site manager"),
)

# On a board that lists and reads from 1, comments and downloads from 2, writes from
# 3, replies and uploads from 5. `key` is a guest who has shown the password of the
# guest's post; `author` is a member of level 2 who wrote the member's post.
TABLE = """
act         on                 roles, in the order of ROLES
list        board              # # # # # # # #
read_board  board              # # # # # # # #
write       board              . . . # . # # #
write_notice board             . . . . . # # #
upload      board              . . . # . # # #
send_pictures board            . . . # . # # #
manage      board              . . . . . # # #
read        member's           # # # # # # # #
read        member's secret    . . . . # # # #
read        guest's            # # # # # # # #
read        guest's secret     . # . . . # # #
read        deleted            . . . . . . . .
read        hidden             . . . . . . . .
download    member's           . . # # # # # #
download    member's secret    . . . . # # # #
download    guest's secret     . . . . . # # #
download    deleted            . . . . . . . .
reply       member's           . . . # . # # #
reply       member's secret    . . . . . # # #
reply       guest's secret     . . . . . # # #
reply       notice             . . . . . . . .
reply       deleted            . . . . . . . .
comment     member's           . . # # # # # #
comment     member's secret    . . . . # # # #
comment     guest's secret     . . . . . # # #
comment     notice             . . # # # # # #
comment     deleted            . . . . . . . .
edit        member's           . . . . # # # #
edit        member's secret    . . . . # # # #
edit        guest's            . # . . . # # #
edit        guest's secret     . # . . . # # #
edit        deleted            . . . . . . . .
edit        hidden             . . . . . . . .
delete      member's           . . . . # # # #
delete      guest's            . # . . . # # #
delete      deleted            . . . . . . . .
read_comment   member's        # # # # # # # #
read_comment   member's secret . . . . # # # #
read_comment   guest's secret  . # . . # # # #
read_comment   deleted         . . . . . . . .
edit_comment   member's        . . . . # # # #
edit_comment   guest's         . # . . . # # #
edit_comment   deleted         . . . . . . . .
delete_comment member's        . . . . # # # #
delete_comment guest's         . # . . . # # #
answer_comment member's        . . # # # # # #
answer_comment member's secret . . . . # # # #
answer_comment deleted         . . . . . . . .
"""


@pytest.fixture
def people(db):
    board = make_board(
        write_level=3,
        reply_level=5,
        comment_level=2,
        upload_level=5,
        download_level=2,
    )
    roles = {
        "guest": None,
        "key": None,
        "level 2": make_member(),
        "level 5": make_member(level=5),
        "author": make_member(),
        "board manager": make_member(),
        "group manager": make_member(),
        "site manager": make_manager(),
    }
    services.set_managers(board, [roles["board manager"]])
    services.set_managers(board.group, [roles["group manager"]])
    return SimpleNamespace(board=board, roles=roles)


def make_subjects(people) -> dict[str, Post]:
    board, author = people.board, people.roles["author"]
    guest = {"author_name": "손님", "guest_password": "abcd"}
    posts = {
        "member's": make_post(board, author),
        "member's secret": make_post(board, author, is_secret=True),
        "guest's": make_post(board, **guest),
        "guest's secret": make_post(board, **guest, is_secret=True),
        "notice": make_post(board, author, is_notice=True),
        "deleted": make_post(board, author),
        "hidden": make_post(board, author),
    }
    services.delete_post(posts["deleted"], by=author)
    services.hide_post(posts["hidden"], by=people.roles["site manager"])
    return {
        name: Post.objects.with_root_author().get(pk=post.pk)
        for name, post in posts.items()
    }


def make_comments(post: Post, author) -> dict[str, Comment]:
    guest = {"author_name": "손님", "guest_password": "abcd"}
    comments = {
        "member's": make_comment(post, author),
        "member's secret": make_comment(post, author, is_secret=True),
        "guest's": make_comment(post, **guest),
        "guest's secret": make_comment(post, **guest, is_secret=True),
        "deleted": make_comment(post, author),
    }
    services.delete_comment(comments["deleted"], by=author)
    for comment in comments.values():
        comment.refresh_from_db()
    return comments


def ask(act: str, member, subject, post: Post, *, has_key: bool) -> bool:
    function = getattr(permissions, f"can_{act}")
    if isinstance(subject, Comment):
        return function(member, subject, post, has_key=has_key)
    if isinstance(subject, Post):
        return function(member, subject, has_key=has_key)
    return function(member, subject)


def test_every_role_may_do_just_what_the_table_says(people):
    posts = make_subjects(people)
    post = posts["member's"]
    comments = make_comments(post, people.roles["author"])
    lines = TABLE.strip().splitlines()[1:]
    wrong = []
    for line in lines:
        act, rest = line.split(maxsplit=1)
        on, marks = rest[: -2 * len(ROLES) + 1].strip(), rest.split()[-len(ROLES) :]
        subjects = comments if act.endswith("_comment") else posts
        subject = people.board if on == "board" else subjects[on]
        for role, mark in zip(ROLES, marks, strict=True):
            has_key = role == "key" and on.startswith("guest")
            may = ask(act, people.roles[role], subject, post, has_key=has_key)
            if may != (mark == "#"):
                wrong.append(f"{role} {act} {on}: {may}")

    assert len(lines) == 48
    assert wrong == []


def test_the_table_asks_for_every_permission():
    acts = {line.split()[0] for line in TABLE.strip().splitlines()[1:]}
    there = {name[4:] for name in vars(permissions) if name.startswith("can_")}

    assert there - acts == {"manage_group"}  # below


def test_a_group_is_managed_by_its_managers_and_the_sites(board):
    keeper, boss = make_member(), make_manager()
    services.set_managers(board.group, [keeper])

    assert can_manage_group(keeper, board.group)
    assert can_manage_group(boss, board.group)
    assert not can_manage_group(keeper, make_group())
    assert not can_manage_group(None, board.group)


def test_who_manages_a_board_does_not_manage_its_group(board):
    keeper = make_member()
    services.set_managers(board, [keeper])

    assert can_manage(keeper, board)
    assert not can_manage_group(keeper, board.group)


@pytest.mark.parametrize("level", range(1, 11))
@pytest.mark.parametrize(
    ("field", "can"),
    [
        ("list_level", can_list),
        ("list_level", can_read_board),
        ("list_level", can_write),
        ("read_level", can_read_board),
        ("write_level", can_write),
        ("upload_level", can_upload),
    ],
)
def test_a_board_opens_from_its_level_on(field, can, level):
    board = make_board(write_level=1, upload_level=1)
    setattr(board, field, level)
    services.save_board(board)
    members = {n: make_member(level=n) for n in (2, 5, 9, 10)}

    opens = {n for n, member in members.items() if can(member, board)}

    assert opens == {n for n in members if n >= level}
    assert can(None, board) == (level == 1)
    assert can(make_manager(), board)


def test_nobody_is_taken_to_have_shown_a_key_who_has_not():
    board = make_board(reply_level=1, comment_level=1)
    post = make_post(board, author_name="손님", guest_password="abcd", is_secret=True)
    comment = make_comment(
        make_post(board), author_name="손님", guest_password="abcd", is_secret=True
    )
    cans = (
        can_read,
        permissions.can_download,
        can_reply,
        can_comment,
        permissions.can_edit,
        permissions.can_delete,
    )

    assert [can(None, post) for can in cans] == [False] * 6
    assert [can(None, post, has_key=True) for can in cans] == [True] * 6
    for can in (can_read_comment, can_edit_comment, can_answer_comment):
        assert not can(None, comment, comment.post)
        assert can(None, comment, comment.post, has_key=True)


def test_a_key_to_the_post_is_needed_to_answer_in_it():
    post = make_post(
        make_board(comment_level=1), author_name="손님", guest_password="a", is_secret=1
    )
    comment = make_comment(post)

    assert not can_answer_comment(None, comment, post)
    assert can_answer_comment(None, comment, post, has_post_key=True)


def test_a_manager_of_low_level_does_everything_on_his_board():
    levels = ("list", "read", "write", "reply", "comment", "upload", "download")
    board = make_board(**{f"{name}_level": 10 for name in levels})
    keeper = make_member()
    services.set_managers(board, [keeper])
    post = make_post(board, is_secret=True)
    on_board = (can_list, can_read_board, can_write, can_upload)
    on_post = (can_read, permissions.can_download, can_reply, can_comment)

    assert [can(keeper, board) for can in on_board] == [True] * 4
    assert [can(keeper, post) for can in on_post] == [True] * 4


@pytest.mark.parametrize(
    ("field", "can"), [("reply_level", can_reply), ("comment_level", can_comment)]
)
def test_guests_reply_and_comment_where_the_board_lets_them(field, can):
    post = make_post(make_board(**{field: 1}))
    other = make_post(make_board(**{field: 2}))

    assert can(None, post)
    assert not can(None, other)


def test_the_highest_level_gives_no_managers_right(board, member):
    secret = make_post(board, member, is_secret=True)
    top = make_member(level=10)

    assert not can_manage(top, board)
    assert not can_read(top, secret)


def test_nobody_uploads_where_no_files_are_taken():
    board = make_board(upload_count=0, upload_level=1)

    assert not can_upload(make_manager(), board)
    assert can_upload(None, make_board(upload_count=1, upload_level=1))


def test_the_deepest_post_takes_no_reply(member):
    post = make_post()
    post.depth = MAX_DEPTH - 1
    assert can_reply(member, post)

    post.depth = MAX_DEPTH
    assert not can_reply(member, post)


def test_the_deepest_comment_takes_no_answer(member):
    comment = make_comment()
    comment.depth = MAX_DEPTH - 1
    assert can_answer_comment(member, comment, comment.post)

    comment.depth = MAX_DEPTH
    assert not can_answer_comment(member, comment, comment.post)


def test_a_key_to_the_root_opens_the_secret_answer_to_read_not_to_edit(board, member):
    guest = {"author_name": "손님", "guest_password": "abcd"}
    question = make_post(board, **guest, is_secret=True)
    answer = make_post(board, member, parent=question, is_secret=True)

    assert can_read(None, answer, has_key=True)
    assert not permissions.can_edit(None, answer, has_key=True)
    assert not permissions.can_delete(None, answer, has_key=True)


def test_a_key_does_not_open_a_board_that_is_closed():
    board = make_board(read_level=2)
    post = make_post(board, author_name="손님", guest_password="abcd")

    assert not can_read(None, post, has_key=True)


def test_a_key_opens_an_answer_only_with_the_posts_own_key(member):
    post = make_post(
        make_board(comment_level=1), author_name="손님", guest_password="a", is_secret=1
    )
    comment = make_comment(post, author_name="손님", guest_password="b", is_secret=True)

    def may(key: bool, post_key: bool) -> bool:
        return can_answer_comment(
            None, comment, post, has_key=key, has_post_key=post_key
        )

    assert may(True, True)
    assert not may(True, False)
    assert not may(False, True)


def test_only_guests_with_a_password_are_asked_for_it(member):
    assert may_ask_for_key(make_post(author_name="손님", guest_password="abcd"))
    assert not may_ask_for_key(make_post(author_name="수집기"))
    assert not may_ask_for_key(make_post(author=member))
    assert may_ask_for_key(make_comment(author_name="손님", guest_password="abcd"))


def test_a_secret_comment_is_read_by_those_it_is_for():
    asker, answerer, host, other = (make_member() for _ in range(4))
    post = make_post(author=host)
    question = make_comment(post, asker)
    answer = make_comment(post, answerer, parent=question, is_secret=True)

    readers = {m for m in (asker, answerer, host) if can_read_comment(m, answer, post)}

    assert readers == {asker, answerer, host}
    assert not can_read_comment(other, answer, post)
    assert not can_read_comment(None, answer, post)


def test_guests_are_nobody_in_particular():
    post = make_post(author_name="손님", guest_password="abcd", is_secret=True)
    post.root_author_id = None
    question = make_comment(make_post(), author_name="손님", guest_password="abcd")
    other, answerer = question.post, make_member()
    answer = make_comment(other, answerer, parent=question, is_secret=True)

    assert not can_read(None, post)
    assert not can_read_comment(None, answer, other)
    assert not can_edit_comment(None, question, other)


def make_grid() -> list[Member | None]:
    """Make boards of many levels with posts of every kind; return who may ask."""
    author, answerer = make_member(), make_member(level=6)
    keeper, group_keeper = make_member(), make_member()
    levels = [*((n, 1) for n in range(1, 11)), *((1, n) for n in range(2, 11)), (3, 7)]
    boards = [make_board(list_level=n, read_level=m) for n, m in levels]
    for board in boards[::4]:
        services.set_managers(board, [keeper])
        services.set_managers(board.group, [group_keeper])
    for board in boards:
        make_posts(board, author, answerer)
    return [None, author, answerer, keeper, group_keeper, make_manager()]


def make_posts(board, author, answerer) -> None:
    for state, secret, notice in product(State, (False, True), (False, True)):
        root = make_root(
            board, author=author, state=state, is_secret=secret, is_notice=notice
        )
        Post.objects.create(
            board=board,
            author=answerer,
            parent=root,
            thread=root.pk,
            reply_path="0000",
            is_secret=True,
        )
    make_root(board, author_name="손님", is_secret=True)


def make_root(board, **fields) -> Post:
    post = Post.objects.create(board=board, **fields)
    post.thread = post.pk
    post.save(update_fields=["thread"])
    return post


def test_lists_and_single_posts_agree_on_who_sees_what():
    readers = [*make_grid(), *(make_member(level=level) for level in range(2, 11))]
    posts = list(Post.objects.select_related("board").with_root_author())

    for reader in readers:
        listed = {
            post
            for post in posts
            if post.state == State.VISIBLE and can_list(reader, post.board)
        }
        readable = {post for post in posts if can_read(reader, post)}
        assert set(Post.objects.listed_for(reader)) == listed
        assert set(Post.objects.readable_by(reader)) == readable
        assert readable <= listed
