"""What robots are told: which addresses to leave, and where the others are listed."""

import re

import pytest
from django.conf import settings
from django.urls import reverse


@pytest.fixture
def rules(client, db):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = [line.split(": ", 1) for line in response.text.splitlines() if line]
    assert lines[0] == ["User-agent", "*"]
    return [(name, value) for name, value in lines[1:]]


def is_left_alone(rules, path):
    """Match as search engines do: * is anything, and a rule is a beginning."""
    patterns = [value for name, value in rules if name == "Disallow"]
    return any(
        re.match(re.escape(pattern).replace(r"\*", ".*"), path) for pattern in patterns
    )


def test_robots_are_shown_the_sitemap(rules):
    assert [value for name, value in rules if name == "Sitemap"] == [
        f"{settings.SITE_URL}/sitemap.xml"
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?page=2",
        "/boards/free/",
        "/boards/free/?page=2",
        "/boards/free/?category=3&page=2",
        "/boards/free/123/",
        "/boards/free/123/?comment=4",
        "/boards/edit/5/",
        "/boards/search/",
        "/boards/admin/7/",
        "/groups/free/",
        "/groups/free/feed/",
        "/boards/free/feed/",
        "/feed/",
        "/new/?page=3",
        "/pages/company/",
        "/sitemap-posts-0.xml",
        "/static/css/site.css",
        "/media/pictures/ab/cd/x.webp",
    ],
)
def test_what_can_be_read_may_be_read(rules, path):
    assert not is_left_alone(rules, path)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/boards/post/",
        reverse("account_login"),
        reverse("account_signup"),
        reverse("portal:search"),
        "/search/?q=글",
        "/boards/free/?sort=-views",
        "/boards/free/?category=3&sort=date",
        "/boards/free/?period=day",
        "/boards/free/?sort=up&period=day",
        "/boards/free/?field=title&q=글",
        "/boards/free/?q=글",
        reverse("boards:post_write", args=["free"]),
        reverse("boards:draft_list", args=["free"]),
        reverse("boards:post_edit", args=["free", 1]),
        reverse("boards:post_reply", args=["free", 1]),
        reverse("boards:post_delete", args=["free", 1]),
        reverse("boards:post_unlock", args=["free", 1]),
        reverse("boards:link_follow", args=["free", 1, 1]),
        reverse("boards:comment_reply", args=["free", 1, 1]),
        reverse("boards:comment_delete", args=["free", 1, 1]),
    ],
)
def test_forms_results_and_orders_are_left_alone(rules, path):
    assert is_left_alone(rules, path)
