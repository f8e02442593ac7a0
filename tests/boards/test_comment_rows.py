"""The comments below a post as one reader sees them: where they may be changed."""

from urllib.parse import quote

import pytest
from django.urls import reverse, set_script_prefix

from boards.comment_rows import comment_rows
from tests.factories import make_board, make_comment, make_post

pytestmark = pytest.mark.django_db


def rows_of(post):
    return comment_rows(post, None, lambda comment: False, can_comment=True)


@pytest.mark.parametrize("prefix", ["/", "/yard/", "/%20d/"])
def test_each_comment_has_its_addresses(prefix):
    boards = [make_board(slug="one"), make_board(slug="two")]
    posts = [make_post(board) for board in boards for _ in range(2)]
    comments = [make_comment(post) for post in posts for _ in range(2)]
    try:
        set_script_prefix(prefix)
        rows = {row.id: row for post in posts for row in rows_of(post)}
        expected = {
            comment.pk: [
                reverse(
                    f"boards:comment_{act}",
                    args=[comment.post.board.slug, comment.post_id, comment.pk],
                )
                for act in ("edit", "delete", "reply", "unlock")
            ]
            for comment in comments
        }
    finally:
        set_script_prefix("/")

    assert {
        pk: [*(row.edit_url, row.delete_url, row.reply_url), row.places.unlock % pk]
        for pk, row in rows.items()
    } == expected
    assert all(urls[0].startswith(quote(prefix)) for urls in expected.values())
