"""What a site may ask of members beside their names: each off, optional or required."""

from typing import Any

from django import forms
from django.db.models import URLField

from accounts.models import Member
from siteconfig.models import Asking
from siteconfig.services import site

# Columns of Member; SiteSettings has `asks_<column>` for each.
PROFILE_FIELDS = (
    "real_name",
    "phone",
    "postal_address",
    "homepage",
    "introduction",
)
_AUTOCOMPLETE = {
    "real_name": "name",
    "phone": "tel",
    "postal_address": "street-address",
    "homepage": "url",
}


def asked_fields() -> dict[str, bool]:
    """Return the columns the site asks for, and whether each is required."""
    asking = {name: getattr(site(), f"asks_{name}") for name in PROFILE_FIELDS}
    return {
        name: how == Asking.REQUIRED
        for name, how in asking.items()
        if how != Asking.OFF
    }


class ProfileMixin(forms.BaseForm):
    """Adds the fields that the site asks for; call `add_profile` in `__init__`."""

    def add_profile(self, member: Member | None = None) -> None:
        """Ask for what the site asks for; a member finds what he gave before."""
        for name, is_required in asked_fields().items():
            field = _form_field(name)
            field.required = is_required
            field.initial = getattr(member, name) if member else ""
            if name in _AUTOCOMPLETE:
                field.widget.attrs["autocomplete"] = _AUTOCOMPLETE[name]
            self.fields[name] = field

    def profile(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {name: self.cleaned_data[name] for name in asked_fields()}


def _form_field(name: str) -> forms.Field:
    column: Any = Member._meta.get_field(name)
    extra = {"assume_scheme": "https"} if isinstance(column, URLField) else {}
    field: forms.Field = column.formfield(validators=column.validators, **extra)
    return field
