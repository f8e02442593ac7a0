"""The search of the whole site."""

import logging
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from accounts.current import member_of
from accounts.models import Member
from boards import pager
from boards.forms import page_number
from boards.searching import (
    Found,
    Search,
    find_comments,
    find_posts,
    say_problem,
    say_unavailable,
)
from guard.throttle import Throttled, throttle_request
from portal.forms import SearchForm
from portal.latest import boards_by_group, can_find_on
from portal.searching import PER_PAGE, comment_hits, post_hits
from portal.suggesting import suggest
from search.errors import IndexUnavailable
from search.query import parse
from web import inner_headers

logger = logging.getLogger(__name__)

COUNTED = 100  # of the kind that is not shown
_A_MINUTE = "private, max-age=60"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Posts or comments of all boards in which the words were found."""
    member = member_of(request)
    form = SearchForm(request.GET, boards_by_group(can_find_on, member))
    context: dict[str, object] = {"form": form, "q": form.words, "refusal": ""}
    status = 200
    if form.words:
        throttle_request(request, "search", member.pk if member else None)
        try:
            context |= _search(form, page_number(request.GET.get("page")), member)
        except IndexUnavailable:
            logger.warning("A search of the site waits for the index")
            context["refusal"], status = say_unavailable(), 503
    elif form.is_sent:
        context["refusal"] = _("찾을 말을 적어 주세요.")
    response = render(request, "portal/search.html", context, status=status)
    if form.words and not context["refusal"]:
        response[inner_headers.SEARCH] = quote(form.words)
    return response


@require_safe
@vary_on_cookie
def search_suggest(request: HttpRequest) -> JsonResponse:
    """What is suggested while one types; nothing, without a word, to whoever overdoes it.

    {"name": of all, "status": how many in words, "kinds": [{"name": "게시판",
    "suggestions": [{"text", "url"}]}]}
    """
    member = member_of(request)
    typed = request.GET.get("q", "").strip()
    kinds, headers, status = [], {}, 200
    try:
        if typed:
            throttle_request(request, "suggest", member.pk if member else None)
        kinds = suggest(typed, member)
        headers["Cache-Control"] = "private, no-store" if member else _A_MINUTE
    except Throttled as refusal:
        status = 429
        headers |= {
            "Cache-Control": "no-store",
            "Retry-After": str(refusal.retry_after),
        }
    count = sum(len(kind.suggestions) for kind in kinds)
    answer = {
        "name": _("추천"),
        "status": _("추천 %(count)d개") % {"count": count} if count else "",
        "kinds": [
            {"name": name, "suggestions": [each._asdict() for each in suggestions]}
            for name, suggestions in kinds
        ],
    }
    return JsonResponse(answer, status=status, headers=headers)


def _search(form: SearchForm, number: int, member: Member | None) -> dict[str, object]:
    """Return what the page shows of what was found. Raises IndexUnavailable."""
    query = parse(form.words)
    if query.problem:
        return {"refusal": say_problem(query.problem)}
    wanted = Search(query=query, boards=form.boards, field=form.field, since=form.since)
    # There is no title of a comment to look into.
    has_comments = form.field != "title"
    is_for_comments = form.is_for_comments and has_comments
    posts = find_posts(wanted, member, COUNTED if is_for_comments else None)
    comments = (
        find_comments(wanted, member, None if is_for_comments else COUNTED)
        if has_comments
        else None
    )
    found, hits_of = posts, post_hits
    if is_for_comments and comments is not None:
        found, hits_of = comments, comment_hits
    page, ids = pager.page_of_found(found, number, PER_PAGE)
    return {
        "page": page,
        "hits": hits_of(ids, query, member),
        "query": form.query(),
        "tabs": _tabs(form, posts, comments),
    }


def _tabs(
    form: SearchForm, posts: Found, comments: Found | None
) -> list[dict[str, object]]:
    """Return the two kinds of finds, with how many there are of each."""
    kinds = [(_("글"), posts, False)]
    if comments is not None:
        kinds.append((_("댓글"), comments, True))
    return [
        {
            "name": name,
            "total": len(found.ids),
            "is_cut": found.is_cut,
            "query": form.query(is_for_comments=is_comments),
            "is_current": is_comments == form.is_for_comments,
        }
        for name, found, is_comments in kinds
    ]
