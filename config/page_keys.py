"""Which requests a ready page answers, and what its bytes depend on."""

from typing import Literal, NamedTuple

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from guard.bans import ban_of
from portal.preferences import CHOICES, known_choice
from web import inner_headers
from web.memory import LONGEST, Memory, remembered
from web.pages import FRESH_COOKIE, known_query
from web.proxy import Environ

_PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages", FRESH_COOKIE)
_DEFAULTS = tuple(choices[0] for choices in CHOICES.values())


class Key(NamedTuple):
    """All that a guest's page may depend on."""

    scheme: str
    host: str
    path: str
    query: str
    choices: tuple[str, ...]  # of portal.preferences


def key_of(environ: Environ) -> Key | None:
    """Return what the page of a guest is kept under; None for what Django answers.

    That is whoever is known by a cookie or banned, a fragment for a script, and
    whatever does not opt in.
    """
    get = environ.get
    if (
        environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
        or get("HTTP_HX_REQUEST")
        or get("HTTP_X_REQUESTED_WITH")
        or get("SCRIPT_NAME")
        or get("CONTENT_LENGTH", "0") not in {"", "0"}
    ):
        return None
    path, query = environ["PATH_INFO"], get("QUERY_STRING", "")
    if len(path) > LONGEST or len(query) > LONGEST:
        return None
    known = _parameters_of(path, environ)
    host = _checked_host(get("HTTP_HOST", ""))
    cookies = get("HTTP_COOKIE")
    choices = _choices_of(cookies) if cookies else _DEFAULTS
    if known is None or host is None or choices is None:
        return None
    if ban_of(get("REMOTE_ADDR", "")):
        return None
    try:
        query = known_query(query.encode("latin-1"), known) if query else ""
    except TooManyFieldsSent:
        return None
    return Key(environ["wsgi.url_scheme"], host, path, query, choices)


# By path; of a page that does not opt in False.
_parameters: Memory[str, frozenset[str] | Literal[False]] = Memory(2048)


def _parameters_of(path: str, environ: Environ) -> frozenset[str] | None:
    """Return the query parameters of a page that opts in, None for all others.

    A path that had to be resolved is noted in the environ: Django need not do it again.
    """
    known = _parameters.get(path)
    if known is None:
        found: frozenset[str] | None = None
        try:
            match = resolve(path.encode("latin-1").decode())
        except (Resolver404, UnicodeDecodeError):
            pass  # for Django to answer
        else:
            found = getattr(match.func, "anonymous_parameters", None)
            environ[inner_headers.MATCH] = match
        known = False if found is None else found
        _parameters.keep(path, known)
    return None if known is False else known


@remembered(1024)
def _checked_host(sent: str) -> str | None:
    """Return the name in a Host header if it is one of ours; the port is no matter."""
    name, _port = split_domain_port(sent)
    return name if name and validate_host(name, settings.ALLOWED_HOSTS) else None


@remembered(1024)
def _choices_of(header: str) -> tuple[str, ...] | None:
    """Return how a guest likes to read; None for whoever is more than any guest."""
    cookies = parse_cookie(header)
    if any(name in cookies for name in _PERSONAL_COOKIES):
        return None
    return tuple(known_choice(name, cookies.get(name)) for name in CHOICES)
