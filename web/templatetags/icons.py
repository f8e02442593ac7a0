"""The icons of the sprite, as templates show them."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache  # a page of a list shows about a hundred
def icon(name: str) -> SafeString:
    """Draw an icon of img/icons.svg; only an ornament, so words must stand beside it."""
    return SafeString(render_to_string("_icon.html", {"name": name}).strip())
