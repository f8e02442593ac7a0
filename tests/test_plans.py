"""Every reading page on a site of 200,000 posts: no page reads more than it shows.

Counted is what the database does for each query: steps of SQLite's machine, of which
every row that is met, and every row that is sorted, takes some; on PostgreSQL the rows
themselves. A scan of one of the crowded tables, or a sort of what it finds, takes some
hundred thousands.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.crowded import CROWDED, Crowd, make_crowd
from tests.watching import Query, watching
from tests.world import addresses

# One worker fills the site, once, and takes it back at the end.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("plans")]

IS_SQLITE = connection.vendor == "sqlite"
MOST_WORK = 30_000 if IS_SQLITE else 4_000  # some two thousand rows
ROLES = ("guest", "member", "board", "site")
MANAGERS = ("board", "site")
# Pages and tables of which more may be read, up to so much, and why.
ALLOWED = {
    "portal:sitemap_posts": (400_000, "a part lists up to 20,000 posts"),
    "period": (200_000, "the newest 10,000 posts of a period are sorted by an index"),
    "admin": (130_000, "managers look at the newest 10,000 rows of what they choose"),
    "visitors_dailyvisits": (100_000, "a row a day, summed anew when a visitor comes"),
}
if not IS_SQLITE:
    # PostgreSQL takes the posts of a board to lie evenly among all others; so it walks
    # down them to the newest of a board that was the largest and has fallen silent.
    SILENT = (100_000, "the large board's newest posts, below 80,000 others")
    ALLOWED |= dict.fromkeys(
        (
            *("portal:front", "portal:group", "portal:feed", "portal:feed_atom"),
            *("portal:group_feed", "portal:group_feed_atom"),
            *("boards:feed", "boards:feed_atom", "portal:new_posts"),
        ),
        SILENT,
    )
# Tables that may be scanned: what a manager writes by hand, and what is kept short.
SMALL = {
    *("boards_board", "boards_boardgroup", "boards_category"),
    *("boards_board_managers", "boards_boardgroup_managers"),
    *("siteconfig_menuitem", "siteconfig_page", "siteconfig_pageversion"),
    *("siteconfig_sitesettings", "guard_addressban", "visitors_presence"),
    *("socialaccount_socialapp", "accounts_suspension", "visitors_openingbalance"),
    *("visitors_hiddenword", "portal_failedjob"),
}


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crowd]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_crowd()
        transaction.set_rollback(True)


# PostgreSQL gathers statistics by itself.
STATISTICS = {**({"unanalysed": False} if IS_SQLITE else {}), "analysed": True}


@pytest.fixture(scope="module", params=STATISTICS.values(), ids=STATISTICS)
def analysed(request: pytest.FixtureRequest, crowd: Crowd) -> bool:
    """A site whose statistics nobody ever gathered, and one where somebody did."""
    if request.param:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            if not IS_SQLITE:  # to which 200,000 short rows are few yet
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute("SET LOCAL random_page_cost = 1.1")
    return bool(request.param)


def pages(crowd: Crowd) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every page that may be read.

    Not what is searched for: that has an index, and tests, of its own.
    """
    for name, converters in addresses().items():
        yield name, crowd.world.address(name, converters)
    yield "portal:new_posts, page 5", "/new/?page=5"
    place = crowd.board.get_absolute_url()
    for category in (None, crowd.many, crowd.few):
        chosen = f"category={category.pk}&" if category else ""
        name = f"list of {category}" if category else "list"
        yield f"{name}, middle", f"{place}?{chosen}page=2000"
        yield f"{name}, last", f"{place}?{chosen}page=100000"
        for sort in ("date", "-date", "views", "-views", "up", "-up"):
            for page in (1, 60):
                address = f"{place}?{chosen}sort={sort}&page={page}"
                yield f"{name} by {sort}, page {page}", address
            for period in ("day", "year"):
                address = f"{place}?{chosen}sort={sort}&period={period}&page=2"
                yield f"period, {name} by {sort}, {period}", address
        yield f"period, {name}", f"{place}?{chosen}period=year"


def admin_pages(crowd: Crowd) -> Iterator[tuple[str, str]]:
    """Yield the lists of posts and comments as managers narrow them, and their forms."""
    for model, board in (("post", "board"), ("comment", "post__board")):
        place = reverse(f"admin:boards_{model}_changelist")
        for query in (
            *("", "p=50", "state__exact=1", "state__exact=2", "is_secret__exact=1"),
            *(f"{board}__id__exact={crowd.board.pk}", "written=2026", "o=1.-3"),
            f"{board}__id__exact={crowd.board.pk}&state__exact=1&is_secret__exact=1",
            f"{board}__id__exact={crowd.board.pk}&written=2026&is_secret__exact=1",
        ):
            yield f"admin, {model}s, {query}", f"{place}?{query}"
        pk = crowd.world.arguments[f"{model}_id"]
        for page in ("change", "delete", "history"):
            yield (
                f"{model}'s {page}",
                reverse(f"admin:boards_{model}_{page}", args=[pk]),
            )
    yield "first page of the admin", reverse("admin:index")


def too_much(name: str, query: Query) -> str | None:
    """Return what is wrong with a query of this page."""
    most, _reason = next(
        (
            allowed
            for what, allowed in ALLOWED.items()
            if what == name.split(",")[0] or f'"{what}"' in query.sql
        ),
        (MOST_WORK, ""),
    )
    if query.work > most:
        return f"takes {query.work:,}"
    tables = dict(re.findall(r'"(\w+)" ([A-Z]\d+)\b', query.sql))
    scanned = re.findall(r"SCAN (\w+)", "\n".join(query.plan))
    for table in (tables.get(each, each) for each in scanned):
        is_known = table in SMALL or table in CROWDED or table in ALLOWED
        if re.fullmatch(r"[a-z]+_\w+", table) and not is_known:
            return f"scans {table}"
    return None


@pytest.mark.parametrize("role", ROLES)
def test_no_page_reads_more_than_it_shows(crowd: Crowd, analysed: bool, role: str):
    client = crowd.world.client(role)
    wrong = []

    every_page = [*pages(crowd), *(admin_pages(crowd) if role in MANAGERS else ())]

    for name, address in every_page:
        with watching() as queries:
            client.get(address)
        for query in queries:
            if words := too_much(name, query):
                wrong.append(f"{name}: {words}\n{query.sql}\n{query.plan}")

    assert not wrong, "\n\n".join(wrong)
