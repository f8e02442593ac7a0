"""Pages of lists that many read at once: read once for all of them.

A list's rows are the same for everybody who may open it. What stands in them is read
anew as soon as a post or comment of the list changes; only views, which move without
a word, may be some seconds old.
"""

import time
from datetime import date
from typing import NamedTuple

from boards import contents
from boards.models import Board, Category
from boards.pager import Page, list_page
from web import generations
from web.contents import number_of
from web.generations import Generation
from web.memory import Memory
from web.today import today

MOST_KEPT = 50  # of a process; one is about 100 kilobytes, with the text of its rows
KEPT_SECONDS = 5


class _Numbers(NamedTuple):
    """All that tells of a change."""

    boards: int
    removals: int
    content: int
    day: date


class _Kept(NamedTuple):
    numbers: _Numbers
    until: float  # by time.monotonic()
    page: Page


_kept: Memory[tuple[int, int, int], _Kept] = Memory(MOST_KEPT)


def kept_list_page(board: Board, category: Category | None, number: int) -> Page:
    """Return what `list_page` does, perhaps without a query; treat it as read-only."""
    numbers = _numbers_of(board)  # before it is read, so no change in between is hidden
    if numbers is None:
        return list_page(board, category, number)
    key = board.pk, category.pk if category else 0, number
    found, now = _kept.get(key), time.monotonic()
    if found is None or found.numbers != numbers or now >= found.until:
        page = list_page(board, category, number)
        found = _Kept(numbers, now + KEPT_SECONDS, page)
        _kept.keep(key, found)
    return found.page


def _numbers_of(board: Board) -> _Numbers | None:
    """Return the list's numbers; None while nothing may be kept."""
    found, content = generations.numbers(), number_of(contents.of_list(board.pk))
    changing = (Generation.BOARDS, Generation.REMOVALS, Generation.POSTS)
    if found is None or content is None or generations.is_changing_here(*changing):
        return None
    return _Numbers(
        found[Generation.BOARDS], found[Generation.REMOVALS], content, today()
    )
