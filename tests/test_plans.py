"""Every reading page on a site of 200,000 posts: no page reads more than it shows.

Counted is what the database does for each query: steps of SQLite's machine, of which
every row that is met, and every row that is sorted, takes some. A scan of one of the
crowded tables, or a sort of what it finds, takes some hundred thousands.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.crowded import CROWDED, Crowd, make_crowd
from tests.watching import Query, watching
from tests.world import addresses

# One worker fills the site, once, and takes it back at the end.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.xdist_group("plans"),
]

MOST_WORK = 30_000  # some two thousand rows
ROLES = ("guest", "member", "board", "site")
# Pages and tables of which more may be read, up to so much, and why.
ALLOWED = {
    "portal:sitemap_posts": (400_000, "a part lists up to 20,000 posts"),
    "visitors_dailyvisits": (100_000, "a row a day, summed anew when a visitor comes"),
}
# Tables that may be scanned: what a manager writes by hand, and what is kept short.
SMALL = {
    *("boards_board", "boards_boardgroup", "boards_category"),
    *("boards_board_managers", "boards_boardgroup_managers"),
    *("siteconfig_menuitem", "siteconfig_page", "siteconfig_pageversion"),
    *("siteconfig_sitesettings", "guard_addressban", "visitors_presence"),
    *("socialaccount_socialapp", "accounts_suspension", "visitors_openingbalance"),
}


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crowd]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_crowd()
        transaction.set_rollback(True)


@pytest.fixture(scope="module", params=[False, True], ids=["unanalysed", "analysed"])
def analysed(request: pytest.FixtureRequest, crowd: Crowd) -> bool:
    """A site whose statistics nobody ever gathered, and one where somebody did."""
    if request.param:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return bool(request.param)


def pages(crowd: Crowd) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every page that may be read."""
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


def too_much(name: str, query: Query) -> str | None:
    """Return what is wrong with a query of this page."""
    most, _reason = next(
        (
            allowed
            for what, allowed in ALLOWED.items()
            if what == name or f'"{what}"' in query.sql
        ),
        (MOST_WORK, ""),
    )
    if query.work > most:
        return f"{query.work} steps"
    tables = dict(re.findall(r'"(\w+)" ([A-Z]\d+)\b', query.sql))
    scanned = re.findall(r"SCAN (\w+)", "\n".join(query.plan))
    for table in (tables.get(each, each) for each in scanned):
        is_known = table in SMALL or table in CROWDED or table in ALLOWED
        if re.fullmatch(r"[a-z]+_\w+", table) and not is_known:
            return f"scans {table}"
        if table in CROWDED and "LIMIT" not in query.sql:
            return f"scans {table} to its end"
    return None


@pytest.mark.parametrize("role", ROLES)
def test_no_page_reads_more_than_it_shows(crowd: Crowd, analysed: bool, role: str):
    client = crowd.world.client(role)
    wrong = []

    for name, address in pages(crowd):
        with watching() as queries:
            client.get(address)
        for query in queries:
            if words := too_much(name, query):
                wrong.append(f"{name}: {words}\n{query.sql}\n{query.plan}")

    assert not wrong, "\n\n".join(wrong)
