"""RSS and Atom of the site and of a group."""

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext

from boards.feeds import MOST_POSTS
from siteconfig.models import SiteSettings
from siteconfig.services import save_settings
from tests.factories import (
    make_board,
    make_group,
    make_manager,
    make_member,
    make_post,
)
from tests.feeds_read import read_feed
from tests.heads import head_of

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
both_kinds = pytest.mark.parametrize("kind", ["", "atom/"], ids=["rss", "atom"])


def titles(client, path):
    return [item.title for item in read_feed(client, path).items]


@both_kinds
def test_the_site_feed_joins_all_boards_that_are_found(client, kind):
    save_settings(SiteSettings(site_name="은행나무골"))
    first = make_post()
    make_post(is_secret=True)
    make_post(make_board(list_level=2))
    make_post(make_board(read_level=2))
    make_post(make_board(is_in_search=False))
    second = make_post()
    client.force_login(make_manager())

    feed = read_feed(client, f"/feed/{kind}")

    assert (feed.title, feed.link) == ("은행나무골", f"{SITE}/")
    assert [item.title for item in feed.items] == [second.title, first.title]
    assert feed.items[0].categories == [second.board.name]


@both_kinds
def test_the_group_feed_joins_its_boards_and_no_others(client, kind):
    group = make_group(name="동네")
    boards = [make_board(group=group) for _ in range(2)]
    first, second = make_post(boards[0]), make_post(boards[1])
    make_post()
    make_post(boards[0], is_secret=True)
    make_post(make_board(group=group, read_level=2))
    apart = make_post(make_board(group=group, is_in_search=False))

    feed = read_feed(client, f"/groups/{group.slug}/feed/{kind}")

    assert (feed.title, feed.link) == ("동네", f"{SITE}/groups/{group.slug}/")
    # A board that stays out of search is on its group's page, and here.
    assert [item.title for item in feed.items] == [
        post.title for post in (apart, second, first)
    ]


def test_the_newest_of_a_group_win_wherever_they_stand(client):
    group = make_group()
    old, busy = make_board(group=group), make_board(group=group)
    make_post(old)
    newest = [make_post(busy) for _ in range(MOST_POSTS - 1)]
    last = make_post(old)

    assert titles(client, f"/groups/{group.slug}/feed/") == [
        post.title for post in (last, *reversed(newest))
    ]


@both_kinds
def test_a_group_without_a_board_for_guests_has_no_feed(client, kind):
    board = make_board(list_level=2)
    client.force_login(make_member())

    assert client.get(f"/groups/{board.group.slug}/feed/{kind}").status_code == 404
    assert client.get(f"/groups/nowhere/feed/{kind}").status_code == 404


@both_kinds
def test_a_group_whose_posts_guests_may_not_read_has_an_empty_feed(client, kind):
    post = make_post(make_board(read_level=2))

    assert titles(client, f"/groups/{post.board.group.slug}/feed/{kind}") == []


@pytest.mark.parametrize(("address", "most"), [("/feed/", 2), ("/groups/{}/feed/", 2)])
def test_feeds_cost_few_queries_however_many_posts_and_boards(client, address, most):
    costs = []
    group = make_group()
    for number in (1, 30):
        for _ in range(number):
            make_post(make_board(group=group), make_member())
        client.get(address.format(group.slug))
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(address.format(group.slug))
        costs.append(len(queries))

    assert costs[0] == costs[1] <= most


def test_pages_lead_to_their_feeds(client):
    group = make_board().group

    for path in ("/", "/new/"):
        assert head_of(client, path).feed("rss") == "/feed/"
        assert head_of(client, path).feed("atom") == "/feed/atom/"
    head = head_of(client, f"/groups/{group.slug}/")
    assert head.feed("rss") == f"/groups/{group.slug}/feed/"


def test_who_has_the_site_feed_already_is_told_that_nothing_changed(client):
    make_post()
    seen = client.get("/feed/")["ETag"]

    assert client.get("/feed/", HTTP_IF_NONE_MATCH=seen).status_code == 304
    make_post()
    assert client.get("/feed/", HTTP_IF_NONE_MATCH=seen).status_code == 200
