"""A row inserted by ready SQL is the row that `save` would have made."""

import pytest
from django.db import IntegrityError, connection, transaction

from boards.models import Comment
from tests.factories import make_member, make_post
from web.inserting import insert

pytestmark = pytest.mark.django_db


def new_comment(post, author, **fields) -> Comment:
    return Comment(
        post=post,
        author=author,
        author_name=author.nickname,
        body="100% '맞음'",
        body_html="<p>100% '맞음'</p>",
        ip="2001:db8::1",
        **fields,
    )


def everything(comment: Comment) -> dict[str, object]:
    found = Comment.objects.filter(pk=comment.pk).values().get()
    return {name: value for name, value in found.items() if name != "id"}


def test_it_is_stored_as_save_stores_it():
    post, author = make_post(), make_member()
    saved, inserted = new_comment(post, author), new_comment(post, author)
    inserted.created_at = saved.created_at
    saved.save()

    insert(inserted)

    assert everything(inserted) == everything(saved)
    assert Comment.objects.get(pk=inserted.pk) == inserted


def test_it_is_a_saved_row_afterwards(django_assert_num_queries):
    comment = new_comment(make_post(), make_member(), is_secret=True)

    with django_assert_num_queries(1):
        insert(comment)
    comment.body = "고침"
    comment.save()

    assert Comment.objects.get().body == "고침"
    assert comment._state.db == connection.alias


def test_constraints_hold():
    comment = new_comment(make_post(), make_member(), guest_password="hash")

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(comment)

    assert not Comment.objects.exists()
