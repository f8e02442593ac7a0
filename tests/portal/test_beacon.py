"""Behind a CDN pages say themselves that they were shown, and count as before."""

from typing import Any

import pytest

from boards.services.views import flush_views
from tests.config.asking import Site
from tests.factories import make_board, make_member, make_post
from visitors import presence
from visitors.models import Presence, Visit
from visitors.services import counts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def behind_a_cdn(settings: Any) -> None:
    settings.CDN_SECONDS = 5


@pytest.fixture
def site() -> Site:
    return Site()


def views_of(post: Any) -> int:
    flush_views()
    post.refresh_from_db()
    return int(post.view_count)


def test_a_guests_page_may_be_kept_on_the_way_and_is_not_counted(site):
    post = make_post()
    answer = site.ask(post.get_absolute_url())

    assert answer.headers["cache-control"] == "public, no-cache, s-maxage=5"
    assert f'data-count-url="/beacon/?post={post.pk}"' in answer.text
    assert f'<noscript><img src="/beacon/?post={post.pk}"' in answer.text
    assert counts().today == 0
    assert views_of(post) == 0


def test_its_picture_counts_it(site):
    post = make_post()
    page = {"HTTP_REFERER": f"http://testserver{post.get_absolute_url()}"}
    answer = site.ask(f"/beacon/?post={post.pk}", **page)

    assert (answer.status, answer.headers["content-type"]) == (200, "image/gif")
    assert answer.headers["cache-control"] == "no-store"
    assert not any(name.startswith("madang") for name in answer.headers)
    assert (counts().today, views_of(post)) == (1, 1)
    assert Visit.objects.get().entry == post.get_absolute_url()


def test_its_beacon_tells_where_one_came_from_and_who_is_here(client, site):
    fields = {
        "HTTP_REFERER": "http://testserver/boards/%EB%A7%88/",
        "HTTP_ORIGIN": "http://testserver",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }
    answer = site.send("/beacon/", b"from=https%3A%2F%2Fexample.com%2Fa", **fields)
    presence.flush()

    assert (answer.status, answer.body) == (204, b"")
    assert "set-cookie" not in answer.headers  # or one would pass by the CDN for ever
    assert Visit.objects.get().referrer == "example.com/a"
    assert Presence.objects.get().path == "/boards/마/"


@pytest.mark.parametrize(
    "referrer", ["", "https://evil.example/", "http://[", "http://testserver:1/"]
)
def test_a_page_of_others_counts_nothing(site, referrer):
    post = make_post()
    site.ask(f"/beacon/?post={post.pk}", HTTP_REFERER=referrer)

    assert (counts().today, views_of(post)) == (0, 0)


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30, "-1", "99999999"])
def test_a_post_that_is_none_is_no_view(site, number):
    page = {"HTTP_REFERER": "http://testserver/"}

    assert site.ask(f"/beacon/?post={number}", **page).status == 200
    assert counts().today == 1


def test_a_post_that_guests_may_not_read_is_no_view(site):
    post = make_post(make_board(read_level=3))
    site.ask(f"/beacon/?post={post.pk}", HTTP_REFERER="http://testserver/")

    assert views_of(post) == 0


def test_a_robots_beacon_counts_no_person(site):
    page = {"HTTP_REFERER": "http://testserver/", "HTTP_USER_AGENT": "Googlebot/2.1"}
    site.ask("/beacon/", **page)

    assert counts().today == 0


def test_a_members_page_is_his_own_and_counted_by_us(client, site):
    client.force_login(make_member())
    cookie = {"HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}"}
    answer = site.ask("/", **cookie)

    assert answer.headers["cache-control"] == "private, no-cache"
    assert "/beacon/" not in answer.text
    assert counts().today == 1


def test_a_search_is_counted_by_us_with_its_words(site):
    answer = site.ask(f"{make_board().get_absolute_url()}?q=골목")

    assert answer.headers["cache-control"] == "private, no-cache"
    assert counts().today == 1


def test_without_a_cdn_no_page_has_a_beacon(site, settings):
    settings.CDN_SECONDS = 0
    answer = site.ask("/")

    assert "/beacon/" not in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"
