"""What every page's frame shows: name, menu, footer, counter, who reads and how."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.current import member_of
from accounts.models import Member
from portal.latest import footer_notices
from portal.preferences import preferences_of
from siteconfig import services as siteconfig
from siteconfig.pieces import ForGuests
from visitors.popular import popular_words
from visitors.presence import people_here
from visitors.services import counts_and_maximum_on
from web import inner_headers
from web.addresses import address_of

# Where the bar at the bottom of small screens leads; there it says "you are here".
_BAR_VIEWS = {
    "portal:front",
    "portal:board_list",
    "portal:write",
    "accounts:profile_edit",
}
# Of what the frame shows, that which no page and no reader is asked for.
_OF_SITE = (
    "site_settings",
    "menu",
    "footer_pages",
    "footer_notices",
    "people_here",
    "counter",
    "popular_words",
)


class _Once:
    """Asks at the first call and says the same again; cheaper than functools.cache."""

    __slots__ = ("_read", "_said")

    def __init__(self, read: Callable[[], object]) -> None:
        self._read = read

    def __call__(self) -> object:
        try:
            return self._said
        except AttributeError:
            self._said: object = self._read()
            return self._said


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates callables, which they call when, and only when, they show them.

    So an answer without a frame costs nothing, and an error page that shows little
    needs little to work; what a page shows twice is asked once. `login_next` is where
    a log-in leads back to: the page's own address, the same for every visitor. `here`
    is its path where the bar at the bottom leads there, else empty.
    """
    reads: dict[str, Callable[[], object]] = {
        "site_settings": siteconfig.site,  # `site` is a name of allauth's
        "menu": siteconfig.menu,
        "footer_pages": siteconfig.footer_pages,
        "footer_notices": footer_notices,
        "people_here": people_here,
        "counter": counts_and_maximum_on,
        "popular_words": popular_words,
        "member": partial(_member, request),
        "is_member": lambda: _member(request) is not None,
        "preferences": partial(preferences_of, request),
        "log_in_url": partial(_log_in_url, request),
        "here": partial(_here, request),
    }
    frame: dict[str, Any] = {name: _Once(read) for name, read in reads.items()}
    return {
        **frame,
        "login_next": request.get_full_path(),
        "for_guests": partial(_for_guests, request, reads),
    }


def _for_guests(
    request: HttpRequest, reads: dict[str, Callable[[], object]]
) -> ForGuests | None:
    """Return what all guests see alike where the page is kept for all of them."""
    if inner_headers.ASKED not in request.META or _member(request) is not None:
        return None
    chosen = preferences_of(request)
    own = {"preferences": chosen, "member": None, "is_member": False, "messages": ()}
    # Not what this page was told already: that may be older than the numbers under
    # which it would be kept (siteconfig.pieces.guests_of).
    of_site = {name: _Once(reads[name]) for name in _OF_SITE}
    return ForGuests({**of_site, **own}, chosen)


def _member(request: HttpRequest) -> Member | None:
    # A request that was refused early never met the log-in middleware.
    return member_of(request) if hasattr(request, "user") else None


def _log_in_url(request: HttpRequest) -> SafeString:
    # Quoted as it is, it holds nothing to escape; a page has it four times.
    url = f"{address_of('account_login')}?next={quote(request.get_full_path())}"
    return SafeString(url)


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    return request.path if match and match.view_name in _BAR_VIEWS else ""
