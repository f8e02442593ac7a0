"""Where the site's mark and its icons are."""

from django import template

from siteconfig import services

register = template.Library()
register.simple_tag(services.icon_url, name="icon_url")
register.simple_tag(services.mark_url, name="mark_url")
