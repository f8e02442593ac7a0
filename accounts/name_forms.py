"""The fields of names and addresses, and what may stand in them."""

from typing import Any

from allauth.account.forms import BaseSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from accounts.names import (
    NICKNAME_MAX,
    is_reserved,
    nickname_key,
    tidy_nickname,
    validate_nickname,
)
from accounts.rules import is_banned_address, is_banned_name
from accounts.services import NameTaken

_EMAIL_MAX = 254  # of a path in SMTP, RFC 5321, and of the column


def add_taken(form: forms.Form, taken: NameTaken) -> None:
    """Say beside the field that somebody else took the name a moment ago."""
    form.add_error(taken.field, str(taken))


class NicknameField(forms.CharField):
    """A nickname of 1 to 20 characters, composed and tidied."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("닉네임"),
            max_length=NICKNAME_MAX,
            validators=[validate_nickname],
            help_text=gettext_lazy(
                "글과 댓글에 보이는 이름입니다. 20자까지 쓸 수 있습니다."
            ),
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return tidy_nickname(super().to_python(value) or "")


def check_nickname(nickname: str, *, member: Member | None, is_staff: bool) -> None:
    """Raise ValidationError when others have the nickname, or nobody may have it.

    A member keeps the one he has, whatever was banned since he took it.
    """
    if member and nickname == member.nickname:
        return
    others = Member.objects.exclude(pk=member.pk) if member else Member.objects.all()
    if others.filter(nickname_key=nickname_key(nickname)).exists():
        raise ValidationError(str(NameTaken("nickname")))
    if is_reserved(nickname) and not is_staff:
        raise ValidationError(
            _("운영진으로 보이는 닉네임은 쓸 수 없습니다. 다른 닉네임을 정해 주세요.")
        )
    if is_banned_name(nickname) and not is_staff:
        raise ValidationError(
            _("이 사이트에서 쓸 수 없는 닉네임입니다. 다른 닉네임을 정해 주세요.")
        )


def check_address(email: str) -> None:
    """Raise ValidationError for an address too long to keep, or of a banned domain."""
    if len(email) > _EMAIL_MAX:
        raise ValidationError(
            _("이메일은 254자까지 쓸 수 있습니다. 더 짧은 이메일을 적어 주세요.")
        )
    if is_banned_address(email):
        raise ValidationError(
            _(
                "이 사이트에서 쓸 수 없는 이메일 도메인입니다. "
                "다른 이메일을 적어 주세요."
            )
        )


class NamesMixin(BaseSignupForm):
    """The names of somebody new, whichever way he came.

    Put it before a form of allauth with `username` and `email`; who runs the site
    (`is_staff`) may also have its names.
    """

    is_staff = False

    def add_names(self) -> None:
        """Ask for a nickname, and say in our words what the names may be."""
        username, email = self.fields["username"], self.fields["email"]
        username.label = _("아이디")
        username.help_text = _(
            "영문 소문자, 숫자, 밑줄(_)로 3~20자까지 쓸 수 있습니다."
        )
        username.widget.attrs.update(maxlength="20", autocapitalize="none")
        email.label = _("이메일 (선택)")
        email.help_text = _(
            "비밀번호를 잊었을 때 씁니다. 다른 사람에게 보이지 않습니다."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_username(self) -> str:
        username: str = super().clean_username()
        if is_reserved(username) and not self.is_staff:
            raise ValidationError(
                _(
                    "운영진으로 보이는 아이디는 쓸 수 없습니다. "
                    "다른 아이디를 정해 주세요."
                )
            )
        if is_banned_name(username) and not self.is_staff:
            raise ValidationError(
                _("이 사이트에서 쓸 수 없는 아이디입니다. 다른 아이디를 정해 주세요.")
            )
        return username

    def clean_email(self) -> str:
        email: str = super().clean_email()
        check_address(email)
        return email

    def clean_nickname(self) -> str:
        nickname: str = self.cleaned_data["nickname"]
        check_nickname(nickname, member=None, is_staff=self.is_staff)
        return nickname
