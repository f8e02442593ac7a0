"""What a guest gives instead of a log-in: a name, and a password to come back by."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.names import is_reserved
from boards.models.posts import AUTHOR_NAME_MAX
from guard.forms import TypedTextField


class GuestFields(forms.Form):
    """Name and password, by which a guest comes back to what he wrote."""

    author_name = TypedTextField(
        label=_("이름"),
        max_length=AUTHOR_NAME_MAX,
        error_messages={"required": _("이름을 적어 주세요.")},
    )
    guest_password = forms.CharField(
        label=_("비밀번호"),
        min_length=4,
        max_length=64,
        strip=False,
        widget=forms.PasswordInput(render_value=True),
        help_text=_("고치거나 지울 때 씁니다. 네 글자 이상으로 정해 주세요."),
        error_messages={
            "required": _("나중에 고치거나 지울 때 쓸 비밀번호를 적어 주세요."),
            "min_length": _("비밀번호를 네 글자 이상으로 정해 주세요."),
        },
    )

    def clean_author_name(self) -> str:
        name: str = self.cleaned_data["author_name"]
        if is_reserved(name):
            raise ValidationError(
                _("관리자로 보일 수 있는 이름입니다. 다른 이름을 적어 주세요.")
            )
        return name


class PasswordForm(forms.Form):
    """The password a guest gave when he wrote."""

    guest_password = forms.CharField(
        label=_("비밀번호"),
        max_length=64,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("글을 쓸 때 정한 비밀번호를 적어 주세요.")},
    )
