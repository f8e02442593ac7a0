"""What a refused request had sent, for the page that refuses it."""

from django import template
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.context import Context

from guard.repeating import Repeated, repeat

register = template.Library()

_UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    SuspiciousOperation,
    UnreadablePostError,
)


@register.simple_tag(takes_context=True)
def sent_form(context: Context) -> Repeated | None:
    """Return what was posted; None when nothing was, or nothing that can be read."""
    request = context.get("request")
    if request is None or request.method != "POST":
        return None
    try:
        return repeat(request)
    except _UNREADABLE:
        return None
