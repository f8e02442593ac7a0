"""The search box in the header."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boards.forms import SEARCH_MAX
from guard.forms import TypedTextField


class SearchForm(forms.Form):
    """Words to look for on the whole site."""

    q = TypedTextField(
        label=_("검색어"),
        error_messages={"required": _("찾을 말을 적어 주세요.")},
        widget=forms.TextInput(attrs={"type": "search", "maxlength": SEARCH_MAX}),
    )

    def clean_q(self) -> str:
        words: str = self.cleaned_data["q"]
        if len(words) > SEARCH_MAX:
            raise forms.ValidationError(
                _("찾는 말은 %(max)d자까지 쓸 수 있습니다. 줄여서 다시 찾아 주세요."),
                params={"max": SEARCH_MAX},
            )
        return words
