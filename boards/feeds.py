"""The newest posts as RSS and Atom: what a guest may read, the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import (
    Atom1Feed,
    Enclosure,
    Rss201rev2Feed,
    get_tag_uri,
)
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from boards.directory import get_board_or_404
from boards.models import Board, Post
from boards.permissions import can_read_board
from boards.querysets import PostQuerySet
from boards.rows import ROW_FIELDS, make_rows
from guard.sanitise import clean_text
from uploads.sizes import largest
from web.addresses import address_of
from web.introduction import FeedLink, absolute_url
from web.require import Refused

MOST_POSTS = 30
KINDS: dict[str, type[Rss201rev2Feed] | type[Atom1Feed]] = {
    "rss": Rss201rev2Feed,
    "atom": Atom1Feed,
}


def link_to_feed(board: Board) -> FeedLink | None:
    """Return where the board's posts can be subscribed to, if guests may read them."""
    if not can_read_board(None, board):
        return None
    return FeedLink(board.name, address_of("boards:feed", board.slug))


@cache_control(no_cache=True)
@conditional_page
@require_safe
def board_feed(request: HttpRequest, slug: str, kind: str = "rss") -> HttpResponse:
    """The newest posts of a board that guests may read."""
    board = get_board_or_404(slug)
    link = link_to_feed(board)
    if link is None:
        raise Refused(
            _(
                "손님에게 열려 있지 않은 게시판은 RSS로 받아 볼 수 없습니다. "
                "게시판에서 읽어 주세요."
            )
        )
    posts = Post.objects.readable_by(None).in_board(board)
    return feed_of(posts, link, board.get_absolute_url(), kind)


def feed_of(
    posts: PostQuerySet, link: FeedLink, page_path: str, kind: str
) -> HttpResponse:
    """Answer with the newest of these posts; one query.

    posts: only such as guests may read. link: where the feed itself lies.
    page_path: of the page it belongs to. kind: a key of KINDS.
    """
    feed = KINDS[kind](
        title=clean_text(link.title),
        link=absolute_url(page_path),
        description=_("%(name)s의 새 글") % {"name": clean_text(link.title)},
        language="ko",
        feed_url=absolute_url(link.atom_path if kind == "atom" else link.path),
    )
    newest = posts.order_by("-id").values_list(*ROW_FIELDS, "edited_at")
    values = list(newest[:MOST_POSTS])
    rows = make_rows(value[:-1] for value in values)
    for row, (*_fields, edited_at) in zip(rows, values, strict=True):
        url = absolute_url(row.url)
        names = [row.board_name, row.category_name]
        feed.add_item(
            title=clean_text(row.title),
            link=url,
            description=escape(row.excerpt),  # readers take it for HTML
            # Stays when the post moves to another board, and its address with it.
            unique_id=get_tag_uri(absolute_url(f"/{row.id}"), row.created_at),
            unique_id_is_permalink=False,
            author_name=clean_text(row.author_name),
            pubdate=row.created_at,
            updateddate=edited_at or row.created_at,
            categories=[clean_text(name) for name in names if name],
            enclosures=_enclosures(row.thumbnail, row.thumbnail_widths),
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    if values:
        response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    return response


def _enclosures(thumbnail: str, widths: str) -> list[Enclosure]:
    if not thumbnail:
        return []
    _width, url = largest(thumbnail, widths)
    # Its length would cost a look at the storage; 0 says that it is unknown.
    return [Enclosure(absolute_url(url), "0", "image/webp")]
