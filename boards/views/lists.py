"""The list of a board: numbered, sorted, searched."""

import logging
from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.current import member_of
from accounts.models import Member
from boards import contents, pager, permissions
from boards.directory import categories_of
from boards.feeds import link_to_feed
from boards.forms import PERIOD_NAMES, SORTS, ListForm, page_number
from boards.introductions import introduce_list
from boards.models import Board, Post
from boards.searching import (
    Found,
    Search,
    find_posts,
    say_problem,
    say_unavailable,
)
from boards.skins import pages_of
from boards.views.finding import find_board
from guard.throttle import throttle_request
from search.errors import IndexUnavailable
from search.marking import marked
from search.query import Query, parse
from siteconfig.alike import render_alike
from web import inner_headers
from web.pages import anonymous_page

logger = logging.getLogger(__name__)

_MARKED = {"title", "title_body"}


@anonymous_page("page", "category", "field", "q", "sort", "period")
@require_safe
def post_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbered list of a board; also searched, in another order, of a period."""
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
            key=(form.query(), form.period, number),
        )
    elif form.words:
        response = _search(request, templates, given, board, form, number)
    else:
        shown = _list(board, form, _page_of(board, form, number))
        response = render(request, templates, {**given, **shown})
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
        "is_of_period": form.period is not None,
        "sort": form.sort,
        "sort_links": _sort_links(form),
        "period_links": _period_links(form) if page.is_cut or page.of_newest else [],
        "query": form.query(),
    }


def _page_of(board: Board, form: ListForm, number: int) -> pager.Page:
    """Return a page of the whole list, in the order that was asked for."""
    if form.is_in_natural_order:
        return pager.list_page(board, form.category, number)
    # The posts of a period, when no order is asked for, from the newest down.
    order = SORTS[form.sort or "-date"]
    since = form.period.moments()[0] if form.period else None
    return pager.sorted_page(board, form.category, number, order=order, since=since)


def _search(
    request: HttpRequest,
    templates: Sequence[str],
    given: dict[str, bool],
    board: Board,
    form: ListForm,
    number: int,
) -> HttpResponse:
    """Answer with a page of what was searched for, or say why nothing can be told."""
    member = member_of(request)
    query = parse(form.words)
    refusal, status = say_problem(query.problem), 200
    try:
        found = _found(board, form, query, member)
    except IndexUnavailable:
        logger.warning("A search of %s waits for the index", board.slug)
        found = Found([], is_cut=False)
        refusal, status = say_unavailable(), 503
    page = pager.searched_page(
        found,
        number,
        board.posts_per_page,
        readable=Post.objects.readable_by(member).in_board(board),
        order=SORTS[form.sort] if form.sort else (),
    )
    for row in page.rows:
        if form.search_field in _MARKED:
            row.title = marked(row.title, query)
    shown = _list(board, form, page)
    context = {**given, **shown, "search_refusal": refusal}
    return render(request, templates, context, status=status)


def _found(board: Board, form: ListForm, query: Query, member: Member | None) -> Found:
    # Who may only list the board finds nothing: what stands in a post is to be read.
    if not permissions.can_read_board(member, board):
        return Found([], is_cut=False)
    search = Search(
        query=query,
        boards=[board],
        field=form.search_field,
        category=form.category,
        since=form.period.start if form.period else None,
    )
    return find_posts(search, member)


def _sort_links(form: ListForm) -> dict[str, str]:
    """Each column's link sorts by it, downwards first, then upwards."""
    links = {}
    for name in ("date", "views", "up"):
        sort = name if form.sort == f"-{name}" else f"-{name}"
        links[name] = f"?{form.query(sort=sort)}".rstrip("&")
    return links


def _period_links(form: ListForm) -> list[tuple[str | Promise, str]]:
    """Return the names of the shorter periods, and the same list of each."""
    links: list[tuple[str | Promise, str]] = []
    for name, words in PERIOD_NAMES[1:]:
        if name == form.period_name:
            break
        links.append((words, f"?{form.query(period=name)}".rstrip("&")))
    return links
