"""The list of a board: numbered, sorted, searched."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.current import member_of
from accounts.models import Member
from boards import contents, pager, permissions
from boards.directory import categories_of
from boards.feeds import link_to_feed
from boards.forms import SORTS, ListForm, page_number
from boards.introductions import introduce_list
from boards.models import Board, Post
from boards.skins import pages_of
from boards.views.finding import find_board
from guard.throttle import throttle_request
from siteconfig.alike import render_alike
from web import inner_headers
from web.pages import anonymous_page


@anonymous_page("page", "category", "field", "q", "sort")
@require_safe
def post_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbered list of a board, also searched or in another order."""
    board = find_board(request, slug)
    member = member_of(request)
    form = ListForm(board, request.GET.dict())
    if form.words:
        throttle_request(request, "search", member.pk if member else None)
    number = page_number(request.GET.get("page"))
    given = {
        "can_write": permissions.can_write(member, board),
        "can_manage": permissions.can_manage(member, board),
        "is_site_manager": member is not None and member.is_superuser,
    }
    templates, content = pages_of(board.skin), contents.of_list(board.pk)
    if member is not None and not form.words:
        response = render_alike(
            request,
            templates,
            given,
            lambda: (_list(board, form, _page_of(board, form, number)), ()),
            reader=member.pk,
            content=content,
            key=(form.query(), number),
        )
    else:
        page = (
            _found(board, form, number, member)
            if form.words
            else _page_of(board, form, number)
        )
        response = render(request, templates, {**given, **_list(board, form, page)})
    response[inner_headers.CONTENT] = content
    if form.words and number == 1:
        response[inner_headers.SEARCH] = quote(form.words)
    return response


def _list(board: Board, form: ListForm, page: pager.Page) -> dict[str, object]:
    """Return what a list shows, whoever reads it."""
    return {
        "board": board,
        "categories": categories_of(board),
        "category": form.category,
        "page": page,
        "introduction": introduce_list(board, form, page),
        "feed": link_to_feed(board),
        "search_form": form.fields(),
        "is_search": bool(form.words),
        "sort": form.sort,
        "sort_links": _sort_links(form),
        "query": form.query(),
    }


def _page_of(board: Board, form: ListForm, number: int) -> pager.Page:
    """Return a page of the whole list, in the order that was asked for."""
    if not form.sort:
        return pager.list_page(board, form.category, number)
    return pager.sorted_page(board, form.category, number, order=SORTS[form.sort])


def _found(
    board: Board, form: ListForm, number: int, member: Member | None
) -> pager.Page:
    """Return a page of what was searched for."""
    # Only what the visitor may read is searched, so that no secret word is found.
    posts = Post.objects.readable_by(member)
    posts = posts.matching(form.search_field, form.words)
    posts = posts.in_board(board, form.category).order_by(*SORTS[form.sort])
    return pager.found_page(posts, number, board.posts_per_page)


def _sort_links(form: ListForm) -> dict[str, str]:
    """Each column's link sorts by it, downwards first, then upwards."""
    links = {}
    for name in ("date", "views", "up"):
        sort = name if form.sort == f"-{name}" else f"-{name}"
        links[name] = f"?{form.query(sort=sort)}".rstrip("&")
    return links
