"""Believes a proxy, and only a trusted one, about whom it speaks for.

Everything else in the project reads REMOTE_ADDR and the request's scheme; here
they become the visitor's own. From anybody not in TRUSTED_PROXIES the headers
X-Forwarded-For and -Proto are words of a stranger, and nothing is done with them.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from web.memory import remembered

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Address = IPv4Address | IPv6Address


def parse_address(text: str) -> Address | None:
    """Return the address, an IPv4 one in IPv6 clothes as IPv4; None for junk."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


class TrustedProxies:
    """Wrap a WSGI application: `proxies` are addresses or networks such as 10.0.0.0/8.

    A load balancer asks for /healthz by address, not by name; that one path is
    answered as if asked of `host`, so that the check of Host lets it through.
    Raises ValueError for a proxy that is neither address nor network.
    """

    def __init__(
        self, application: Application, proxies: Iterable[str], host: str
    ) -> None:
        self.application = application
        self.host = host
        self.networks = [ip_network(proxy, strict=False) for proxy in proxies]
        self._speaks_for = remembered(4096)(self._look_up)

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        visitor, is_proxied = self._speaks_for(
            peer, environ.get("HTTP_X_FORWARDED_FOR", "")
        )
        if is_proxied:
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").strip().lower()
            if scheme in {"http", "https"}:
                environ["wsgi.url_scheme"] = scheme
        if visitor:
            environ["REMOTE_ADDR"] = visitor
        if environ.get("PATH_INFO") == "/healthz":
            environ["HTTP_HOST"] = self.host
        return self.application(environ, start_response)

    def _look_up(self, peer: str, forwarded: str) -> tuple[str, bool]:
        """Return the visitor's address, "" for junk, and whether a proxy speaks."""
        address = parse_address(peer)
        if address is None:
            return "", False
        if not self._is_trusted(address):
            return str(address), False
        return str(self._visitor(address, forwarded)), True

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self.networks)

    def _visitor(self, peer: Address, forwarded: str) -> Address:
        """Walk from the right, where our own proxies wrote, to the first stranger.

        What is no address ends the walk: to the left of it anybody may have written.
        """
        for text in reversed(forwarded.split(",")):
            address = parse_address(text)
            if address is None:
                break
            peer = address
            if not self._is_trusted(peer):
                break
        return peer
