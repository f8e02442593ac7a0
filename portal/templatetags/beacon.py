"""Where a page says that it was shown."""

from django import template
from django.template import Context

from portal import beacon

register = template.Library()


@register.simple_tag
def has_beacons() -> bool:
    """Return whether any page of the site has a beacon; pieces may be made with it."""
    return beacon.has_beacons()


@register.simple_tag(takes_context=True)
def beacon_url(context: Context) -> str:
    """Return the address of the page's beacon, "" for a page that we count ourselves."""
    request = context.get("request")
    return beacon.beacon_url(request, context.get("post")) if request else ""
