"""The sitemap: what a guest may read, in parts that search engines take whole.

A part holds the posts of a range of ids, so it is found without counting to it, and
an old part stays as it is while new posts are written.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boards.directory import directory
from boards.models import Board, Post
from boards.permissions import can_list, can_read_board
from portal.latest import boards_of, findable_posts
from siteconfig.services import content_pages

# Ids in a part; a sitemap may hold 50,000 addresses.
PART_SIZE = 20_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# A path, and when what it shows was last changed.
Entry = tuple[str, datetime | None]


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the parts: one of boards and pages, the others of posts, newest last."""
    paths = [reverse("portal:sitemap_pages")]
    paths += [reverse("portal:sitemap_posts", args=[part]) for part in _parts()]
    return _answer("sitemapindex", "sitemap", [(path, None) for path in paths])


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """List front page, new posts, groups, boards and content pages."""
    boards = _boards()
    newest = max((at for at in boards.values() if at), default=None)
    entries: list[Entry] = [
        (reverse("portal:front"), newest),
        (reverse("portal:new_posts"), newest),
    ]
    for group in directory().groups:
        times = [boards.get(board.pk) for board in boards_of(group, None)]
        if times:
            path = reverse("portal:group", args=[group.slug])
            entries.append((path, max((at for at in times if at), default=None)))
    entries += [
        (board.get_absolute_url(), boards[board.pk])
        for board in directory().boards
        if board.pk in boards
    ]
    entries += [(page.url, page.published_at) for page in content_pages()]
    return _answer("urlset", "url", entries)


@require_safe
def sitemap_posts(request: HttpRequest, part: int) -> HttpResponse:
    """List the posts whose ids lie in one range."""
    if part not in _parts():
        raise Http404(_("사이트맵에 그런 부분이 없습니다."))
    first = part * PART_SIZE
    posts = (
        findable_posts(None)
        .filter(id__gte=first, id__lt=first + PART_SIZE)
        .order_by("id")
        .values_list("id", "board_id", Coalesce("edited_at", "created_at"))
    )
    places = {board.pk: board.get_absolute_url() for board in directory().boards}
    # As reverse() would make it of each, which takes longer than all the rest.
    entries = [
        (f"{places[board_id]}{post_id}/", changed_at)
        for post_id, board_id, changed_at in posts
        if board_id in places
    ]
    return _answer("urlset", "url", entries)


def _parts() -> range:
    """Return the numbers of the parts between the first post and the last."""
    ids = Post.objects.alive().values_list("id", flat=True)
    last = ids.order_by("-id").first()
    if last is None:
        return range(0)
    first = ids.order_by("id")[0]
    return range(first // PART_SIZE, last // PART_SIZE + 1)


def _boards() -> dict[int, datetime | None]:
    """Return the boards that guests may list and search: when each got a post.

    Of those that they may only list, nothing is told.
    """
    boards = [
        board
        for board in directory().boards
        if board.is_in_search and can_list(None, board)
    ]
    read = [board.pk for board in boards if can_read_board(None, board)]
    posts = Post.objects.alive().filter(is_secret=False, board=OuterRef("pk"))
    newest = Subquery(posts.order_by("-id").values("created_at")[:1])
    found = Board.objects.filter(pk__in=read).values_list("pk", newest)
    return {**dict.fromkeys(board.pk for board in boards), **dict(found)}


def _answer(root: str, name: str, entries: Iterable[Entry]) -> HttpResponse:
    """Write entries of this name; as text, for a tree of 20,000 takes twice as long."""
    site, zone = settings.SITE_URL, timezone.get_current_timezone()
    parts = [f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">']
    for path, changed_at in entries:
        parts.append(f"<{name}><loc>{escape(site + path)}</loc>")
        if changed_at:
            day = changed_at.astimezone(zone).isoformat(timespec="seconds")
            parts.append(f"<lastmod>{day}</lastmod>")
        parts.append(f"</{name}>")
    parts.append(f"</{root}>")
    return HttpResponse("".join(parts), content_type="application/xml")
