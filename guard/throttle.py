"""How often one person may do one thing, counted for all processes together.

Each use takes a slot for the length of the window; when all slots are taken, the
use is refused. `cache.add` hands a slot to exactly one taker in every cache that
Madang runs on, while `incr` of the database cache loses counts.
"""

import math
import random
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_network

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from web.proxy import parse_address

MINUTE = 60

# What is limited: how many uses in how many seconds.
SCOPES = {
    "post": (10, 10 * MINUTE),
    "comment": (20, 10 * MINUTE),
    "edit": (30, 10 * MINUTE),
    "draft": (40, 10 * MINUTE),  # every half minute, and when the page is left
    "picture": (60, 10 * MINUTE),  # a roll of phone photos, sent one by one
    "guest_password": (5, 5 * MINUTE),  # of one post or comment
    "any_guest_password": (20, 10 * MINUTE),
    "search": (30, MINUTE),
    "suggest": (200, MINUTE),  # a letter each; a school has one address
    "sign_up": (10, 60 * MINUTE),
    "social": (120, 10 * MINUTE),  # two or three of a log-in; a class has one address
    "email_code": (5, 15 * MINUTE),  # six digits: 20 guesses an hour are 1 in 50,000
    "find_name": (5, 10 * MINUTE),
    "name_check": (100, 10 * MINUTE),  # while one types
    "first_manager": (10, 10 * MINUTE),
    "challenge": (60, 10 * MINUTE),
    "question": (20, 10 * MINUTE),
}
# Schools and mobile networks put many members behind one address.
_MEMBERS_PER_ADDRESS = 5


class Throttled(Exception):
    """Too often; `retry_after` is the number of seconds until the next try."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after)

    @property
    def wait(self) -> str:
        """How long to wait, in words."""
        if self.retry_after > 2 * MINUTE:
            return _("%(minutes)d분") % {
                "minutes": math.ceil(self.retry_after / MINUTE)
            }
        return _("%(seconds)d초") % {"seconds": self.retry_after}

    def __str__(self) -> str:
        return _(
            "짧은 시간에 너무 여러 번 시도하셨습니다. %(wait)s 뒤에 다시 시도해 주세요."
        ) % {"wait": self.wait}


def throttle(request_scope: str, ident: str, *, limit: int, seconds: int) -> str:
    """Count one use of the scope by `ident`; return its slot, for `give_back`.

    Raises Throttled when `limit` uses lie within the last `seconds` already.
    """
    now = time.time()
    slots = f"throttle:{request_scope}:{ident}:"
    # Most are free most of the time.
    key = f"{slots}{random.randrange(limit)}"  # noqa: S311
    if cache.add(key, now + seconds, timeout=seconds):
        return key
    keys = [f"{slots}{slot}" for slot in range(limit)]
    taken = cache.get_many(keys)
    for key in keys:
        if key not in taken and cache.add(key, now + seconds, timeout=seconds):
            return key
    free_at = min(taken.values(), default=now)
    raise Throttled(max(1, math.ceil(free_at - now)))


def give_back(slots: list[str]) -> None:
    """Uncount uses that turned out to be none."""
    cache.delete_many(slots)


def throttle_request(
    request: HttpRequest, scope: str, member_id: int | None, ident: str = ""
) -> None:
    """Count one use of a scope of SCOPES by the member and by the address.

    ident: what the scope is counted for when not once for the whole site, such as
    the id of the post whose password is tried. Raises Throttled.
    """
    limit, seconds = SCOPES[scope]
    if ident:
        scope = f"{scope}:{ident}"
    address = network_of(request.META.get("REMOTE_ADDR", ""))
    if member_id is None:
        throttle(scope, f"guest:{address}", limit=limit, seconds=seconds)
        return
    throttle(scope, f"member:{member_id}", limit=limit, seconds=seconds)
    behind_address = limit * _MEMBERS_PER_ADDRESS
    throttle(scope, f"members:{address}", limit=behind_address, seconds=seconds)


def network_of(address: str) -> str:
    """Return what one household has: an IPv4 address, or the /64 of an IPv6 one."""
    parsed = parse_address(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network(f"{parsed}/64", strict=False).network_address)
    return str(parsed or "unknown")


class ThrottledMiddleware:
    """Answer 429 where a view let Throttled through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, Throttled):
            return None
        context = {"reason": str(exception)}
        response = render(request, "errors/429.html", context, status=429)
        response["Retry-After"] = str(exception.retry_after)
        response["Cache-Control"] = "no-store"
        return response
