"""Counts the pages that people are given: visits, views, who is here, words searched.

A page is known by its answer alone, without a cookie, and put aside when the answer is
handed to the server. Twice a second those of each visitor are counted together: nobody
waits for the count, and no error of it reaches anybody. A crash loses what waits.
"""

import datetime
import logging
import sys
from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

from boards.services.views import note_views
from visitors.presence import Sighting, note_pages
from visitors.recording import record_visit
from visitors.words import record_word
from web import inner_headers
from web.flushing import Queue
from web.memory import remembered
from web.proxy import Environ
from web.today import today

logger = logging.getLogger(__name__)

MOST_WAITING = 100_000  # pages
BATCH = 10_000
SECONDS = 0.5  # each count costs 4 us a visitor, however few his pages

_MEMBER, _HIDDEN = inner_headers.MEMBER.lower(), inner_headers.HIDDEN.lower()
_POST, _SEARCH = inner_headers.POST.lower(), inner_headers.SEARCH.lower()
_PAGE, _FROM = inner_headers.PAGE.lower(), inner_headers.FROM.lower()
_NOT_PAGES = ("/admin/", "/static/", "/media/", "/healthz")


def asks_for_page(environ: Environ) -> bool:
    """Whether it is a page of its own that is asked for, no fragment for a script."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ["PATH_INFO"].startswith(_NOT_PAGES)
        and "HTTP_HX_REQUEST" not in environ
        and environ.get("HTTP_X_REQUESTED_WITH") != "XMLHttpRequest"
    )


# From where, with what program, and which member.
_Who = tuple[str, str, str | None]
# The day, from where, with what program, the path as it was sent, the page before it,
# and what the page told of itself. A plain tuple, for each page that is given makes one.
_Shown = tuple[datetime.date, str, str, str, str, dict[str, str]]


def count_page(environ: Environ, inner: dict[str, str]) -> None:
    """Count a page that was asked for so, and told this of itself; never fails.

    It is put aside and counted soon, together with others.
    """
    get = environ.get
    try:
        shown = (
            today(),
            # The strings of the last time: those of this request need not wait, too.
            sys.intern(get("REMOTE_ADDR", "")),
            sys.intern(get("HTTP_USER_AGENT", "")),
            environ["PATH_INFO"],
            get("HTTP_REFERER", ""),
            inner,
        )
        queue.put(shown)
    except Exception:
        logger.exception("A page could not be counted")


def _count_pages(pages: list[_Shown]) -> int:
    """Count pages, those of one visitor together."""
    for day, pages_of_day in groupby(pages, itemgetter(0)):
        of_visitors: defaultdict[_Who, list[_Shown]] = defaultdict(list)
        for page in pages_of_day:
            _day, address, user_agent, _path, _referrer, inner = page
            of_visitors[address, user_agent, inner.get(_MEMBER)].append(page)
        for who, pages_of_one in of_visitors.items():
            try:
                _count_visitor(day, who, pages_of_one)
            except Exception:  # or one of them would take all the others' with it
                logger.exception("A page could not be counted")
    return len(pages)


def _count_visitor(day: datetime.date, who: _Who, pages: list[_Shown]) -> None:
    """Count what one visitor was shown one after another on a day."""
    address, user_agent, member = who
    path, referrer = _place_of(pages[0])
    visitor = record_visit(address, user_agent, referrer=referrer, path=path, day=day)
    if visitor is None:
        return
    inners = [shown[-1] for shown in pages]
    sighting = Sighting(
        visitor=visitor,
        address=address,
        user_agent=user_agent,
        path=_place_of(pages[-1])[0],
        member_id=int(member) if member else None,
        is_hidden=_HIDDEN in inners[-1],
    )
    note_pages(sighting, len(pages), day=day)
    if visitor.is_robot:
        return
    note_views(
        {int(inner[_POST]) for inner in inners if _POST in inner}, visitor.key, day
    )
    for inner in inners:
        if _SEARCH in inner:
            record_word(unquote(inner[_SEARCH]), visitor.key, day=day)


def _place_of(shown: _Shown) -> tuple[str, str]:
    """Return the path of the page, and where its reader came from."""
    *_by_whom, path, referrer, inner = shown
    if page := inner.get(_PAGE):
        return _printable(unquote(page)), unquote(inner[_FROM])
    return _readable(path), referrer


@remembered(1024)
def _readable(sent: str) -> str:
    """Return a path as people read it, without what cannot be seen."""
    return _printable(sent.encode("latin-1").decode("utf-8", "replace"))


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


queue = Queue(
    "pages",
    _count_pages,
    most=MOST_WAITING,
    batch=BATCH,
    seconds=SECONDS,
    feeds=True,
)
