"""What a manager fills in about a member."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from accounts.name_forms import NicknameField, check_nickname
from accounts.services import LastManager, is_last_manager


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
