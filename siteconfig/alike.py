"""Pages that are alike for many members: made once, and given to each with his own.

A popular list or post looks the same to all who may do the same there, but for the
gaps `{% fresh %}` (templatetags/ready.py) that hold the reader's own: his name, his
choices, what the site says to him. So the page is kept for a while with its gaps open,
and only they are rendered for the next reader.

What stands around the gaps is rendered without request and reader: no byte of one
reader can stay in it. A theme's template that asks for them there is rendered anew for
everyone, as if nothing were kept.
"""

import math
import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Engine, RequestContext
from django.template.base import Template
from django.utils.translation import get_language

from siteconfig.pieces import Gap, NotingContext, pieces_of
from web import contents
from web.memory import Memory
from web.pages import FRESH_COOKIE, MAX_AGE_UNCHANGED, ruling_numbers

MOST_KEPT = 60  # of a process; a page is about 60 kilobytes
_PATIENCE = 1.0  # seconds
# Of what the frame shows, that which is the same for all readers of a page, members.
_SHARED = (
    "site_settings",
    "menu",
    "footer_pages",
    "footer_notices",
    "popular_words",
    "here",
    "is_member",
)


@dataclass(slots=True)
class _Page:
    """A page with its gaps open; `parts` is None where it cannot be kept so."""

    numbers: tuple[int, ...] | None
    content_number: int | None
    until: float  # by time.monotonic()
    parts: list[bytes | Gap] | None
    others: Collection[int]
    renewal_began: float = -math.inf  # by time.monotonic()


_pages: Memory[Hashable, _Page] = Memory(MOST_KEPT)


def render_alike(
    request: HttpRequest,
    templates: Sequence[str],
    given: Mapping[str, bool | str],
    make: Callable[[], tuple[dict[str, Any], Collection[int]]],
    *,
    reader: int,
    content: str,
    key: Hashable = (),
    seconds: float = MAX_AGE_UNCHANGED,
) -> HttpResponse:
    """Render the first of these templates for a member, from what is kept if it can be.

    given: values for the template on which the page depends.
    make: returns the rest of what the template shows, and the ids of the members who
    would see something else. Beside that it may depend on the address, `key` and
    `given` alone.
    reader: the member's id. content: what the page shows, see web.contents.
    seconds: how long at most the page is kept for others.
    """

    def render_whole(shown: dict[str, Any]) -> HttpResponse:
        return render(request, templates, {**given, **shown})

    template = Engine.get_default().select_template(list(templates))
    name = (template, request.path, get_language(), key, *given.values())
    page = _pages.get(name)
    if page is None or not _will_do(page, content):
        # Before it is made, never after.
        numbers, all_contents = ruling_numbers(), contents.all_numbers()
        shown, others = make()
        if reader in others or numbers is None or all_contents is None:
            return render_whole(shown)
        page = _Page(
            numbers,
            contents.number_in(all_contents, content),
            time.monotonic() + seconds,
            _parts(request, template, {**given, **shown}),
            others,
        )
        _pages.keep(name, page)
        if page.parts is None:
            return render_whole(shown)
    # Whoever has just changed something sees the counts move, too.
    if page.parts is None or reader in page.others or FRESH_COOKIE in request.COOKIES:
        return render_whole(make()[0])
    return HttpResponse(_filled(page.parts, template, request, given))


def forget() -> None:
    """Keep none of the pages any longer."""
    _pages.clear()


def _will_do(page: _Page, content: str) -> bool:
    """Whether what is kept may be given away; if not, it is for the caller to renew.

    Who comes while another renews a page is given the old one, for a second at most,
    as long as nothing has been taken back.
    """
    if page.numbers != ruling_numbers():
        return False
    now = time.monotonic()
    if page.content_number == contents.number_of(content) and now < page.until:
        return True
    if now - page.renewal_began < _PATIENCE:
        return True
    page.renewal_began = now
    return False


class _Alone(NotingContext):
    """What a page shows without its reader; notes when a template asks for him."""

    def __init__(self, known: dict[str, Any], own: Collection[Any]) -> None:
        super().__init__(known)
        self.own = own

    def is_here(self, key: Any) -> bool:
        return key not in self.own


def _parts(
    request: HttpRequest, template: Template, whole: dict[str, Any]
) -> list[bytes | Gap] | None:
    """Render the page with its gaps open; None when it asks for the reader elsewhere."""
    real = RequestContext(request, whole)
    with real.bind_template(template):
        frame = real.flatten()
    own = frame.keys() - whole.keys() - {*_SHARED, "True", "False", "None"}
    shared = {name: frame[name] for name in _SHARED if name in frame}
    alone = _Alone({**shared, **whole}, own | {"csrf_token"})
    found = pieces_of(alone, lambda: template.render(alone))
    if alone.has_asked:
        return None
    return [part.encode() if isinstance(part, str) else part for part in found]


def _filled(
    parts: list[bytes | Gap],
    template: Template,
    request: HttpRequest,
    given: Mapping[str, Any],
) -> bytes:
    context = RequestContext(request, dict(given))
    with (
        context.render_context.push_state(template),
        context.bind_template(template),
    ):
        return b"".join(
            part if isinstance(part, bytes) else part.render(context).encode()
            for part in parts
        )
