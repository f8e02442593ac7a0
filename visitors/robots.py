"""Tells robots from people by what the user agent says of itself."""

import re
from functools import lru_cache

from visitors.user_agents import is_named_as_robot

# No browser needs more to say who it is, and the memo must stay small.
JUDGED_LENGTH = 500
REMEMBERED_AGENTS = 4096

# What ua-parser does not call a spider: tools, libraries, link previews, and
# whoever leaves an address to complain to, as honest robots do.
_TOOLS = re.compile(
    r"https?://|headless|lighthouse|phantomjs|crawler|spider|scrap(e|y|\b)|kakaotalk-scrap"
    r"|facebookexternalhit|facebot|yeti/|daumoa|bytespider|censys|netcraft|zgrab|masscan"
    r"|nmap|curl/|wget/|python|aiohttp|httpx|go-http-client|okhttp|axios|node-fetch|undici"
    r"|libwww|lwp|java/|apache-httpclient|apachebench|guzzle|^php|ruby|postman|insomnia"
    r"|httpie|feed|\brss\b|^k6/|(?<!cu)bot\b",  # CUBOT makes telephones
    re.IGNORECASE,
)


def is_robot(user_agent: str) -> bool:
    """Say whether this user agent belongs to a machine; an empty one does.

    Browsers inside other apps (KakaoTalk, NAVER) are people.
    """
    return _is_robot(user_agent.strip()[:JUDGED_LENGTH])


@lru_cache(maxsize=REMEMBERED_AGENTS)
def _is_robot(user_agent: str) -> bool:
    if not user_agent or _TOOLS.search(user_agent):
        return True
    return is_named_as_robot(user_agent)
