"""What the pages of members ask of the settings."""

import json
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest

register = template.Library()


@register.simple_tag
def has_mail() -> bool:
    """Say whether letters really leave the site (EMAIL_URL is set)."""
    return bool(settings.HAS_MAIL)


@register.simple_tag(takes_context=True)
def passkey_home(context: dict[str, Any]) -> str:
    """Return where this page can use passkeys; empty when it can where it is.

    On one's own machine they hang on the name `localhost`, never on 127.0.0.1.
    """
    request: HttpRequest = context["request"]
    asked = urlsplit(f"//{request.get_host()}")
    is_named = asked.hostname == "localhost"
    if not settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN or is_named:
        return ""
    return f"http://localhost:{asked.port or 80}{request.get_full_path()}"


@register.filter
def as_json(value: Any) -> str:
    """Return JSON for an attribute that a script reads."""
    return json.dumps(value)


@register.filter
def in_fours(text: str) -> str:
    """Return a long key in groups of four, as people type it."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
