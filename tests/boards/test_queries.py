"""What pages cost: how many queries, and which index finds the rows."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boards import pager, services, tally
from boards.comment_rows import comment_rows
from boards.feeds import MOST_POSTS, feed_of
from boards.forms import SORTS
from boards.models import Board, Comment, Post, State
from boards.querysets import PostQuerySet
from boards.reading import neighbours
from boards.services.recount import check_all, recount_all
from portal import sitemaps
from portal.latest import (
    latest_of_each_board,
    newest_of_boards,
    open_boards,
)
from portal.widgets import newest_comments, popular_posts
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_member,
    make_post,
)
from uploads.services import PreparedFile
from web import generations
from web.generations import Generation
from web.introduction import FeedLink

pytestmark = pytest.mark.django_db

GUESTS_MOST, MEMBERS_MOST = 5, 8
FEW, MANY = 1, 30


def make_pictures(skin: str, rows: int) -> Board:
    """Make a board of another skin: a picture in every third post."""
    board = make_board(skin=skin, posts_per_page=rows)
    file = PreparedFile("가.webp", b"webp", 4, is_picture=True, width=900, height=600)
    for number in range(rows):
        make_post(board, uploads=[file] * (number % 3 == 0), is_secret=number % 5 == 4)
    return board


def make_site(rows: int) -> dict[str, str]:
    """Make a board of `rows` posts a page, all by different people; return pages."""
    board = make_board(posts_per_page=rows, write_level=1)
    category = make_category(board)
    for number in range(3 * rows):
        post = make_post(
            board,
            category=category,
            title="찾는 말",
            is_secret=number % 5 == 4,
            author=make_member(),
        )
    make_post(board, is_notice=True)
    file = PreparedFile("가.txt", b"text", 4, is_picture=False, width=0, height=0)
    post = make_post(board, uploads=[file] * min(rows, 5), links=["https://a.kr/"])
    parent = make_comment(post, make_member())
    for _ in range(rows - 1):
        make_comment(post, make_member(), parent=parent)
    place = board.get_absolute_url()
    return {
        "list": place,
        "middle page": f"{place}?page=2",
        "category": f"{place}?category={category.pk}&page=2",
        "search": f"{place}?q=찾는",
        "by views": f"{place}?sort=-views",
        "post": post.get_absolute_url(),
        "write": f"{place}write/",
        **{
            skin: make_pictures(skin, rows).get_absolute_url()
            for skin in ("gallery", "webzine")
        },
        "group": f"/groups/{board.group.slug}/",
        "front": "/",
        "new": "/new/",
    }


def count_queries(client: Client, page: str) -> int:
    for _ in range(2):
        assert client.get(page).status_code == 200
    # Another visitor has come meanwhile, so the visit counter is due again.
    generations.raise_now(Generation.VISITS)
    with CaptureQueriesContext(connections["default"]) as queries:
        client.get(page)
    return len(queries)


@pytest.mark.parametrize(
    ("is_member", "most"), [(False, GUESTS_MOST), (True, MEMBERS_MOST)]
)
def test_pages_cost_few_queries_however_many_rows(
    client, settings, tmp_path, is_member, most
):
    settings.MEDIA_ROOT = tmp_path
    if is_member:
        client.force_login(make_member())

    few = {name: count_queries(client, url) for name, url in make_site(FEW).items()}
    many = {name: count_queries(client, url) for name, url in make_site(MANY).items()}

    assert few == many
    assert {name: count for name, count in many.items() if count > most} == {}


def test_the_authors_own_post_costs_no_more(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    post = Post.objects.get(pk=make_site(MANY)["post"].split("/")[-2])
    client.force_login(post.author)

    assert count_queries(client, post.get_absolute_url()) <= MEMBERS_MOST


# Plans of queries, on rows enough for an index to be worth its while.

ROWS, FIRST = 2_400, 1_000_000


def fill() -> SimpleNamespace:
    """Write threads of three over five boards, far faster than the services would."""
    boards = [make_board() for _ in range(6)]  # the last one has hardly any posts
    categories = [make_category(board) for board in boards]
    authors = [make_member() for _ in range(30)]
    posts = []
    for number in range(ROWS):
        root, step = number - number % 3, number % 3
        which = root % 7 % 5 if number > 30 else 5
        posts.append(
            Post(
                pk=FIRST + number,
                board=boards[which],
                category=categories[which] if number % 2 else None,
                author=authors[number % 30],
                title="글",
                body="글",
                body_html="<p>글</p>",
                thread=FIRST + root,
                parent_id=FIRST + root if step else None,
                reply_path=f"000{step}" if step else "",
                depth=1 if step else 0,
                is_notice=number % 600 == 0,
                is_secret=number % 11 == 0,
                state=State.DELETED if number % 13 == 0 else State.VISIBLE,
            )
        )
    Post.objects.bulk_create(posts)
    recount_all()
    board = boards[0]
    post = Post.objects.alive().in_board(board).filter(depth=1)[100]
    for _ in range(5):
        make_comment(post, authors[0])
    pager.list_page(board, None, 1)  # the boards are kept from here on
    return SimpleNamespace(
        board=board,
        category=categories[0],
        post=post,
        member=authors[0],
    )


def feed_posts(posts: PostQuerySet) -> None:
    feed_of(posts, FeedLink("글", "/feed/"), "/", "rss")


@pytest.fixture
def site(db: None) -> Iterator[SimpleNamespace]:
    yield fill()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")


@pytest.fixture(params=[False, True], ids=["unanalysed", "analysed"])
def analysed(request: pytest.FixtureRequest, site: SimpleNamespace) -> bool:
    """A site whose statistics nobody ever gathered, and one where somebody did."""
    if request.param:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return bool(request.param)


def plans_of(read: Callable[[], Any]) -> str:
    """Return how the database finds the rows of every query that `read` makes."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with CaptureQueriesContext(connection) as queries:
        read()
    lines = []
    with connection.cursor() as cursor:
        for query in queries.captured_queries:
            cursor.execute(f"{explain} {query['sql']}".replace("%", "%%"))
            lines += [str(row[-1]) for row in cursor.fetchall()]
    return "\n".join(lines)


