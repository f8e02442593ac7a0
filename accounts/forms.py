"""What people fill in to log in, to change or leave."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account import signals
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import tasks
from accounts.models import Member
from accounts.name_forms import NicknameField, check_address, check_nickname
from accounts.profile import ProfileMixin


class LogInForm(allauth_forms.LoginForm):
    """Name or e-mail, password, and whether to stay logged in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("아이디 또는 이메일")
        login.widget.attrs.update(autocomplete="username", autocapitalize="none")
        password.help_text = ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("자동로그인")
        self.fields["remember"].help_text = _(
            "여럿이 쓰는 컴퓨터에서는 켜지 마세요. 켜지 않으면 브라우저를 닫을 때 "
            "로그아웃됩니다."
        )

    def user_credentials(self) -> dict[str, str]:
        """Return the login as a name or as an address, never as both.

        allauth would check the password of a known address twice, and the time of
        the answer would tell that it is known. No name has an @ here.
        """
        login = self.cleaned_data["login"]
        kind = "email" if "@" in login else "username"
        return {kind: login, "password": self.cleaned_data["password"]}


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address of somebody who forgot his password; nothing is looked up here."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        tasks.send_reset_links(email)
        return email


class AddEmailForm(allauth_forms.AddEmailForm):
    """Another address for a member; whether others have it is not looked up.

    They may, until one of them verifies it, and the time of the answer must not tell.
    """

    def clean_email(self) -> str:
        adapter = get_adapter()
        email: str = adapter.clean_email(self.cleaned_data["email"].lower())
        check_address(email)
        own = EmailAddress.objects.filter(user=self.user, email=email)
        if self.user.email.lower() == email or own.exists():
            raise adapter.validation_error("duplicate_email")
        signals._add_email.send(sender=self.user.__class__, email=email, user=self.user)
        return email


class ProfileForm(ProfileMixin, forms.Form):
    """Another nickname for a member, and what else the site asks for."""

    nickname = NicknameField()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.add_profile(member)
        # Last, after what the site asks for.
        self.fields["hides_presence"] = forms.BooleanField(
            label=_("현재접속자에 보이지 않기"),
            required=False,
            initial=member.hides_presence,
        )

    def clean_nickname(self) -> str:
        nickname: str = self.cleaned_data["nickname"]
        member = self.member
        check_nickname(nickname, member=member, is_staff=member.is_superuser)
        return nickname


class EmailCodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=gettext_lazy("확인 코드"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


class FindNameForm(forms.Form):
    """The address whose names are wanted."""

    email = forms.EmailField(
        label=gettext_lazy("이메일"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class LeaveForm(allauth_forms.ReauthenticateForm):
    """The password of a member who wants to leave; wrong ones are counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = _(
            "본인인지 확인합니다. 지금 쓰는 비밀번호를 적어 주세요."
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)
