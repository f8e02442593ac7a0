"""A field for typed text, and what a guest's form carries to tell him from robots."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guard.sanitise import clean_text


class TypedTextField(forms.CharField):
    """Typed text without characters that nobody can see or type.

    boards builds its forms on it.
    """

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean_text(str(value or ""))))


class HumanCheckForm(forms.Form):
    """The answers that show a person: of the widget, or of the question.

    `homepage_url` is a trap: it is hidden from people, and must stay empty.
    """

    altcha = forms.CharField(required=False, max_length=4000, strip=False)
    homepage_url = forms.CharField(required=False)
    human_token = forms.CharField(required=False, max_length=500)
    human_answer = forms.CharField(
        required=False,
        max_length=40,
        label=_("답"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input"}),
    )


# Fields of this module and of Django's that a repeated form must not repeat.
NOT_REPEATED = {*HumanCheckForm.base_fields, "csrfmiddlewaretoken"}