READS: dict[str, tuple[Callable[[SimpleNamespace], Any], set[str]]] = {
    "first page": (
        lambda site: pager.list_page(site.board, None, 1),
        {"post_list", "post_notices"},
    ),
    "middle page": (
        lambda site: pager.list_page(site.board, None, 20),
        {"post_list", "post_notices"},
    ),
    "category": (
        lambda site: pager.list_page(site.board, site.category, 1),
        {"post_category_list", "post_notices"},
    ),
    "middle page of a category": (
        lambda site: pager.list_page(site.board, site.category, 9),
        {"post_category_list", "post_notices"},
    ),
    "neighbours": (lambda site: neighbours(site.post), {"post_list"}),
    "front page of a guest": (
        lambda site: latest_of_each_board(open_boards(None)),
        {"post_open_newest"},
    ),
    "front page of a member": (
        lambda site: latest_of_each_board(open_boards(site.member)),
        {"post_open_newest"},
    ),
    "feed of a board": (
        lambda site: feed_posts(Post.objects.readable_by(None).in_board(site.board)),
        {"post_open_newest"},
    ),
    "feed of a group": (
        lambda site: feed_posts(newest_of_boards(open_boards(None), None, MOST_POSTS)),
        {"post_open_newest"},
    ),
    "comments": (
        lambda site: comment_rows(
            site.post, None, lambda comment: False, can_comment=True
        ),
        {"comment_place_in_thread"},
    ),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", READS)
def test_rows_are_found_by_the_index_made_for_them(site, analysed, name):
    read, indexes = READS[name]

    plans = plans_of(lambda: read(site))

    named = set(re.findall(r"INDEX ((?:post|comment)_\w+)", plans))
    # With statistics SQLite may take post_newest, which begins with it, for the key.
    assert indexes <= named <= {*indexes, "post_newest"}
    assert "SCAN boards_post" not in plans
    assert "SCAN U0" not in plans
    assert "TEMP B-TREE" not in plans


@pytest.mark.sqlite
@pytest.mark.parametrize("who", ["guest", "member"])
def test_the_widgets_read_no_more_than_the_newest(site, analysed, who):
    member = site.member if who == "member" else None
    Comment.objects.bulk_create(
        Comment(post_id=FIRST + number, author=site.member, body="댓글")
        for number in range(ROWS)
    )
    if analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    posts = plans_of(lambda: popular_posts(member, count=5, days=7))
    comments = plans_of(lambda: newest_comments(member, count=5))

    # One walk each, which its limit ends; all else is asked for by its key.
    for plans, table in ((posts, "post"), (comments, "comment")):
        assert len(re.findall("SCAN", plans)) == 1
        assert plans.count("LIST SUBQUERY") == 1
        assert f"SEARCH boards_{table} USING INTEGER PRIMARY KEY" in plans
    assert "TEMP B-TREE" not in comments


@pytest.mark.sqlite
def test_a_part_of_the_sitemap_reads_no_post_of_another_part(
    site, analysed, client, monkeypatch
):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 400)

    plans = plans_of(lambda: client.get(f"/sitemap-posts-{FIRST // 400 + 3}.xml"))

    assert re.search(r"SEARCH boards_post USING .*\(\w+>\? AND \w+<\?\)", plans)
    assert "TEMP B-TREE" not in plans
    # The lowest and the highest id are the first that a walk by id meets.
    walks = re.findall("SCAN boards_post.*", plans)
    assert len(walks) == 2


