"""A draft as the form of a post sends it."""

from typing import Any

from django import forms

from boards.forms.posts import BODY_MAX
from boards.models.posts import TITLE_MAX, BodyFormat
from guard.forms import TypedTextField


class DraftForm(forms.Form):
    """What may stand in a draft: anything that is not too long, also nothing."""

    draft = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    edit_of = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    title = TypedTextField(required=False, max_length=TITLE_MAX)
    body = TypedTextField(required=False, max_length=BODY_MAX, strip=False)
    body_format = forms.ChoiceField(choices=BodyFormat.choices, required=False)
    category = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    is_secret = forms.BooleanField(required=False)
    link_1 = TypedTextField(required=False, max_length=1000)
    link_2 = TypedTextField(required=False, max_length=1000)

    def typed(self) -> dict[str, Any]:
        """Return what save_draft keeps as typed."""
        named = ("draft", "reply_to", "edit_of")
        values = {k: v for k, v in self.cleaned_data.items() if k not in named}
        values["body_format"] = values["body_format"] or BodyFormat.TEXT
        return values
