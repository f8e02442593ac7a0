"""Fetches what lies elsewhere, so that nobody can send the server to his neighbours.

A name is looked up once and the connection goes to the very address that was
checked; every redirect is checked anew. Python's own http.client knows no proxies
and follows nothing by itself.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from web.version import madang_version

SECONDS = 10.0  # for everything, redirects included
MAX_REDIRECTS = 3
MAX_URL = 2000  # characters
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_BLOCK = 64 * 1024
# What may stand in a path or query as it is; the rest is written as %XX.
_SAFE = "%/:;=?&~+!$,'()*@[]|-._"


class FetchRefused(Exception):
    """It could not or must not be fetched; str() says why, in Korean."""


@dataclass(frozen=True)
class Fetched:
    """What lay at an address: its bytes, its type such as "image/png"."""

    content: bytes
    content_type: str


def fetch(
    url: str, *, kinds: tuple[str, ...], max_bytes: int, seconds: float = SECONDS
) -> Fetched:
    """Fetch a public http or https address and return what lies there.

    kinds: beginnings of the content types that are taken, such as ("image/",).
    max_bytes: of the content. seconds: for all of it, from looking up the name on.
    Raises FetchRefused.
    """
    end = time.monotonic() + seconds
    for _hop in range(MAX_REDIRECTS + 1):
        answer = _ask(url, kinds, max_bytes, end)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise FetchRefused(_("주소가 자꾸 다른 곳으로 넘어갑니다."))


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the open internet and to one machine."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        # Only what is given out; tunnels such as 6to4 would lead to IPv4 unchecked.
        if ip not in ipaddress.ip_network("2000::/3") or ip.sixtofour or ip.teredo:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _ask(url: str, kinds: tuple[str, ...], max_bytes: int, end: float) -> Fetched | str:
    """Return what lies at the address, or where it sends us to."""
    scheme, host, port, target = _parts_of(url)
    try:
        sock = _connect(host, port, end)
        if scheme == "https":
            sock = ssl.create_default_context().wrap_socket(
                sock, server_hostname=host, do_handshake_on_connect=False
            )
        # Time-outs of a socket begin anew with each byte that drips in.
        cut = threading.Timer(max(0, end - time.monotonic()), _cut, [sock])
        cut.daemon = True
        cut.start()
        try:
            answer = _speak(sock, host, target, kinds, max_bytes)
        finally:
            cut.cancel()
            sock.close()
        if time.monotonic() >= end:  # being cut off looks like the end of the file
            raise TimeoutError
        return answer
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise FetchRefused(_("그 주소의 서버가 제때 답하지 않습니다.")) from error


def _speak(
    sock: socket.socket, host: str, target: str, kinds: tuple[str, ...], max_bytes: int
) -> Fetched | str:
    if isinstance(sock, ssl.SSLSocket):
        sock.do_handshake()
    web = http.client.HTTPConnection(host)
    web.sock = sock
    headers = {
        "Host": f"[{host}]" if ":" in host else host,
        "User-Agent": f"Madang/{madang_version()} (+{settings.SITE_URL})",
        "Accept": ", ".join(f"{kind}*" if kind[-1] == "/" else kind for kind in kinds),
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    web.request("GET", target, headers=headers)
    with web.getresponse() as response:
        if response.status in _REDIRECTS:
            return response.getheader("Location") or ""
        if response.status != http.HTTPStatus.OK:
            said = _("그 주소의 서버가 내주지 않습니다(%(status)d).")
            raise FetchRefused(said % {"status": response.status})
        content_type = response.getheader("Content-Type", "").partition(";")[0]
        content_type = content_type.strip().lower()
        if not content_type.startswith(kinds):
            raise FetchRefused(_("그 주소에 있는 것은 다른 종류의 파일입니다."))
        return Fetched(_read(response, max_bytes), content_type)


def _read(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    too_large = FetchRefused(_("그 주소의 파일이 너무 큽니다."))
    if (response.length or 0) > max_bytes:
        raise too_large
    content = bytearray()
    while block := response.read(_BLOCK):
        content += block
        if len(content) > max_bytes:
            raise too_large
    return bytes(content)


def _parts_of(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and what to ask for."""
    refused = FetchRefused(_("가져올 수 있는 주소가 아닙니다."))
    if len(url) > MAX_URL:
        raise refused
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = parts.port
    except ValueError as error:  # an odd port, a name that is none
        raise refused from error
    expected = _PORTS.get(parts.scheme)
    if not host or expected is None or "@" in parts.netloc:
        raise refused
    if port not in {None, expected}:
        raise refused
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE)
    return parts.scheme, host, expected, target


def _connect(host: str, port: int, end: float) -> socket.socket:
    """Connect to the first address of a name, when all of them may be asked."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(is_public(str(entry[4][0])) for entry in found):
        raise FetchRefused(_("가져올 수 있는 주소가 아닙니다."))
    for family, kind, protocol, _name, address in found:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(max(0.1, end - time.monotonic()))
        try:
            sock.connect(address)
        except OSError:
            sock.close()  # such as IPv6 on a machine that has none
            continue
        return sock
    raise OSError("No address answers.")


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed already
        sock.shutdown(socket.SHUT_RDWR)
