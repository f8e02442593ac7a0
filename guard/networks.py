"""Addresses and networks as people write them, and a quick way to look one up."""

from collections import defaultdict
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Generic, TypeVar

from web.proxy import Address

Network = IPv4Network | IPv6Network
Value = TypeVar("Value")

_MAPPED = IPv6Network("::ffff:0:0/96")  # IPv4 addresses in IPv6 clothes


def parse_network(text: str) -> Network:
    """Return the network that a person means by `1.2.3.4`, `1.2.3.0/24`, `2001:db8::/32`.

    An address is a network of one; bits beyond the prefix are dropped; an IPv4
    network in IPv6 clothes comes back as IPv4. Raises ValueError for anything else,
    such as a zone (`fe80::1%eth0`), which means nothing beyond one machine.
    """
    text = text.strip()
    if "%" in text or not text.isascii():
        raise ValueError(text)
    network = ip_network(text, strict=False)
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        mapped = network.network_address.ipv4_mapped
        return IPv4Network((int(mapped or 0), network.prefixlen - 96))
    return network


def overlaps(one: Network, other: Network) -> bool:
    """Whether the two share an address."""
    if isinstance(one, IPv4Network):
        return isinstance(other, IPv4Network) and one.overlaps(other)
    return isinstance(other, IPv6Network) and one.overlaps(other)


class NetworkTable(Generic[Value]):
    """Values by network; a look-up asks once per length of prefix, not per network."""

    def __init__(self, rows: Iterable[tuple[Network, Value]]) -> None:
        self._found: dict[tuple[int, int], dict[int, Value]] = defaultdict(dict)
        for network, value in rows:
            key = (network.version, network.max_prefixlen - network.prefixlen)
            self._found[key][int(network.network_address) >> key[1]] = value

    def __bool__(self) -> bool:
        return bool(self._found)

    def covering(self, address: Address) -> list[Value]:
        """Return the value of every network that holds the address."""
        number = int(address)
        return [
            found[number >> shift]
            for (version, shift), found in self._found.items()
            if version == address.version and number >> shift in found
        ]
