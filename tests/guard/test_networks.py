"""Networks as people write them."""

import pytest

from guard.networks import NetworkTable, overlaps, parse_network
from web.proxy import parse_address


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("203.0.113.7", "203.0.113.7/32"),
        ("  203.0.113.7\n", "203.0.113.7/32"),
        ("203.0.113.0/24", "203.0.113.0/24"),
        ("203.0.113.7/24", "203.0.113.0/24"),  # bits beyond the prefix
        ("203.0.113.0/255.255.255.0", "203.0.113.0/24"),
        ("2001:DB8::/32", "2001:db8::/32"),
        ("2001:db8:0:0::1", "2001:db8::1/128"),
        ("2001:db8::1/64", "2001:db8::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7/32"),
        ("::ffff:203.0.113.0/120", "203.0.113.0/24"),
        ("::ffff:cb00:7107", "203.0.113.7/32"),
    ],
)
def test_a_network_is_known_however_it_is_written(text, network):
    assert str(parse_network(text)) == network


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1.2.3", "1.2.3.4/33", "1.2.3.256", "1.2.3.4/-1", "1.2.3.4 /24"),
        *("2001:db8::/129", "fe80::1%eth0", "fe80::1%1/64", "example.com", "1.2.3.04"),
        *("1.2.3.4/", "1.2.3.4-1.2.3.9", "１.2.3.4", "1.2.3.4, 1.2.3.5", "12345", "*"),
    ],
)
def test_what_is_no_network_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - what ipaddress says varies
        parse_network(text)


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.0.0.0/8", "11.0.0.1", False),
        ("2001:db8::/32", "2001:db8::1", True),
        ("2001:db8::/32", "32.1.13.184", False),
        ("32.1.13.184", "2001:db8::/32", False),
    ],
)
def test_networks_overlap_when_they_share_an_address(one, other, do):
    assert overlaps(parse_network(one), parse_network(other)) is do


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("203.0.113.7", {"one", "net"}),
        ("203.0.113.8", {"net"}),
        ("203.0.114.7", set()),
        ("2001:db8::9", {"six"}),
        ("::ffff:203.0.113.8", {"net"}),
        ("0.0.0.0", set()),
        ("255.255.255.255", {"last"}),
    ],
)
def test_the_table_finds_every_network_that_holds_an_address(address, names):
    written = {
        "one": "203.0.113.7",
        "net": "203.0.113.0/24",
        "six": "2001:db8::/32",
        "last": "255.255.255.255",
    }
    table = NetworkTable((parse_network(text), name) for name, text in written.items())

    assert set(table.covering(parse_address(address))) == names


def test_a_table_without_rows_is_false():
    assert not NetworkTable([])
