"""Where visitors come from: what is kept of a referrer, and whose site it is."""

import re
from urllib.parse import urlsplit

from django.conf import settings

KEPT_LENGTH = 300
_HOST = re.compile(r"[a-z0-9.-]+\Z|[0-9a-f:]+\Z")
# Another door of the same house.
_DOORS = re.compile(r"^(?:m\.search|www|m|mobile|search)\.(?=[^.]+\.)")


def tidy_referrer(referrer: str) -> str:
    """Return host and path of another site, without query; empty for all else.

    A query may hold what is nobody's business, and what is no address of a web page
    was made up by somebody.
    """
    try:
        parts = urlsplit(referrer.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.match(host):
        return ""
    if host == urlsplit(settings.SITE_URL).hostname:
        return ""
    return f"{host}{parts.path}"[:KEPT_LENGTH]


def domain_of(referrer: str) -> str:
    """Return the site's own name of what tidy_referrer kept: no www., m., search."""
    return _DOORS.sub("", referrer.partition("/")[0])
