"""How lists and posts introduce themselves to search engines and link previews."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from boards.comment_rows import CommentRow
from boards.feeds import link_to_feed
from boards.forms import ListForm
from boards.models import Attachment, Board, Post
from boards.pager import Page
from boards.permissions import can_list, can_read
from boards.rows import Row
from guard.sanitise import plain_text
from siteconfig.services import site
from uploads.sizes import largest
from web.introduction import (
    Introduction,
    PreviewImage,
    absolute_url,
    breadcrumbs,
    numbered,
    numbered_title,
)

# Enough to tell what is talked about; the page itself holds them all.
MOST_COMMENTS = 10
COMMENT_LENGTH = 200


def introduce_list(board: Board, form: ListForm, page: Page) -> Introduction | None:
    """Introduce a page of a board in its natural order, if guests may open it."""
    if not form.is_in_natural_order or not can_list(None, board):
        return None
    name = form.category.name if form.category else ""
    title = f"{name} > {board.name}" if name else board.name
    return Introduction(
        title=numbered_title(title, page.number),
        path=numbered(board.get_absolute_url(), form.query(), page.number),
        feed=link_to_feed(board),
        data=[breadcrumbs(*_way_to(board))],
    )


def introduce_post(
    post: Post,
    row: Row,
    comments: Iterable[CommentRow],
    pictures: Iterable[Attachment],
) -> Introduction | None:
    """Introduce a post that guests may read.

    row, comments, pictures: the post's own, as the page shows them.
    """
    if not can_read(None, post):
        return None
    image = _image_of(row, pictures)
    way = [*_way_to(row.board), (post.title, row.url)]
    return Introduction(
        title=post.title,
        path=row.url,
        description=post.excerpt,
        published_at=post.created_at,
        modified_at=post.edited_at,
        image=image,
        feed=link_to_feed(row.board),
        data=[_posting(post, row, comments, image), breadcrumbs(*way)],
    )


def _way_to(board: Board) -> list[tuple[str, str]]:
    return [(site().site_name, "/"), (board.name, board.get_absolute_url())]


def _image_of(row: Row, pictures: Iterable[Attachment]) -> PreviewImage | None:
    """Return the post's thumbnail; only of attached pictures is the height known."""
    if not row.thumbnail:
        return None
    width, url = largest(row.thumbnail, row.thumbnail_widths)
    whole = next((file for file in pictures if file.path == row.thumbnail), None)
    if whole is None or not whole.width:
        return PreviewImage(absolute_url(url))
    width = width or whole.width
    height = round(width * whole.height / whole.width)
    return PreviewImage(absolute_url(url), width, height)


def _posting(
    post: Post, row: Row, comments: Iterable[CommentRow], image: PreviewImage | None
) -> dict[str, Any]:
    url = absolute_url(row.url)
    posting = {
        "@type": "DiscussionForumPosting",
        "headline": post.title,
        "url": url,
        "text": post.excerpt or post.title,
        "author": _person(row.author_name),
        "datePublished": _moment(row.local),
        "interactionStatistic": [
            _counter("CommentAction", post.comment_count),
            _counter("LikeAction", post.up_count),
            _counter("ViewAction", post.view_count),
        ],
    }
    if post.edited_at:
        posting["dateModified"] = _moment(timezone.localtime(post.edited_at))
    if image:
        posting["image"] = image.url
    # What is secret may stand on the page of a reader who may read it.
    shown = [each for each in comments if each.body_html and not each.is_secret]
    if shown:
        posting["comment"] = [_comment(each, url) for each in shown[:MOST_COMMENTS]]
    return posting


def _comment(comment: CommentRow, post_url: str) -> dict[str, Any]:
    return {
        "@type": "Comment",
        "url": post_url + comment.permalink,
        "text": plain_text(comment.body_html)[:COMMENT_LENGTH],
        "author": _person(comment.author_name),
        "datePublished": _moment(comment.local),
    }


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def _moment(local: datetime) -> str:
    return local.isoformat(timespec="seconds")


def _counter(action: str, count: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"https://schema.org/{action}",
        "userInteractionCount": count,
    }
