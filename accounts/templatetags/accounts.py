"""What the pages of members ask of the settings."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def has_mail() -> bool:
    """Say whether letters really leave the site (EMAIL_URL is set)."""
    return bool(settings.HAS_MAIL)
