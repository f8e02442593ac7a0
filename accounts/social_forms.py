"""What people fill in who come from another site."""

from typing import Any

from allauth.socialaccount import forms as allauth_forms
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.join_forms import JoiningMixin
from accounts.models import Member
from accounts.name_forms import NamesMixin, NicknameField


class SocialSignUpForm(JoiningMixin, NamesMixin, allauth_forms.SignupForm):
    """Somebody who joins from another site: everything but a password."""

    nickname = NicknameField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_names()
        self.add_joining()


class DisconnectForm(forms.Form):
    """One of the member's own connections, to be taken back."""

    account = forms.ModelChoiceField(
        SocialAccount.objects.none(),
        error_messages={
            "required": gettext_lazy("끊을 연결을 골라 주세요."),
            "invalid_choice": gettext_lazy("이미 끊은 연결입니다."),
        },
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["account"]
        field.queryset = SocialAccount.objects.filter(user=member)


class NamedLeaveForm(forms.Form):
    """His own user name, typed by a member without a password who wants to leave."""

    username = forms.CharField(
        label=gettext_lazy("아이디"),
        max_length=40,
        help_text=gettext_lazy(
            "정말 탈퇴하려는 것인지 확인합니다. 쓰고 있는 아이디를 그대로 적어 주세요."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if username.lower() != self.user.username:
            raise ValidationError(
                _("아이디가 다릅니다. 정보수정 화면에서 보고 다시 적어 주세요.")
            )
        return username
