"""The form in which a site manager sets the key of another site's log-in.

What is secret is never shown again: an empty field keeps what is there.
"""

from typing import Any

from allauth.socialaccount.models import SocialApp
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.social import BY_ID, PROVIDERS

PRIVATE_KEY = "certificate_key"  # its name in allauth's settings of an app

# Where each provider gives keys away, and what it calls them.
HELP = {
    "kakao": gettext_lazy(
        "카카오 개발자 사이트(https://developers.kakao.com/)에서 앱을 만들고 "
        "‘카카오 로그인’을 켜세요. 클라이언트 아이디에는 REST API 키를, 비밀 키에는 "
        "‘보안’에서 만든 코드를 적습니다. 동의 항목에서 닉네임과 이메일을 고를 수 "
        "있습니다."
    ),
    "naver": gettext_lazy(
        "네이버 개발자 센터(https://developers.naver.com/)에서 애플리케이션을 등록하고 "
        "‘네이버 로그인’을 고르세요. 제공 정보에서 별명과 이메일을 고를 수 있습니다."
    ),
    "google": gettext_lazy(
        "구글 클라우드 콘솔(https://console.cloud.google.com/)의 ‘사용자 인증 정보’에서 "
        "‘웹 애플리케이션’용 클라이언트를 만드세요."
    ),
    "github": gettext_lazy(
        "깃허브(https://github.com/settings/developers)에서 앱을 등록하고 비밀 키를 "
        "만드세요."
    ),
    "apple": gettext_lazy(
        "애플 개발자 사이트(https://developer.apple.com/account/resources/)에서 "
        "서비스 아이디와 로그인용 키를 만드세요. 클라이언트 아이디에는 서비스 아이디를 적습니다. "
        "애플은 주소가 https://로 시작하는 사이트에서만 됩니다."
    ),
}


class KeyForm(forms.ModelForm):
    """One provider's key; Apple has three parts of one instead of a secret."""

    provider = forms.ChoiceField(label=gettext_lazy("사이트"), choices=[])
    client_id = forms.CharField(label=gettext_lazy("클라이언트 아이디"), max_length=191)
    new_secret = forms.CharField(
        label=gettext_lazy("비밀 키"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    team_id = forms.CharField(
        label=gettext_lazy("애플 팀 아이디"), max_length=191, required=False
    )
    key_id = forms.CharField(
        label=gettext_lazy("애플 키 아이디"), max_length=191, required=False
    )
    private_key = forms.CharField(
        label=gettext_lazy("애플 개인 키"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "내려받은 파일의 내용을 처음 줄부터 끝 줄까지 붙이세요."
        ),
    )

    class Meta:
        model = SocialApp
        fields = ["provider", "client_id"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["provider"]
            kept = _("비워 두면 지금 값이 그대로 남습니다.")
            self.fields["new_secret"].help_text = kept
            self.fields["private_key"].help_text += " " + kept
            self.fields["team_id"].initial = self.instance.key
            if self.instance.provider == "apple":
                self.fields["key_id"].initial = self.instance.secret
        else:
            taken = set(SocialApp.objects.values_list("provider", flat=True))
            choice: Any = self.fields["provider"]
            choice.choices = [(p.id, p.name) for p in PROVIDERS if p.id not in taken]

    def clean_private_key(self) -> str:
        text: str = self.cleaned_data["private_key"].strip()
        if text and not _is_signing_key(text):
            raise ValidationError(
                _(
                    "개인 키를 읽을 수 없습니다. 애플에서 내려받은 파일의 내용을 "
                    "그대로 붙여 주세요."
                )
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        provider_id = cleaned.get("provider") or self.instance.provider
        if provider_id not in BY_ID:
            return cleaned
        if provider_id == "apple":
            has_key = bool(self.instance.settings.get(PRIVATE_KEY))
            needed = ["team_id", "key_id", *([] if has_key else ["private_key"])]
        else:
            needed = [] if self.instance.secret else ["new_secret"]
        for name in needed:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("이 사이트에는 꼭 필요합니다. 적어 주세요."))
        return cleaned

    def save(self, commit: bool = True) -> SocialApp:
        """Put what was typed where allauth looks for it."""
        app: SocialApp = super().save(commit=False)
        data = self.cleaned_data
        if app.provider == "apple":
            app.key, app.secret = data["team_id"], data["key_id"]
            if data["private_key"]:
                app.settings = {**app.settings, PRIVATE_KEY: data["private_key"]}
        elif data["new_secret"]:
            app.secret = data["new_secret"]
        return app


def _is_signing_key(text: str) -> bool:
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return isinstance(key, EllipticCurvePrivateKey)
