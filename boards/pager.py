"""Numbered pages of posts: found by the tally, or counted up to an honest limit."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, OrderBy, QuerySet

from boards.models import Board, Category, Post
from boards.querysets import PostQuerySet
from boards.rows import ROW_FIELDS, Row, make_rows, read_rows
from boards.searching import SEARCH_LIMIT, Found
from boards.tally import tally_of
from web.compiled import compiled

PERIOD_LIMIT = 10_000  # of a period's posts so many are sorted, the newest
BLOCK = 10
NEWEST = 2**63 - 1  # no thread has a larger number


@dataclass
class Page:
    """One page of rows and the numbers around it."""

    number: int
    page_count: int
    total: int
    rows: list[Row]
    notices: list[Row] = field(default_factory=list)
    is_cut: bool = False  # more than SEARCH_LIMIT were found; `total` is the limit
    of_newest: int | None = None  # only so many of the period's posts were looked at

    @property
    def stencil_key(self) -> Hashable:
        """All that the links to other pages depend on."""
        return self.number, self.page_count

    @property
    def numbers(self) -> list[int]:
        """The block of ten pages this one lies in; empty when there is only one."""
        if self.page_count <= 1:
            return []
        first = (self.number - 1) // BLOCK * BLOCK + 1
        return list(range(first, min(first + BLOCK, self.page_count + 1)))

    @property
    def first(self) -> int | None:
        return 1 if self.number > 1 else None

    @property
    def previous(self) -> int | None:
        """The last page of the block before."""
        return self.numbers[0] - 1 if self.numbers and self.numbers[0] > 1 else None

    @property
    def next(self) -> int | None:
        """The first page of the block after."""
        after = self.numbers[-1] + 1 if self.numbers else 0
        return after if 0 < after <= self.page_count else None

    @property
    def last(self) -> int | None:
        return self.page_count if self.number < self.page_count else None


@compiled
def _notices(board: int) -> QuerySet[Post, tuple[Any, ...]]:
    notices = Post.objects.alive().filter(board=board, is_notice=True)
    return notices.order_by("-id").values_list(*ROW_FIELDS)


@compiled
def _listed(
    board: int, below: int, skip: int, size: int
) -> QuerySet[Post, tuple[Any, ...]]:
    posts = Post.objects.alive().ordinary().in_list_order()
    posts = posts.filter(board=board, thread__lt=below)
    return posts.values_list(*ROW_FIELDS)[skip : skip + size]


@compiled
def _listed_in_category(
    board: int, category: int, below: int, skip: int, size: int
) -> QuerySet[Post, tuple[Any, ...]]:
    posts = Post.objects.alive().ordinary().in_list_order()
    posts = posts.filter(board=board, category=category, thread__lt=below)
    return posts.values_list(*ROW_FIELDS)[skip : skip + size]


def list_page(board: Board, category: Category | None, number: int) -> Page:
    """Return a page of a board in its natural order, any page at the same cost.

    Notices stand outside the sequence and take rows of page 1 only, which keeps at
    least one ordinary row. A number past the end gives the last page.
    """
    per_page = board.posts_per_page
    notices = make_rows(_notices(board=board.pk))
    tally = tally_of(board, category)
    on_first = max(1, per_page - len(notices))
    page_count = 1 + max(0, -(-(tally.total - on_first) // per_page))
    number = min(number, page_count)
    offset = 0 if number == 1 else on_first + (number - 2) * per_page
    place = tally.place_of(offset)
    at = {
        "board": board.pk,
        "below": NEWEST if place.below is None else place.below,
        "skip": place.skip,
        "size": on_first if number == 1 else per_page,
    }
    rows = make_rows(
        _listed(**at)
        if category is None
        else _listed_in_category(category=category.pk, **at)
    )
    for index, row in enumerate(rows):
        row.number = tally.total - offset - index
    return Page(
        number=number,
        page_count=page_count,
        total=tally.total + len(notices),
        rows=rows,
        notices=notices if number == 1 else [],
    )


def sorted_page(
    board: Board,
    category: Category | None,
    number: int,
    *,
    order: Sequence[str],
    since: datetime | None = None,
) -> Page:
    """Return a page of a board in another order, of all its posts or since a moment.

    Each of boards.forms.SORTS has an index, so the first SEARCH_LIMIT posts cost the
    same whatever comes after them.
    """
    if since is not None:
        return _page_of_period(board, category, number, order, since)
    posts = Post.objects.alive().in_board(board, category).order_by(*order)
    return found_page(posts, number, board.posts_per_page)


def _page_of_period(
    board: Board,
    category: Category | None,
    number: int,
    order: Sequence[str],
    since: datetime,
) -> Page:
    """Return a page of the newest PERIOD_LIMIT posts since a moment, in this order.

    A walk along the index of the order may meet nothing but older posts, a million of
    them. So what the index of dates holds is sorted, and no row is read that is not
    shown: 1.5 ms for so many posts, where the rows themselves took 8. Where the period
    has more, the page says so.
    """
    posts = Post.objects.alive().in_board(board)
    moments = posts.filter(created_at__gte=since).order_by("-created_at")
    at_end = slice(PERIOD_LIMIT - 1, PERIOD_LIMIT + 1)
    last = moments.values_list("created_at", flat=True)[at_end]
    has_more = len(last) > 1
    # One bound alone: SQLite would begin its walk at any of two.
    posts = posts.filter(created_at__gte=last[0] if has_more else since)
    if category is not None:
        posts = posts.alias(of=F("category") + 0).filter(of=category.pk)
    posts = posts.order_by(*map(_without_index, order))
    page = found_page(posts, number, board.posts_per_page)
    page.of_newest = PERIOD_LIMIT if has_more else None
    return page


def _without_index(name: str) -> str | OrderBy:
    """Return the order by a column, so that it is sorted by and not walked along."""
    column = name.removeprefix("-")
    if column not in {"view_count", "up_count"}:
        return name
    return OrderBy(F(column) + 0, descending=column != name)


def found_page(posts: PostQuerySet, number: int, per_page: int) -> Page:
    """Return a page of a search or of another order, up to SEARCH_LIMIT rows.

    Two queries. What lies beyond the limit is not counted, and the page says so.
    """
    total = posts.order_by()[: SEARCH_LIMIT + 1].count()
    is_cut = total > SEARCH_LIMIT
    total = min(total, SEARCH_LIMIT)
    page_count = max(1, -(-total // per_page))
    number = min(number, page_count)
    offset = (number - 1) * per_page
    # First which posts, by their index alone, and only then what stands in them.
    ids = posts.values("pk")[offset : min(offset + per_page, SEARCH_LIMIT)]
    shown = Post.objects.filter(pk__in=ids).order_by(*posts.query.order_by)
    rows = read_rows(shown)
    for index, row in enumerate(rows):
        row.number = total - offset - index
    return Page(number, page_count, total, rows, is_cut=is_cut)


def page_of_found(found: Found, number: int, per_page: int) -> tuple[Page, list[int]]:
    """Return a page of what a search found, still without rows, and the ids on it."""
    total = len(found.ids)
    page_count = max(1, -(-total // per_page))
    number = min(number, page_count)
    offset = (number - 1) * per_page
    page = Page(number, page_count, total, [], is_cut=found.is_cut)
    return page, found.ids[offset : offset + per_page]


def searched_page(
    found: Found,
    number: int,
    per_page: int,
    *,
    readable: PostQuerySet,
    order: Sequence[str] = (),
) -> Page:
    """Return a page of the posts a search found; one query, two in another order.

    readable: the posts the reader may read. order: without one, newest first.
    """
    if order:
        in_order = Post.objects.filter(pk__in=found.ids).order_by(*order)
        found = found._replace(ids=list(in_order.values_list("pk", flat=True)))
    page, ids = page_of_found(found, number, per_page)
    rows = {row.id: row for row in read_rows(readable.filter(pk__in=ids))}
    first = page.total - (page.number - 1) * per_page
    for place, pk in enumerate(ids):
        if row := rows.get(pk):
            row.number = first - place
            page.rows.append(row)
    return page
