"""Addresses of people, cut so that nobody is found by them."""

import pytest

from web.networks import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:12:3456::1", "2001:db8:12::/48"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff::/48"),
    ],
)
def test_an_address_is_cut_to_its_network(address, network):
    assert network_of(address) == network


def test_what_is_no_address_has_no_network():
    with pytest.raises(ValueError, match="nowhere"):
        network_of("nowhere")
