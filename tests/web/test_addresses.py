"""Addresses that are found once for each name."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from web.addresses import address_of


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("portal:front", []),
        ("boards:post_list", ["free-talk_2"]),
        ("boards:post_detail", ["free", 12]),
        ("boards:comment_edit", ["free", 12, 345]),
        ("admin:boards_post_change", [7]),
        ("admin:boards_post_change", ["a b/_5"]),
    ],
)
def test_it_is_the_address_that_reverse_gives(name, args):
    for _ in range(2):
        assert address_of(name, *args) == reverse(name, args=args)


def test_what_has_no_address_is_an_error():
    with pytest.raises(NoReverseMatch):
        address_of("boards:post_list", "no/slug")
    with pytest.raises(NoReverseMatch):
        address_of("boards:post_detail", "free", "word")


def test_a_site_below_a_path_has_its_own_addresses():
    try:
        set_script_prefix("/yard/")
        assert address_of("boards:post_list", "free") == "/yard/boards/free/"
    finally:
        set_script_prefix("/")
    assert address_of("boards:post_list", "free") == "/boards/free/"
