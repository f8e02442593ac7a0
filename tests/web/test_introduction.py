"""The words in which a page speaks to programs."""

import json

import pytest

from web.introduction import Introduction, absolute_url, breadcrumbs, numbered


def test_addresses_are_whole_and_begin_with_the_sites_own(settings):
    settings.SITE_URL = "https://madang.example"

    assert absolute_url("/new/") == "https://madang.example/new/"
    assert absolute_url("https://cdn.example/a.webp") == "https://cdn.example/a.webp"


@pytest.mark.parametrize(
    ("query", "number", "path"),
    [
        ("", 1, "/new/"),
        ("", 2, "/new/?page=2"),
        ("category=3&", 1, "/new/?category=3"),
        ("category=3&", 2, "/new/?category=3&page=2"),
    ],
)
def test_each_page_of_a_list_has_one_address(query, number, path):
    assert numbered("/new/", query, number) == path


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- <script>", "a & b\u2028c"]
)
def test_no_title_gets_out_of_its_script(title):
    text = Introduction(title, "/", data=[breadcrumbs((title, "/"))]).json_ld

    assert not set("<>&\u2028") & set(text)
    (way,) = json.loads(text)["@graph"]
    assert way["itemListElement"][0]["name"] == title
