"""What the database itself refuses, each rule broken once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from boards.models import (
    Attachment,
    Board,
    BoardGroup,
    Category,
    Comment,
    Link,
    ListTally,
    Post,
    PostView,
    Removal,
    ReservedSlug,
    Submission,
)
from tests.factories import make_board, make_category, make_comment, make_post

pytestmark = pytest.mark.django_db


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_two_groups_have_two_slugs(board):
    assert refused(lambda: BoardGroup.objects.create(slug=board.group.slug, name="가"))


def test_two_boards_have_two_slugs(board):
    assert refused(
        lambda: Board.objects.create(slug=board.slug, name="가", group=board.group)
    )


@pytest.mark.parametrize(("rows", "is_refused"), [(0, 1), (1, 0), (100, 0), (101, 1)])
def test_a_page_has_1_to_100_posts(board, rows, is_refused):
    boards = Board.objects.filter(pk=board.pk)

    assert refused(lambda: boards.update(posts_per_page=rows)) == bool(is_refused)


@pytest.mark.parametrize("slug", ["a", "가나다", "Free", "a b", "a" * 21, "a/b"])
def test_slugs_are_short_plain_words(board, slug):
    board.slug = slug

    with pytest.raises(ValidationError):
        board.full_clean()


@pytest.mark.parametrize("level", [0, 11])
@pytest.mark.parametrize(
    "field",
    [
        *("list_level", "read_level", "write_level", "reply_level"),
        *("comment_level", "upload_level", "download_level"),
    ],
)
def test_levels_run_from_1_to_10(board, field, level):
    setattr(board, field, level)

    with pytest.raises(ValidationError):
        board.full_clean()


def test_a_board_has_each_category_once(board):
    category = make_category(board)

    assert refused(lambda: Category.objects.create(board=board, name=category.name))
    assert make_category(make_board(), name=category.name)


def test_a_slug_is_reserved_once(board):
    assert refused(lambda: ReservedSlug.objects.create(slug=board.slug))


def test_two_posts_have_two_places_in_a_thread():
    root = make_post()
    reply, other = (make_post(root.board, parent=root) for _ in range(2))

    assert refused(
        lambda: Post.objects.filter(pk=other.pk).update(reply_path=reply.reply_path)
    )


def test_a_post_of_another_site_comes_in_once(board):
    make_post(board, source_board="free", source_id=7)

    assert refused(lambda: make_post(board, source_board="free", source_id=7))
    assert make_post(board, source_board="qa", source_id=7)
    assert make_post(board, source_board="free")
    assert make_post(board, source_board="free")


@pytest.mark.parametrize(
    ("make", "table"), [(make_post, Post), (make_comment, Comment)]
)
def test_threads_are_at_most_ten_deep(make, table):
    rows = table.objects.filter(pk=make().pk)

    assert not refused(lambda: rows.update(depth=10))
    assert refused(lambda: rows.update(depth=11))


@pytest.mark.parametrize(
    ("make", "table"), [(make_post, Post), (make_comment, Comment)]
)
def test_only_guests_have_passwords(make, table):
    by_member = make()
    by_guest = make(author_name="손님", guest_password="abcd")

    rows = table.objects.filter(pk=by_member.pk)
    assert refused(lambda: rows.update(guest_password="x"))
    assert table.objects.get(pk=by_guest.pk).guest_password


def test_two_comments_have_two_places_below_a_post():
    post = make_post()
    parent = make_comment(post)
    reply, other = (make_comment(post, parent=parent) for _ in range(2))

    assert refused(
        lambda: Comment.objects.filter(pk=other.pk).update(reply_path=reply.reply_path)
    )


def test_files_and_links_of_a_post_have_numbers_of_their_own():
    post, other = make_post(), make_post()
    file = {"number": 1, "path": "files/a", "name": "가", "size": 1}
    Attachment.objects.create(post=post, **file)
    Link.objects.create(post=post, number=1, url="https://a.kr/")

    assert refused(lambda: Attachment.objects.create(post=post, **file))
    assert refused(lambda: Link.objects.create(post=post, number=1, url="https://b.kr"))
    assert Attachment.objects.create(post=other, **file)
    assert Link.objects.create(post=other, number=1, url="https://a.kr/")


def test_a_visitor_sees_a_post_once_a_day():
    post = make_post()
    view = {"post": post, "day": "2026-03-02", "visitor": "a"}
    PostView.objects.create(**view)

    assert refused(lambda: PostView.objects.create(**view))
    assert PostView.objects.create(**{**view, "day": "2026-03-03"})


def test_a_bucket_of_the_tally_is_there_once_and_never_negative(board):
    bucket = {"board": board, "level": 1, "bucket": 0}
    ListTally.objects.create(**bucket)

    assert refused(lambda: ListTally.objects.create(**bucket))
    assert refused(lambda: ListTally.objects.update(count=-1))


def test_a_removal_is_of_one_post_or_of_one_comment():
    comment = make_comment()
    reason = Removal.Reason.HIDDEN

    assert refused(lambda: Removal.objects.create(reason=reason))
    assert refused(
        lambda: Removal.objects.create(
            post=comment.post, comment=comment, reason=reason
        )
    )
    Removal.objects.create(post=comment.post, reason=reason)
    assert refused(lambda: Removal.objects.create(post=comment.post, reason=reason))


def test_a_form_is_sent_once():
    Submission.objects.create(key="a")

    assert refused(lambda: Submission.objects.create(key="a"))


def test_authors_boards_and_answered_posts_cannot_be_erased(member):
    root = make_post(author=member)
    make_post(root.board, parent=root)
    comment = make_comment(author=member)

    for row in (member, root.board, root.board.group, root, comment.post.board):
        with pytest.raises((ProtectedError, RestrictedError)):
            row.delete()
