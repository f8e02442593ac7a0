"""What the environment may not say: each unsafe setting is an error by name."""

import os
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

SHORTEST_SECRET = 50
LONGEST_CDN_SECONDS = 10  # a hidden post is nowhere after that


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _is_site_address(url: str) -> bool:
    """Tell whether this is http(s)://name[:port] and nothing more."""
    try:
        parts = urlsplit(url)
        _port = parts.port  # raises for what is no port
    except ValueError:
        return False
    is_bare = not (parts.path or parts.query or parts.fragment or parts.username)
    is_web = parts.scheme in {"http", "https"}
    return is_web and bool(parts.hostname) and is_bare


@register(Tags.security)
def check_address(**kwargs: Any) -> list[CheckMessage]:
    """Look at where the site listens and what people type to reach it."""
    errors: list[CheckMessage] = []
    if not 1 <= settings.PORT <= 65535:
        errors.append(
            Error(_("PORT를 1부터 65535까지의 수로 정해 주세요."), id="web.E001")
        )
    if settings.WORKERS < 1:
        errors.append(Error(_("WORKERS를 1 이상으로 정해 주세요."), id="web.E002"))
    if not _is_site_address(settings.SITE_URL):
        message = _(
            "SITE_URL은 https://example.kr처럼 http:// 또는 https://로 시작하는 "
            "주소여야 하고, 뒤에 경로가 없어야 합니다."
        )
        errors.append(Error(message, id="web.E003"))
    if not _is_loopback(settings.HOST) and not os.environ.get("SITE_URL"):
        message = _(
            "HOST가 이 컴퓨터 밖으로 열려 있는데 SITE_URL이 없습니다. "
            "SITE_URL=https://example.kr처럼 사람들이 쓸 주소를 정해 주세요."
        )
        errors.append(Error(message, id="web.E004"))
    return errors


@register(Tags.security)
def check_caches(**kwargs: Any) -> list[CheckMessage]:
    """Look at how much is kept of guests' pages, and how long others may keep them."""
    errors: list[CheckMessage] = []
    if settings.PAGE_CACHE_MB < 0:
        errors.append(
            Error(_("PAGE_CACHE_MB를 0 이상의 수로 정해 주세요."), id="web.E008")
        )
    if not 0 <= settings.CDN_SECONDS <= LONGEST_CDN_SECONDS:
        message = _(
            "CDN_SECONDS를 0부터 %(most)d까지의 수로 정해 주세요. "
            "더 길면 숨긴 글이 그동안 CDN에 남습니다."
        )
        errors.append(Error(message % {"most": LONGEST_CDN_SECONDS}, id="web.E009"))
    return errors


@register(Tags.security)
def check_proxies(**kwargs: Any) -> list[CheckMessage]:
    """Look at whom the site believes about its visitors' addresses."""
    errors: list[CheckMessage] = []
    for proxy in settings.TRUSTED_PROXIES:
        if not _is_network(proxy):
            message = _(
                "TRUSTED_PROXIES에 적은 %(entry)s: 주소가 아닙니다. "
                "127.0.0.1이나 10.0.0.0/8처럼 적어 주세요."
            )
            errors.append(Error(message % {"entry": proxy}, id="web.E005"))
    if settings.SITE_URL.startswith("https:") and not settings.TRUSTED_PROXIES:
        message = _(
            "SITE_URL이 https인데 TRUSTED_PROXIES가 없습니다. https를 맡은 앞단 "
            "서버(nginx, Caddy)의 주소를 TRUSTED_PROXIES=127.0.0.1처럼 정해 주세요."
        )
        errors.append(Error(message, id="web.E006"))
    return errors


@register(Tags.security)
def check_secret(**kwargs: Any) -> list[CheckMessage]:
    """Look at a secret that somebody chose; the one in DATA_DIR is made long enough."""
    if len(settings.SECRET_KEY) >= SHORTEST_SECRET:
        return []
    message = _(
        "SECRET_KEY가 너무 짧습니다. 50자 이상으로 정하거나, 지우면 마당이 "
        "데이터 폴더에 알아서 만듭니다."
    )
    return [Error(message, id="web.E007")]
