"""Addresses cut to the network they lie in, once their owner must not be found."""

import ipaddress


def network_of(address: str) -> str:
    """Return the network an address lies in: /24 for IPv4, /48 for IPv6.

    Raises ValueError for what is no address.
    """
    bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
