"""What a post's page shows besides the post."""

import pytest

from boards import services
from boards.comment_rows import comment_rows
from boards.models import Post, State
from boards.reading import files_and_links, neighbours
from boards.threads import MAX_DEPTH
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from uploads.services import PreparedFile

pytestmark = pytest.mark.django_db

GUEST = {"author_name": "손님", "guest_password": "abcd"}


def around(post: Post) -> tuple[int | None, int | None]:
    above, below = neighbours(post)
    return above and above.id, below and below.id


def test_neighbours_are_the_rows_above_and_below_in_the_list(board, member):
    old, middle, new = (make_post(board, member) for _ in range(3))

    assert around(middle) == (new.pk, old.pk)
    assert around(new) == (None, middle.pk)
    assert around(old) == (middle.pk, None)


def test_neighbours_go_through_the_replies_of_every_thread(board, member):
    old, new = make_post(board, member), make_post(board, member)
    old_1, old_2 = (make_post(board, member, parent=old) for _ in range(2))
    deep = make_post(board, member, parent=old_1)
    new_1 = make_post(board, member, parent=new)

    order = [new, new_1, old, old_1, deep, old_2]

    found = [around(post) for post in order]
    ids = [None, *(post.pk for post in order), None]
    assert found == [(ids[n], ids[n + 2]) for n in range(len(order))]


def test_neighbours_are_visible_ordinary_and_of_the_same_board(board, member):
    first = make_post(board, member)
    make_post(make_board(), member)
    make_post(board, member, is_notice=True)
    services.delete_post(make_post(board, member), by=member)
    services.hide_post(make_post(board, member), by=make_manager())
    last = make_post(board, member)

    assert around(first) == (last.pk, None)
    assert around(last) == (None, first.pk)


def test_a_notice_has_the_neighbours_of_its_place(board, member):
    old = make_post(board, member)
    notice = make_post(board, member, is_notice=True)
    new = make_post(board, member)

    assert around(notice) == (new.pk, old.pk)


def test_neighbours_are_found_in_one_query(board, member, django_assert_num_queries):
    post = make_post(board, member)
    make_post(board, member, parent=post)
    neighbours(post)

    with django_assert_num_queries(1):
        neighbours(post)


def hang(post: Post, name: str, *, is_picture: bool = False) -> None:
    file = PreparedFile(name, b"12345", 5, is_picture=is_picture, width=3, height=2)
    services.edit_post(
        post, title=post.title, body=post.body, category=None, uploads=[file]
    )


