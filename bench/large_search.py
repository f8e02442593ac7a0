"""Inside Django: what a large site is searched for, and how long that takes a guest.

Each search is an address of the site's search page: `index` is the finding of the
first thousand that this page is about, `page` the whole page. Both are times on the
wall. What the process keeps are pieces of pages, such as the side box; never finds.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection, connections
from django.http import QueryDict
from django.urls import reverse

from accounts.levels import TOP_LEVEL
from bench.in_process import send
from bench.search_words import Words
from boards.directory import directory
from boards.models import Board, Comment, Post
from boards.searching import Found, Search, find_comments, find_posts
from portal.forms import SearchForm
from portal.latest import boards_by_group, can_find_on, open_boards
from search.query import parse
from web import generations
from web.generations import Generation

_REPEATS = 3
_ADDRESSES = 250  # one address may search 30 times a minute
_NOT_THERE = "뷁뷁"


class Looked(TypedDict):
    """One kind of search: the pages that are asked for, a word each.

    only: the slug of the one board that guests may then read; "" when they read all.
    """

    paths: list[str]
    only: str


class Took(TypedDict):
    """Seconds on the wall and of the processor, for so many posts and comments."""

    wall: float
    cpu: float
    rows: int


class Times(TypedDict):
    """Milliseconds, and of each word how many were found."""

    index: list[float]
    page: list[float]
    finds: list[int]


def timed(work: Callable[[], object]) -> Took:
    """Do it, which leaves posts and comments, and tell how long it took."""
    wall, cpu = time.monotonic(), time.process_time()
    work()
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    return Took(wall=wall, cpu=cpu, rows=Post.objects.count() + Comment.objects.count())


def searched(seed: int) -> dict[str, Any]:
    """Build the index of a filled site; return how long it took, and the searches."""
    took = timed(lambda: call_command("search_reindex", verbosity=0))
    searches = _searches(Words(seed)).items()
    # A small site may have no such word, such as one that is nearly all elsewhere.
    there_are = {key: looked for key, looked in searches if looked["paths"]}
    return {"reindex": took, "search": there_are}


def _searches(words: Words) -> dict[str, Looked]:
    """Return the searches by their keys."""
    common, rare = words.common("two"), words.rare("two")
    phrases = words.in_a_row()
    board = _smallest_board()
    group = _smallest_group()
    in_group, in_board = f"group:{group}", f"board:{board.slug}"
    return {
        "one_common": _looked(words.common("one")),
        "one_rare": _looked(words.rare("one")),
        "two_common": _looked(common),
        "two_rare": _looked(rare),
        "three_common": _looked(words.common("three")),
        "three_rare": _looked(words.rare("three")),
        "phrase_common": _looked(phrases),
        "phrase_seldom": _looked(words.seldom_in_a_row()),
        "latin": _looked(words.common("latin")),
        "number_common": _looked(words.common("number")),
        "number_rare": _looked(words.rare("number")),
        "missing": _looked(words.missing()),
        "and_together": _looked(words.together()),
        "and_apart": _looked(words.apart()),
        "group_common": _looked(common, place=in_group),
        "group_rare": _looked(rare, place=in_group),
        "group_phrase": _looked(phrases, place=in_group),
        "board_common": _looked(common, place=in_board),
        "board_rare": _looked(rare, place=in_board),
        "board_phrase": _looked(phrases, place=in_board),
        "closed": _looked(words.closed_but_for(board), only=board.slug),
        "comments_common": _looked(common, type="comments"),
        "comments_rare": _looked(rare, type="comments"),
        "comments_phrase": _looked(phrases, type="comments"),
    }


def _looked(words: list[str], only: str = "", **asked: str) -> Looked:
    url = reverse("portal:search")
    paths = [f"{url}?{urlencode({'q': word, **asked})}" for word in words]
    return Looked(paths=paths, only=only)


def _smallest_board() -> Board:
    """Return the board with the fewest posts, but some, on which a guest finds any."""
    boards = [board for board in open_boards(None) if board.post_count]
    return min(boards, key=lambda board: (board.post_count, board.pk))


def _smallest_group() -> str:
    """Return the slug of the group with the fewest posts, of those of several boards."""
    posts: Counter[str] = Counter()
    for group, boards in boards_by_group(can_find_on, None):
        if len(boards) > 1:
            posts[group.slug] = sum(board.post_count for board in boards)
    return min(posts, key=lambda slug: (posts[slug], slug))


def search_ms(searches: dict[str, Looked]) -> dict[str, Times]:
    """Return the times of each search on a warm site, of every word several times."""
    page = _Page()
    return {key: _times(page, each) for key, each in searches.items()}


def _times(page: "_Page", looked: Looked) -> Times:
    with _closed_but_for(looked["only"]):
        finds = [_finder(path) for path in looked["paths"]]
        pages = [partial(page.ask, path) for path in looked["paths"]]
        for ask in pages:
            ask()
        return Times(
            finds=[len(find().ids) for find in finds],
            index=[_ms(find) for find in finds * _REPEATS],
            page=[_ms(ask) for ask in pages * _REPEATS],
        )


def cold_search_ms(searches: dict[str, Looked], number: int) -> dict[str, Times]:
    """Return the times of one word of each search, each read from the disk.

    number: which of the words. Call it in a new process, on SQLite.
    """
    page = _Page()
    page.ask(_looked([_NOT_THERE])["paths"][0])  # so that the code is warm
    return {key: _cold_times(page, each, number) for key, each in searches.items()}


def _cold_times(page: "_Page", looked: Looked, number: int) -> Times:
    path = looked["paths"][number % len(looked["paths"])]
    with _closed_but_for(looked["only"]):
        find, ask = _finder(path), partial(page.ask, path)
        return Times(
            index=[_ms(find, before=_forget)],
            page=[_ms(ask, before=_forget)],
            finds=[len(find().ids)],
        )


def _forget() -> None:
    """Have the database read from the disk again, and all pieces of pages made anew.

    The connections stay open, as a site's threads keep theirs.
    """
    for generation in (Generation.POSTS, Generation.REMOVALS):
        generations.raise_now(generation)
    for each in connections.all(initialized_only=True):
        with each.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")  # its pages in this process
    name = Path(connection.settings_dict["NAME"])
    for path in name.parent.glob(f"{name.name}*"):
        drop_from_memory(path)


def drop_from_memory(path: Path) -> None:
    """Have the system read a file from the disk again, if it is still there.

    The log of a database is not, once the last thread that wrote has closed it.
    """
    with suppress(FileNotFoundError), path.open("rb") as file:
        os.fsync(file)
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class _Page:
    """Asks for pages from many addresses by turns, of guests who were here today."""

    def __init__(self) -> None:
        from config.wsgi import application

        self._send = partial(send, application)
        addresses = [f"198.18.0.{number}" for number in range(_ADDRESSES)]
        self._addresses = cycle(addresses)
        for address in addresses:
            self._send(reverse("portal:search"), address, "")

    def ask(self, path: str) -> None:
        self._send(path, next(self._addresses), "")


def _finder(path: str) -> Callable[[], Found]:
    """Return what finds all that a page of the search is about, as it does."""
    asked = QueryDict(path.partition("?")[2])
    form = SearchForm(asked, boards_by_group(can_find_on, None))
    search = Search(query=parse(form.words), boards=form.boards, field=form.field)
    find = find_comments if form.is_for_comments else find_posts
    return partial(find, search, None)


@contextmanager
def _closed_but_for(slug: str) -> Iterator[None]:
    """Close all other boards to guests, those that the process keeps in memory."""
    if not slug:
        yield
        return
    for board in directory().boards:
        if board.slug != slug:
            board.read_level = TOP_LEVEL
    try:
        yield
    finally:
        generations.raise_now(Generation.BOARDS)  # it reads them again


def _ms(
    work: Callable[[], object], before: Callable[[], object] | None = None
) -> float:
    if before:
        before()
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3
