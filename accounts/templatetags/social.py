"""Buttons that lead to other sites, where a key is set."""

from typing import Any

from django import template

from accounts.social import Provider, name_of, open_providers
from accounts.social_csp import note_buttons

register = template.Library()


@register.simple_tag(takes_context=True)
def social_providers(context: dict[str, Any]) -> list[Provider]:
    """Return the providers to show, and let the page's forms go there."""
    providers = open_providers()
    if providers and "request" in context:
        note_buttons(context["request"], providers)
    return providers


@register.filter
def provider_name(provider_id: str) -> str:
    """Return what people call the provider with this id."""
    return name_of(provider_id)
