"""What every page's frame shows: name, menu, footer, counter, who reads and how."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from accounts.current import member_of
from accounts.models import Member
from portal.latest import footer_notices
from portal.preferences import preferences_of
from siteconfig import services as siteconfig
from visitors.presence import people_here


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates callables, which they call when, and only when, they show them.

    So an answer without a frame costs nothing, and an error page that shows little
    needs little to work. `login_next` is where a log-in leads back to: the page's
    own address, the same for every visitor.
    """
    return {
        "site_settings": siteconfig.site,  # `site` is a name of allauth's
        "menu": siteconfig.menu,
        "footer_pages": siteconfig.footer_pages,
        "footer_notices": footer_notices,
        "people_here": people_here,
        "member": partial(_member, request),
        "preferences": partial(preferences_of, request),
        "login_next": request.get_full_path(),
    }


def _member(request: HttpRequest) -> Member | None:
    # A request that was refused early never met the log-in middleware.
    return member_of(request) if hasattr(request, "user") else None
