"""Front page, new posts, site search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.current import member_of
from boards import pager
from boards.forms import page_number
from guard.throttle import throttle_request
from portal.forms import SearchForm
from portal.latest import findable_posts, latest_of_each_board
from portal.searching import MAX_HITS, find_posts
from web.pages import anonymous_page

NEW_POSTS_PER_PAGE = 20


@anonymous_page()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The latest posts of each board."""
    latest = latest_of_each_board(member_of(request))
    return render(request, "portal/front.html", {"latest": latest})


@anonymous_page("page")
@require_safe
def new_posts(request: HttpRequest) -> HttpResponse:
    """The newest posts of all boards."""
    posts = findable_posts(member_of(request)).order_by("-id")
    number = page_number(request.GET.get("page"))
    page = pager.found_page(posts, number, NEW_POSTS_PER_PAGE)
    return render(request, "portal/new_posts.html", {"page": page, "query": ""})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Posts of all boards that contain the words."""
    member = member_of(request)
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    results = []
    if words:
        throttle_request(request, "search", member.pk if member else None)
        results = find_posts(words, member)
    context = {
        "form": form,
        "q": words,
        "results": results,
        "is_cut": len(results) == MAX_HITS,
        "limit": MAX_HITS,
    }
    return render(request, "portal/search.html", context)
