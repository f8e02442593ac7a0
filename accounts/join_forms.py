"""What people fill in to join."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.consent_forms import DocumentsMixin
from accounts.consents import documents
from accounts.models import Member
from accounts.name_forms import NamesMixin, NicknameField
from accounts.profile import ProfileMixin


class NewMemberForm(NamesMixin, allauth_forms.SignupForm):
    """Names and a password of somebody new."""

    nickname = NicknameField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_names()
        self.fields["password2"].label = _("비밀번호 확인")

    def clean(self) -> dict[str, Any]:
        """Compare the password with the nickname too, which allauth does not know."""
        cleaned = super().clean() or {}
        password = cleaned.get("password1")
        if password and "password1" not in self.errors:
            stranger = Member(nickname=cleaned.get("nickname", ""))
            try:
                validate_password(password, stranger)
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class JoiningMixin(DocumentsMixin, ProfileMixin):
    """What the law and the site ask of everybody who joins, whichever way he came.

    Put it before a form of names; call `add_joining` at the end of `__init__`.
    """

    def add_joining(self) -> None:
        """Ask for the site's fields, age, terms, privacy, and letters of news."""
        self.add_profile()
        self.fields["is_fourteen"] = forms.BooleanField(
            label=_("만 14세 이상입니다. (필수)"),
            error_messages={
                "required": _(
                    "만 14세 이상만 가입할 수 있습니다. "
                    "만 14세가 되었으면 이 칸에 표시해 주세요."
                )
            },
        )
        self.add_documents(documents())
        self.fields["wants_marketing"] = forms.BooleanField(
            label=_("소식 메일을 받겠습니다. (선택)"),
            help_text=_(
                "동의하지 않아도 가입할 수 있고, ‘약관과 동의’에서 바꿀 수 있습니다."
            ),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.check_documents(cleaned)
        return cleaned

    def joining(self) -> dict[str, Any]:
        """Return what services.join_member asks for beside the names."""
        return {
            "profile": self.profile(),
            "versions": self.versions(),
            "wants_marketing": self.cleaned_data["wants_marketing"],
        }


class SignUpForm(JoiningMixin, NewMemberForm):
    """Somebody who joins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_joining()


class FirstManagerForm(NewMemberForm):
    """The first manager, who may call himself so."""

    is_staff = True

    def account(self) -> dict[str, str]:
        """Return what services.create_first_manager asks for."""
        data = self.cleaned_data
        names = {key: data[key] for key in ("username", "nickname", "email")}
        return {**names, "password": data["password1"]}
