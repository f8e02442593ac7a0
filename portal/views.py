"""Front page, new posts, site search, preferences, what robots may read."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.current import member_of
from boards import contents, pager
from boards.directory import directory
from boards.forms import page_number
from boards.models import Board
from boards.permissions import can_list, can_read_board, can_write
from portal.introductions import (
    introduce_front,
    introduce_group,
    introduce_new_posts,
)
from portal.latest import (
    MOST_BLOCKS,
    boards_by_group,
    boards_of,
    latest_of_each_board,
    open_boards,
)
from portal.newest import newest_posts
from portal.online import seen_by
from portal.preferences import keep_preferences
from siteconfig.alike import render_alike
from web.introduction import absolute_url
from web.pages import MAX_AGE, anonymous_page

NEW_POSTS_PER_PAGE = 20
LEAST_NEW_POSTS = 100


@anonymous_page()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The latest posts of each board; what finds no room here its group shows."""
    member = member_of(request)
    boards = open_boards(member)

    def make() -> dict[str, object]:
        return {
            "latest": latest_of_each_board(boards[:MOST_BLOCKS]),
            "more_groups": list(
                {board.group_id: board.group for board in boards[MOST_BLOCKS:]}.values()
            ),
            "introduction": introduce_front(),
        }

    return _render_newest(request, "portal/front.html", make, boards)


def _render_newest(
    request: HttpRequest,
    template: str,
    make: Callable[[], dict[str, object]],
    boards: Sequence[Board],
) -> HttpResponse:
    """Render what is the same for all members who may read just these boards."""
    member = member_of(request)
    if member is None:
        return render(request, template, make())
    return render_alike(
        request,
        [template],
        {},
        lambda: (make(), ()),
        reader=member.pk,
        content=contents.NEW_POSTS,
        key=tuple(board.pk for board in boards),
        seconds=MAX_AGE,
    )


@anonymous_page()
@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest posts of a group's boards; those he may only list are linked."""
    member = member_of(request)
    found = next((each for each in directory().groups if each.slug == slug), None)
    boards = boards_of(found, member) if found else []
    if found is None or not boards:
        raise Http404(_("그런 게시판 그룹이 없습니다."))
    shown = [board for board in boards if can_read_board(member, board)][:MOST_BLOCKS]

    def make() -> dict[str, object]:
        return {
            "group": found,
            "latest": latest_of_each_board(shown),
            "more_boards": [board for board in boards if board not in shown],
            "introduction": introduce_group(found),
        }

    return _render_newest(request, "portal/group.html", make, [*boards, *shown])


@anonymous_page()
@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    """All boards, group by group."""
    context = {"groups": boards_by_group(can_list, member_of(request))}
    return render(request, "portal/board_list.html", context)


@require_safe
def write(request: HttpRequest) -> HttpResponse:
    """Ask where to write; the way there from pages that belong to no board."""
    context = {"groups": boards_by_group(can_write, member_of(request))}
    return render(request, "portal/write.html", context)


@anonymous_page("page")
@require_safe
def new_posts(request: HttpRequest) -> HttpResponse:
    """The newest posts of all boards."""
    member = member_of(request)
    posts = newest_posts(member, LEAST_NEW_POSTS).order_by("-id")
    number = page_number(request.GET.get("page"))
    page = pager.found_page(posts, number, NEW_POSTS_PER_PAGE)
    context = {
        "page": page,
        "query": "",
        "introduction": introduce_new_posts(page),
        "is_site_manager": member is not None and member.is_superuser,
    }
    return render(request, "portal/new_posts.html", context)


@require_safe
def online(request: HttpRequest) -> HttpResponse:
    """현재접속자: people and robots of the last ten minutes."""
    seen = seen_by(member_of(request))
    context = {
        "people": [each for each in seen if not each.is_robot],
        "robots": [each for each in seen if each.is_robot],
    }
    return render(request, "portal/online.html", context)


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep theme or text size, and go back to where they were chosen."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    # A page that refused this very form leads back to here, where nothing can be read.
    if not is_ours or wanted.startswith(request.path):
        wanted = reverse("portal:front")
    response = HttpResponseRedirect(wanted)
    keep_preferences(request, response)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines need not read, and where the rest is listed."""
    context = {"sitemap_url": absolute_url(reverse("portal:sitemap"))}
    text = render_to_string("portal/robots.txt", context)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
