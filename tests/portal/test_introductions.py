"""How front page, groups, new posts and content pages introduce themselves."""

import pytest
from django.conf import settings

from siteconfig.models import Page, SiteSettings
from siteconfig.services import publish_page, save_settings
from tests.factories import make_board, make_group, make_member, make_post
from tests.heads import head_of

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL


def test_the_front_page_tells_the_site_and_its_search(client):
    save_settings(SiteSettings(site_name="은행나무골", description="이웃이 만나는 곳"))

    head = head_of(client, "/?utm_source=x")

    assert head.canonical == f"{SITE}/"
    assert head.metas["og:title"] == head.metas["og:site_name"] == "은행나무골"
    assert head.metas["og:type"] == "website"
    assert head.metas["og:description"] == "이웃이 만나는 곳"
    website = head.thing("WebSite")
    assert website["url"] == f"{SITE}/"
    template = website["potentialAction"]["target"]["urlTemplate"]
    found = template.removeprefix(SITE).replace("{search_term_string}", "글")
    assert client.get(found).context["q"] == "글"


def test_a_group_tells_its_name_and_its_place(client):
    board = make_board(group=make_group(name="동네"))

    head = head_of(client, f"/groups/{board.group.slug}/?page=2")

    assert head.canonical == f"{SITE}/groups/{board.group.slug}/"
    assert head.metas["og:title"] == "동네"
    assert [
        step["name"] for step in head.thing("BreadcrumbList")["itemListElement"]
    ] == ["마당", "동네"]


def test_a_group_of_closed_boards_asks_not_to_be_found(client):
    board = make_board(list_level=2)
    client.force_login(make_member())

    head = head_of(client, f"/groups/{board.group.slug}/")

    assert not head.may_be_found
    assert head.canonical is None


def test_each_page_of_new_posts_has_its_own_address(client):
    board = make_board()
    for _ in range(21):
        make_post(board)

    first, second = head_of(client, "/new/"), head_of(client, "/new/?page=2&x=1")

    assert first.canonical == f"{SITE}/new/"
    assert second.canonical == f"{SITE}/new/?page=2"
    assert first.metas["og:title"] != second.metas["og:title"]


def test_a_content_page_tells_how_it_begins(client):
    page = Page(slug="company")
    publish_page(
        page, title="소개", body="<p>우리는 <b>이웃</b>입니다.</p>", author=None
    )

    head = head_of(client, "/pages/company/?x=1")

    assert head.canonical == f"{SITE}/pages/company/"
    assert head.metas["description"] == "우리는 이웃입니다."


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search/", 200),
        ("/search/?q=글", 200),
        ("/accounts/login/", 200),
        ("/accounts/signup/", 200),
        ("/accounts/password/reset/", 200),
        ("/nowhere/", 404),
        ("/boards/closed/", 403),
    ],
)
def test_what_nobody_looks_for_asks_not_to_be_found(client, path, status):
    make_board(slug="closed", list_level=3)

    head = head_of(client, path, status)

    assert head.metas["robots"] == "noindex, follow"
    assert head.canonical is None
