"""The newest posts of the site and of a group, as RSS and Atom."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from boards.directory import directory
from boards.feeds import MOST_POSTS, feed_of
from boards.models import BoardGroup
from boards.permissions import can_read_board
from portal.latest import boards_of, newest_of_boards
from portal.newest import newest_posts
from siteconfig.services import site
from web.introduction import FeedLink


def link_to_site_feed() -> FeedLink:
    """Return where the new posts of the whole site can be subscribed to."""
    return FeedLink(site().site_name, reverse("portal:feed"))


def link_to_group_feed(group: BoardGroup) -> FeedLink:
    """Return where the new posts of a group can be subscribed to."""
    return FeedLink(group.name, reverse("portal:group_feed", args=[group.slug]))


@cache_control(no_cache=True)
@conditional_page
@require_safe
def site_feed(request: HttpRequest, kind: str = "rss") -> HttpResponse:
    """The newest posts of all boards that are found in search and new posts."""
    posts = newest_posts(None, MOST_POSTS)
    return feed_of(posts, link_to_site_feed(), "/", kind)


@cache_control(no_cache=True)
@conditional_page
@require_safe
def group_feed(request: HttpRequest, slug: str, kind: str = "rss") -> HttpResponse:
    """The newest posts of a group's boards."""
    group = next((each for each in directory().groups if each.slug == slug), None)
    listed = boards_of(group, None) if group else []
    if group is None or not listed:
        raise Http404(_("그런 게시판 그룹이 없습니다."))
    boards = [board for board in listed if can_read_board(None, board)]
    posts = newest_of_boards(boards, None, MOST_POSTS)
    page = reverse("portal:group", args=[slug])
    return feed_of(posts, link_to_group_feed(group), page, kind)