def test_files_and_links_come_in_their_order_in_one_query(
    board, member, django_assert_num_queries, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    post = make_post(board, member, links=["https://a.kr/", "https://b.kr/"])
    hang(post, "가.txt")
    hang(post, "나.webp", is_picture=True)
    services.follow_link(post.links.get(number=2))
    services.note_download(post.attachments.get(number=1))
    hang(make_post(board, member, links=["https://c.kr/"]), "다.txt")
    post = Post.objects.select_related("board").get(pk=post.pk)

    with django_assert_num_queries(1):
        files, links = files_and_links(post)
        addresses = [file.get_absolute_url() for file in files]

    for made, stored in zip(files, post.attachments.all(), strict=True):
        for field in stored._meta.concrete_fields[1:]:
            assert getattr(made, field.attname) == getattr(stored, field.attname)
    assert [(link.number, link.url, link.click_count) for link in links] == [
        (1, "https://a.kr/", 0),
        (2, "https://b.kr/", 1),
    ]
    assert addresses == [file.get_absolute_url() for file in post.attachments.all()]


def test_a_post_with_files_alone_or_links_alone_has_the_other_empty(
    board, member, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    with_link = make_post(board, member, links=["https://a.kr/"])
    with_file = make_post(board, member)
    hang(with_file, "가.txt")
    with_file.refresh_from_db()

    files, links = files_and_links(with_file)
    assert ([file.name for file in files], links) == (["가.txt"], [])
    files, links = files_and_links(with_link)
    assert (files, [link.url for link in links]) == ([], ["https://a.kr/"])


def test_a_post_with_nothing_on_it_costs_no_query(
    board, member, django_assert_num_queries
):
    post = make_post(board, member)

    with django_assert_num_queries(0):
        assert files_and_links(post) == ([], [])


def rows_for(post, member, *, keys=(), can_comment=True):
    return comment_rows(
        post, member, lambda comment: comment in keys, can_comment=can_comment
    )


def test_comments_come_in_order_with_their_addresses(member):
    post = make_post()
    first = make_comment(post, member)
    second = make_comment(post, author_name="손님")
    reply = make_comment(post, member, parent=first)

    rows = rows_for(post, None)

    assert [row.id for row in rows] == [first.pk, reply.pk, second.pk]
    assert [row.depth for row in rows] == [0, 1, 0]
    assert [row.author_name for row in rows] == [member.nickname] * 2 + ["손님"]
    row, place = rows[0], f"/boards/{post.board.slug}/{post.pk}/comments/{first.pk}"
    assert row.permalink == f"?comment={first.pk}#c_{first.pk}"
    assert (row.edit_url, row.delete_url) == (f"{place}/edit/", f"{place}/delete/")
    assert (row.reply_url, row.unlock_url) == (f"{place}/reply/", "")
    assert (row.body_html, row.created_at) == (first.body_html, first.created_at)


def test_all_comments_are_read_in_one_query(member, django_assert_num_queries):
    post = make_post()
    parent = make_comment(post, make_member(), is_secret=True)
    for _ in range(3):
        make_comment(post, make_member(), parent=parent, is_secret=True)
    rows_for(post, member)

    with django_assert_num_queries(1):
        rows_for(post, member)


def test_comments_of_other_posts_stay_with_them(member):
    make_comment(make_post(), member)

    assert rows_for(make_post(), member) == []


def test_a_comment_that_is_gone_is_not_shown(member):
    post = make_post()
    gone, hidden = make_comment(post, member), make_comment(post, member)
    services.delete_comment(gone, by=member)
    services.hide_comment(hidden, by=make_manager())

    assert rows_for(post, make_manager()) == []


def test_a_comment_that_is_gone_keeps_its_place_above_its_replies(member):
    post = make_post()
    gone = make_comment(post, member, body="지운 말")
    also_gone = make_comment(post, member, parent=gone)
    reply = make_comment(post, member, parent=also_gone)
    without_replies = make_comment(post, member, parent=gone)
    for comment in (gone, also_gone, without_replies):
        services.delete_comment(comment, by=member)

    rows = rows_for(post, make_manager())

    assert [row.id for row in rows] == [gone.pk, also_gone.pk, reply.pk]
    assert [row.is_deleted for row in rows] == [True, True, False]
    assert (rows[0].body_html, rows[0].author_name, rows[0].unlock_url) == ("", "", "")
    assert [rows[0].can_edit, rows[0].can_delete, rows[0].can_reply] == [False] * 3


def test_a_secret_comment_is_locked_for_others(member):
    post = make_post()
    secret = make_comment(post, member, body="비밀 이야기", is_secret=True)

    (row,) = rows_for(post, make_member())
    assert (row.is_secret, row.is_locked, row.body_html) == (True, True, "")
    assert [row.can_edit, row.can_delete, row.can_reply] == [False] * 3
    assert row.unlock_url == ""

    for reader in (member, post.author, make_manager()):
        (row,) = rows_for(post, reader)
        assert (row.is_locked, row.body_html) == (False, secret.body_html)


def test_a_secret_answer_opens_for_whom_it_answers(member):
    post = make_post()
    question = make_comment(post, member)
    make_comment(post, make_member(), parent=question, is_secret=True)

    assert [row.is_locked for row in rows_for(post, member)] == [False, False]
    assert [row.is_locked for row in rows_for(post, None)] == [False, True]


def test_a_guests_secret_comment_opens_by_its_password():
    post = make_post()
    comment = make_comment(post, **GUEST, is_secret=True)
    place = f"/boards/{post.board.slug}/{post.pk}/comments/{comment.pk}"

    (row,) = rows_for(post, None)
    assert (row.is_locked, row.unlock_url) == (True, f"{place}/password/")

    (row,) = rows_for(post, None, keys=[comment])
    assert (row.is_locked, row.body_html) == (False, comment.body_html)


def test_a_members_comment_opens_by_no_key(member):
    post = make_post()
    comment = make_comment(post, member, is_secret=True)

    (row,) = rows_for(post, None, keys=[comment])

    assert row.is_locked


def test_who_may_edit_a_comment_is_offered_it(member):
    post = make_post()
    make_comment(post, member)

    def offers(reader):
        (row,) = rows_for(post, reader)
        return row.can_edit, row.can_delete

    assert offers(member) == offers(make_manager()) == (True, True)
    assert offers(make_member()) == offers(None) == (False, False)


def test_a_guests_comment_offers_editing_to_all_and_asks_for_the_password():
    post = make_post()
    make_comment(post, **GUEST)

    (row,) = rows_for(post, None)

    assert (row.can_edit, row.can_delete) == (True, True)


def test_replying_is_offered_to_who_may_comment_down_to_the_last_level(member):
    post = make_post()
    comment = make_comment(post, member)
    for _level in range(MAX_DEPTH):
        comment = make_comment(post, member, parent=comment)

    offered = [row.can_reply for row in rows_for(post, member)]
    assert offered == [True] * MAX_DEPTH + [False]
    assert not any(row.can_reply for row in rows_for(post, None, can_comment=False))


def test_comments_held_back_are_not_shown(member):
    post = make_post()
    comment = make_comment(post, member)
    type(comment).objects.update(state=State.HELD)

    assert rows_for(post, member) == []


def test_a_neighbour_shows_its_category(board, member):
    category = make_category(board)
    make_post(board, member, category=category)

    _above, below = neighbours(make_post(board, member))

    assert (below.category_name, below.board) == (category.name, board)
