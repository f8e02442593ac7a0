"""Pages that are the same, to the byte, for every guest, and what makes them so."""

from collections.abc import Callable
from functools import wraps
from operator import itemgetter
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from web import generations, inner_headers
from web.generation_numbers import Numbers
from web.generations import Generation
from web.memory import remembered

View = TypeVar("View", bound=Callable[..., HttpResponse])

# How old a ready page may be. What must not be shown any more is gone at once (see
# web.generations), and so is a page that says what it shows when that has changed
# (web.contents): only its counts, and the boxes beside it, grow older then.
MAX_AGE = 5  # seconds
MAX_AGE_UNCHANGED = 30  # seconds, of a page that says what it shows
# What a page may show no longer once one of these is raised.
_ruling_of = itemgetter(Generation.SITE, Generation.BOARDS, Generation.REMOVALS)
# Whoever has just sent something is given no ready page until new ones are made.
FRESH_COOKIE = "fresh"
_FRESH_SECONDS = MAX_AGE_UNCHANGED
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def anonymous_page(*parameters: str) -> Callable[[View], View]:
    """Say that a guest's page depends on the path and these query parameters alone.

    Such a page holds no byte of the visitor: no form token, no name, no address. Of
    the query the view sees these parameters only, in one order, so that it cannot
    depend on others.
    """
    known = frozenset(parameters)

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            _take_known(request, known)
            return view(request, *args, **kwargs)

        marked.anonymous_parameters = known  # type: ignore[attr-defined]
        return marked  # type: ignore[return-value]

    return mark


@remembered(1024)
def known_query(query: bytes, known: frozenset[str]) -> str:
    """Return a query string in its normal form: known parameters only, in one order.

    Of a repeated one the last counts, as for Django. Raises TooManyFieldsSent.
    """
    if not query:
        return ""
    found = QueryDict(query)
    return urlencode([(name, found[name]) for name in sorted(known) if name in found])


def ruling_numbers() -> Numbers | None:
    """Return the generations that every kept page has to be of; None while unknown."""
    found = generations.numbers()
    return found and _ruling_of(found)


def _take_known(request: HttpRequest, known: frozenset[str]) -> None:
    if sent := request.META.get("QUERY_STRING", ""):
        query = known_query(sent.encode("latin-1"), known)
        request.META["QUERY_STRING"] = query
        request.GET = QueryDict(query)


class FreshMiddleware:
    """Show whoever has sent something the site as it is now, not as it was kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_beacon = response.has_header(inner_headers.PAGE)
        if request.method not in _SAFE_METHODS and not is_beacon:
            response.set_cookie(
                FRESH_COOKIE,
                "1",
                max_age=_FRESH_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
