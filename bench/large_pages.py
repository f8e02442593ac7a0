"""Inside Django: which pages of a large site are measured, and how long each takes.

A page is measured as a guest gets it when none is ready: before each, all that the
process keeps of posts is forgotten.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypedDict

from django.core.management import call_command
from django.db import connection
from django.db.models import F, Max, Value
from django.db.models.functions import Abs, Length

from bench.in_process import send
from bench.large_search import timed
from bench.sql_filling import insert_rows, moment
from boards import pager
from boards.directory import directory
from boards.forms import SORTS
from boards.models import Board, Category, ListTally, Post
from boards.permissions import can_read_board
from boards.services.recount import recount_all
from boards.tally import COARSE, tally_of
from portal.latest import findable_posts
from portal.sitemaps import PART_SIZE
from portal.starter import ensure_starter_site
from web import generations
from web.generations import Generation

FAR = 60_000  # the page that is asked for, where there are so many
_COMMENTS, _LENGTH = 3, 800  # of the posts that are read
_POSTS = 20
_COMMENTS_A_POST = 5
_WARM_UPS = 5
_ADDRESS = "198.18.0.1"
_AT_ONCE = 1_000_000  # rows


class Measured(TypedDict):
    """A page: its addresses, by turns, and into how many parts its time is divided."""

    paths: list[str]
    parts: float


def large_site(posts: int, seed: int) -> dict[str, Any]:
    """Fill an empty data folder; return the pages that are measured, by their keys.

    Beside them, as "fill", how long that took.
    """
    return {**fill_site(posts, seed), **_measured_pages()}


def fill_site(posts: int, seed: int) -> dict[str, Any]:
    """Fill an empty site, with five comments to a post; return how long that took.

    Raises ValueError for one that has posts already.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    if Post.objects.exists():
        raise ValueError("The database has posts already.")
    numbers = ("--posts", f"{posts}", "--comments", f"{_COMMENTS_A_POST * posts}")
    return {"fill": timed(lambda: call_command("fill", *numbers, "--seed", f"{seed}"))}


def _measured_pages() -> dict[str, Measured]:
    board = max(_open_boards(), key=lambda each: each.post_count)
    category = _largest_category(board)
    url, one = board.get_absolute_url(), f"category={category.pk}&"
    posts_read = _posts_alike(board)
    part, entries = _sitemap_part()
    paths = {
        "list": [url],
        "list_far": [f"{url}?page={_far(board, None)}"],
        "category": [f"{url}?category={category.pk}"],
        "category_far": [f"{url}?{one}page={_far(board, category)}"],
        "views": [f"{url}?sort=-views"],
        "views_category": [f"{url}?{one}sort=-views"],
        "views_year": [f"{url}?sort=-views&period=year"],
        "post": [f"{url}{pk}/" for pk in posts_read],
        "new": ["/new/"],
        "front": ["/"],
        "feed": [f"{url}feed/"],
        "site_feed": ["/feed/"],
    }
    measured = {key: Measured(paths=each, parts=1) for key, each in paths.items()}
    # A part of a small site lists fewer posts; so it is told for each thousand.
    sitemap = Measured(paths=[f"/sitemap-posts-{part}.xml"], parts=entries / 1_000)
    return {**measured, "sitemap": sitemap}


def _open_boards() -> list[Board]:
    return [
        board
        for board in Board.objects.order_by("pk")
        if board.skin == "list" and can_read_board(None, board)
    ]


def _largest_category(board: Board) -> Category:
    lists = ListTally.objects.filter(board=board, level=COARSE).exclude(category=0)
    largest = lists.order_by("-count").values_list("category", flat=True)[0]
    return Category.objects.get(pk=largest)


def _far(board: Board, category: Category | None) -> int:
    """Return the page asked for, or the last full one where there are fewer."""
    full = tally_of(board, category).total // board.posts_per_page
    return max(1, min(FAR, full - 1))


def _posts_alike(board: Board) -> list[int]:
    """Return posts about as long as those of any other site, with as many comments."""
    posts = Post.objects.readable_by(None).in_board(board)
    near = posts.annotate(
        off=Abs(F("comment_count") - _COMMENTS) * Value(_LENGTH)
        + Abs(Length("body_html") - _LENGTH)
    )
    return list(near.order_by("off", "-pk").values_list("pk", flat=True)[:_POSTS])


def _sitemap_part() -> tuple[int, int]:
    """Return the number of the part before the last, or the only one, and its size."""
    newest = Post.objects.aggregate(pk=Max("pk"))["pk"]
    part = max(0, newest // PART_SIZE - 1)
    first = part * PART_SIZE
    entries = findable_posts(None).filter(pk__gte=first, pk__lt=first + PART_SIZE)
    return part, entries.count()


def uncached_ms(pages: dict[str, Measured], times: int) -> dict[str, list[float]]:
    """Return the milliseconds of processor time of each page, so often."""
    from config.wsgi import application

    def read(page: Measured, number: int) -> None:
        send(application, page["paths"][number % len(page["paths"])], _ADDRESS, "")

    for page in pages.values():
        _measure(partial(read, page), _WARM_UPS)
    return {
        key: [each / page["parts"] for each in _measure(partial(read, page), times)]
        for key, page in pages.items()
    }


def fill_rows(posts: int) -> None:
    """Fill a new data folder with so many short posts of one board and nothing else."""
    call_command("migrate", interactive=False, verbosity=0)
    ensure_starter_site()
    board = directory().by_slug["free"]
    now = int(time.time())
    indexes = _drop_indexes()
    for first in range(1, posts + 1, _AT_ONCE):
        insert_rows(
            Post,
            range(first, min(first + _AT_ONCE, posts + 1)),
            id="n",
            thread="n",
            board_id=f"{board.pk}",
            author_name="'이웃' || n % 1000",
            title="'글 ' || n",
            body="'글'",
            body_html="'<p>글</p>'",
            view_count="n * 7919 % 10007",
            created_at=moment(f"({now} - ({posts} - n) * 25)"),
        )
    with connection.cursor() as cursor:
        for sql in indexes:
            cursor.execute(sql)
    recount_all()


def _drop_indexes() -> list[str]:
    """Drop the indexes of posts and return how to make them: faster than row by row."""
    table = Post._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
            [table],
        )
        found = dict(cursor.fetchall())
        for name in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return list(found.values())


def rows_ms(times: int) -> dict[str, list[float]]:
    """Return the milliseconds of processor time of the rows of some pages, so often."""
    board = directory().by_slug["free"]
    last = pager.list_page(board, None, 10**9).page_count
    pages: dict[str, Callable[[], Any]] = {
        "rows_first": lambda: pager.list_page(board, None, 1),
        "rows_middle": lambda: pager.list_page(board, None, max(1, last // 2)),
        "rows_last": lambda: pager.list_page(board, None, max(1, last - 1)),
        "rows_views": lambda: pager.sorted_page(board, None, 66, order=SORTS["-views"]),
    }
    for read in pages.values():
        _measure(_ignoring_number(read), _WARM_UPS)
    return {key: _measure(_ignoring_number(read), times) for key, read in pages.items()}


def _ignoring_number(read: Callable[[], Any]) -> Callable[[int], Any]:
    return lambda _number: read()


def _measure(work: Callable[[int], Any], times: int) -> list[float]:
    found = []
    for number in range(times):
        for generation in (Generation.POSTS, Generation.REMOVALS):
            generations.raise_now(generation)
        start = time.process_time()
        work(number)
        found.append((time.process_time() - start) * 1e3)
    return found
