"""The sitemap: every address in it can be read by a guest, and the rest is not in it."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards import services
from boards.models import Post, State
from portal import sitemaps
from siteconfig.models import Page
from siteconfig.services import publish_page
from tests.factories import (
    make_board,
    make_group,
    make_manager,
    make_member,
    make_post,
)
from tests.heads import head_of

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client, path, root_name="urlset"):
    """Return address (a path) and time of each entry."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml"
    root = ET.fromstring(response.content)  # noqa: S314  our own
    assert root.tag == NAMESPACE + root_name
    found = {}
    for entry in root:
        place = entry.findtext(f"{NAMESPACE}loc")
        assert place.startswith(f"{SITE}/")
        found[place.removeprefix(SITE)] = entry.findtext(f"{NAMESPACE}lastmod")
    assert len(found) == len(root)
    return found


def parts(client):
    return list(entries(client, "/sitemap.xml", "sitemapindex"))


def posts_listed(client):
    listed = {}
    for part in parts(client):
        if "posts" in part:
            listed |= entries(client, part)
    return listed


def moment(time):
    return timezone.localtime(time).isoformat(timespec="seconds")


def test_posts_that_a_guest_may_read_are_listed_with_their_last_change(client):
    first, second = make_post(), make_post()
    edited = timezone.now()
    Post.objects.filter(pk=second.pk).update(edited_at=edited)

    assert posts_listed(client) == {
        first.get_absolute_url(): moment(first.created_at),
        second.get_absolute_url(): moment(edited),
    }


def test_nothing_is_listed_that_a_guest_may_not_read(client):
    author = make_member()
    board = make_board()
    make_post(board, author, is_secret=True)
    states = [State.DELETED, State.HIDDEN, State.HELD]
    for state in states:
        Post.objects.filter(pk=make_post(board, author).pk).update(state=state)
    for fields in ({"list_level": 2}, {"read_level": 2}, {"is_in_search": False}):
        make_post(make_board(**fields), author)
    client.force_login(make_manager())

    assert posts_listed(client) == {}


def test_a_site_without_posts_names_no_part_of_them(client, db):
    assert parts(client) == ["/sitemap-pages.xml"]
    assert client.get("/sitemap-posts-0.xml").status_code == 404


def test_parts_hold_ranges_of_ids(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 4)
    board = make_board()
    posts = [make_post(board) for _ in range(9)]
    for post in posts[2:6]:
        services.delete_post(post, by=post.author)

    listed = [entries(client, part) for part in parts(client) if "posts" in part]

    kept = posts[:2] + posts[6:]
    assert len(listed) in {3, 4}
    assert [path for part in listed for path in part] == [
        post.get_absolute_url() for post in kept
    ]
    assert all(len(part) <= 4 for part in listed)
    after = posts[-1].pk // 4 + 1
    assert client.get(f"/sitemap-posts-{after}.xml").status_code == 404
    assert client.get(f"/sitemap-posts-{10**30}.xml").status_code == 404


def test_boards_groups_and_pages_are_listed(client):
    group = make_group()
    board, quiet = make_board(group=group), make_board(group=group)
    post = make_post(board)
    make_post(board, is_secret=True)
    closed = make_board(list_level=2)
    apart = make_board(group=group, is_in_search=False)
    publish_page(Page(slug="company"), title="소개", body="<p>글</p>", author=None)

    listed = entries(client, "/sitemap-pages.xml")

    newest = moment(post.created_at)
    assert listed["/"] == listed["/new/"] == newest
    assert listed[board.get_absolute_url()] == newest
    assert listed[quiet.get_absolute_url()] is None
    assert listed[f"/groups/{group.slug}/"] == newest
    assert "/pages/company/" in listed
    assert closed.get_absolute_url() not in listed
    assert f"/groups/{closed.group.slug}/" not in listed
    assert apart.get_absolute_url() not in listed


def test_every_address_is_the_one_its_page_names(client):
    make_post(make_board(list_level=2))
    make_post(make_board(read_level=2))
    make_post()
    publish_page(Page(slug="company"), title="소개", body="<p>글</p>", author=None)

    listed = [path for part in parts(client) for path in entries(client, part)]

    assert len(listed) == 8
    for path in listed:
        assert head_of(client, path).canonical == SITE + path


def test_a_part_costs_few_queries_however_many_posts(client):
    costs = []
    for number in (1, 30):
        for _ in range(number):
            post = make_post(author=make_member())
        addresses = (
            "/sitemap.xml",
            "/sitemap-pages.xml",
            f"/sitemap-posts-{post.pk // sitemaps.PART_SIZE}.xml",
        )
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connections["default"]) as queries:
                client.get(address)
            found.append(len(queries))
        costs.append(found)

    assert costs[0] == costs[1] == [2, 1, 3]
