"""Whom the site believes about a visitor's address."""

from typing import Any

import pytest

from web.proxy import TrustedProxies, parse_address


def seen_by_the_site(
    *, proxies: tuple[str, ...] = (), **environ: str
) -> dict[str, Any]:
    """Return the environ as it arrives behind the wrapper."""
    arrived: dict[str, Any] = {}

    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        arrived.update(environ)
        return []

    wrapped = TrustedProxies(site, proxies, host="board.example.kr")
    wrapped({"wsgi.url_scheme": "http", **environ}, lambda *_: None)
    return arrived


def test_a_stranger_cannot_speak_for_another_address() -> None:
    arrived = seen_by_the_site(
        proxies=("10.0.0.1",),
        REMOTE_ADDR="203.0.113.9",
        HTTP_X_FORWARDED_FOR="198.51.100.1",
        HTTP_X_FORWARDED_PROTO="https",
    )

    assert arrived["REMOTE_ADDR"] == "203.0.113.9"
    assert arrived["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize(
    ("forwarded", "visitor"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("6.6.6.6,198.51.100.1 , 10.9.9.9", "198.51.100.1"),
        ("198.51.100.1, rubbish", "10.0.0.1"),
        ("6.6.6.6, rubbish, 10.9.9.9", "10.9.9.9"),
        ("10.9.9.8, 10.9.9.9", "10.9.9.8"),
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("", "10.0.0.1"),
    ],
)
def test_a_trusted_proxy_names_the_last_stranger(forwarded: str, visitor: str) -> None:
    arrived = seen_by_the_site(
        proxies=("10.0.0.0/8",),
        REMOTE_ADDR="10.0.0.1",
        HTTP_X_FORWARDED_FOR=forwarded,
    )

    assert arrived["REMOTE_ADDR"] == visitor


def test_a_trusted_proxy_of_the_new_internet_protocol_is_known_by_its_network() -> None:
    arrived = seen_by_the_site(
        proxies=("2001:db8:1::/48", "127.0.0.1"),
        REMOTE_ADDR="2001:db8:1::5",
        HTTP_X_FORWARDED_FOR="198.51.100.1",
    )

    assert arrived["REMOTE_ADDR"] == "198.51.100.1"


@pytest.mark.parametrize(
    ("said", "scheme"),
    [("https", "https"), (" HTTPS ", "https"), ("http", "http"), ("ftp", "http")],
)
def test_a_trusted_proxy_says_how_the_visitor_came(said: str, scheme: str) -> None:
    arrived = seen_by_the_site(
        proxies=("127.0.0.1",), REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_PROTO=said
    )

    assert arrived["wsgi.url_scheme"] == scheme


def test_a_mapped_address_is_the_same_visitor_as_the_plain_one() -> None:
    arrived = seen_by_the_site(REMOTE_ADDR="::ffff:203.0.113.9")

    assert arrived["REMOTE_ADDR"] == "203.0.113.9"


def test_a_peer_without_an_address_passes_unchanged() -> None:
    arrived = seen_by_the_site(
        proxies=("0.0.0.0/0",), REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="198.51.100.1"
    )

    assert arrived["REMOTE_ADDR"] == ""


def test_a_load_balancer_may_ask_for_health_by_address() -> None:
    health = seen_by_the_site(PATH_INFO="/healthz", HTTP_HOST="10.0.0.7:8000")
    page = seen_by_the_site(PATH_INFO="/healthz/", HTTP_HOST="10.0.0.7:8000")

    assert health["HTTP_HOST"] == "board.example.kr"
    assert page["HTTP_HOST"] == "10.0.0.7:8000"


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="nginx"):
        TrustedProxies(lambda environ, start: [], ["nginx"], host="")


def test_rubbish_is_no_address() -> None:
    assert parse_address("unknown") is None
