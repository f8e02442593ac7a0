"""What people fill in to join, to log in, to change or leave."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.consent_forms import DocumentsMixin
from accounts.consents import documents
from accounts.models import Member
from accounts.names import (
    NICKNAME_MAX,
    is_reserved,
    nickname_key,
    tidy_nickname,
    validate_nickname,
)
from accounts.profile import ProfileMixin
from accounts.rules import is_banned_address, is_banned_name
from accounts.services import LastManager, NameTaken, is_last_manager

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


class NewMemberForm(allauth_forms.SignupForm):
    """The fields of somebody new; who runs the site may also have its names."""

    is_staff = False

    nickname = NicknameField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        self.fields["password2"].label = _("비밀번호 확인")
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

    def clean(self) -> dict[str, Any]:
        """Compare the password with the nickname too, which allauth does not know."""
        cleaned: dict[str, Any] = super().clean()
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


class ProfileForm(ProfileMixin, forms.Form):
    """Another nickname for a member, and what else the site asks for."""

    nickname = NicknameField()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.add_profile(member)

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


def _password_field(**kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(strip=False, widget=widget, **kwargs)


class MemberForm(forms.ModelForm):
    """What a manager may change of a member; an empty password stays as it is."""

    nickname = NicknameField()
    password1 = _password_field(
        label=gettext_lazy("새 비밀번호"),
        required=False,
        help_text=gettext_lazy("비워 두면 지금 비밀번호가 그대로 남습니다."),
    )
    password2 = _password_field(label=gettext_lazy("새 비밀번호 확인"), required=False)

    class Meta:
        model = Member
        fields = [
            "username",
            "nickname",
            "email",
            "level",
            "is_active",
            "is_staff",
            "is_superuser",
        ]

    def clean_nickname(self) -> str:
        nickname: str = self.cleaned_data["nickname"]
        check_nickname(nickname, member=self.instance, is_staff=True)
        return nickname

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password1", "")
        if password != cleaned.get("password2", ""):
            words = _("두 비밀번호가 다릅니다. 같은 비밀번호를 두 번 적어 주세요.")
            self.add_error("password2", words)
        if password and "password2" not in self.errors:
            self._judge(password, cleaned)
        if cleaned.get("is_superuser"):
            cleaned["is_staff"] = True  # who manages all must get in
        stays = cleaned.get("is_superuser", True) and cleaned.get("is_active", True)
        if self.instance.pk and not stays and is_last_manager(self.instance):
            raise ValidationError(str(LastManager()))
        return cleaned

    def _judge(self, password: str, cleaned: dict[str, Any]) -> None:
        names = {key: cleaned.get(key, "") for key in ("username", "nickname", "email")}
        try:
            validate_password(password, Member(**names))
        except ValidationError as error:
            self.add_error("password1", error)

    def save(self, commit: bool = True) -> Member:
        password = self.cleaned_data.get("password1")
        if password:
            self.instance.set_password(password)
        member: Member = super().save(commit)
        return member


class NewMemberAdminForm(MemberForm):
    """A member made by a manager."""

    password1 = _password_field(label=gettext_lazy("비밀번호"))
    password2 = _password_field(label=gettext_lazy("비밀번호 확인"))

    class Meta(MemberForm.Meta):
        fields = ["username", "nickname", "email", "level"]