def force_indexes() -> None:
    """Have PostgreSQL use an index wherever there is one, however few the rows are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")


@pytest.mark.parametrize("of_category", [False, True], ids=["board", "category"])
@pytest.mark.parametrize(
    ("sort", "name"), [("date", "date"), ("views", "views"), ("up", "votes")]
)
@pytest.mark.parametrize("way", ["", "-"], ids=["upwards", "downwards"])
def test_a_sorted_list_is_a_walk_along_its_index(
    site, analysed, sort, name, way, of_category
):
    category = site.category if of_category else None
    order = SORTS[f"{way}{sort}"]
    if connection.vendor == "postgresql":
        force_indexes()

    plans = plans_of(lambda: pager.sorted_page(site.board, category, 3, order=order))

    walked = f"post_category_by_{name}" if category else f"post_by_{name}"
    # PostgreSQL walks all posts by date where many of them are of this board.
    walks = {walked, "post_written"} if sort == "date" else {walked}
    assert any(index in plans for index in walks)
    assert plans.count("TEMP B-TREE") <= 1  # of the rows of one page


@pytest.mark.sqlite
def test_the_tally_is_read_and_moved_bucket_by_bucket(site, analysed):
    plans = plans_of(lambda: tally.tally_of(site.board, site.category).place_of(50))
    assert plans.splitlines() == [
        "SEARCH boards_listtally USING INDEX sqlite_autoindex_boards_listtally_1"
        " (board_id=? AND category=? AND level=?)",
        "SEARCH boards_listtally USING INDEX sqlite_autoindex_boards_listtally_1"
        " (board_id=? AND category=? AND level=? AND bucket>? AND bucket<?)",
    ]

    # Counting in is an upsert by the unique key, which has no plan to look at.
    plans = plans_of(
        lambda: tally.shift(site.board.pk, site.category.pk, site.post.thread, -1)
    )
    found = [line for line in plans.splitlines() if "SEARCH" in line]
    assert len(found) == 2
    assert all("level=? AND bucket=?)" in line for line in found)


# A board's newest: PostgreSQL walks the posts by id where most are of this board.
WALKED_BY_ID = ("front", "feed")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "name", [name for name in READS if not name.startswith(WALKED_BY_ID)]
)
def test_postgresql_has_an_index_for_the_rows_too(site, name):
    read, indexes = READS[name]
    force_indexes()

    plans = plans_of(lambda: read(site))

    named = set(re.findall(r"using ((?:post|comment)_\w+)", plans))
    assert indexes <= named
    assert "Seq Scan on boards_post" not in plans
    assert "Sort" not in plans


def test_any_page_of_a_big_board_costs_the_same(site):
    total = pager.list_page(site.board, None, 1).page_count
    counts = []
    for number in range(2, total + 1, 7):
        with CaptureQueriesContext(connection) as queries:
            pager.list_page(site.board, None, number)
        counts.append(len(queries))

    assert total > 40
    assert set(counts) == {4}


def test_a_big_board_is_one_sequence_from_its_first_page_to_its_last(site):
    services.delete_post(site.post, by=site.member)
    pages = [pager.list_page(site.board, None, 1)]
    for number in range(2, pages[0].page_count + 1):
        pages.append(pager.list_page(site.board, None, number))

    listed = Post.objects.alive().in_board(site.board).ordinary().in_list_order()
    rows = [row for page in pages for row in page.rows]
    assert [row.id for row in rows] == list(listed.values_list("pk", flat=True))
    assert all(one.number - 1 == two.number for one, two in pairwise(rows))
    assert rows[-1].number == 1
    assert check_all() == []
