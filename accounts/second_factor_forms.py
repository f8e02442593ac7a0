"""django-allauth's forms of the second factor, in our words."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from accounts.second_factor import code_help, unreadable_factors

logger = logging.getLogger(__name__)

_NAME_MAX = 60
_CREDENTIAL_MAX = 20_000  # characters; devices send one or two thousand
# How long a code is taken, in seconds; allauth knows that it was used for one step only.
_CODE_LASTS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)


def _dress_code(field: forms.Field, help_text: str) -> None:
    field.label = _("인증 코드")
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(inputmode="numeric", maxlength=20)


class AuthenticateForm(base_forms.AuthenticateForm):
    """The second step of a log-in: a code of the app or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"], code_help())

    def clean_code(self) -> str:
        """Take a code once; say so when none can be right, because the secret is lost."""
        used = self._key_of_used(self.cleaned_data["code"])
        if cache.get(used):
            raise get_adapter().validation_error("incorrect_code")
        try:
            code: str = super().clean_code()
        except ValidationError:
            if unreadable_factors(self.user):
                raise get_adapter().validation_error("unreadable") from None
            raise
        cache.set(used, True, _CODE_LASTS)
        return code

    def _key_of_used(self, code: str) -> str:
        digest = hashlib.sha256(normalize_user_code(code).encode()).hexdigest()
        return f"accounts.used-code:{self.user.pk}:{digest}"


class ReauthenticateForm(AuthenticateForm, base_forms.ReauthenticateForm):
    """Showing oneself once more, before something important."""


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    """The first code of an app that has just learned its key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(
            self.fields["code"], _("인증 앱에 지금 보이는 숫자 6자리를 적어 주세요.")
        )


def _dress_name(field: forms.Field) -> None:
    field.label = _("패스키 이름")
    field.help_text = _("어느 기기의 것인지 알아볼 이름입니다.")
    field.widget.attrs.update(maxlength=_NAME_MAX)


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; strangers send other things."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > _CREDENTIAL_MAX:
            raise get_adapter().validation_error("incorrect_code")
        try:
            return super().to_python(value)
        except RecursionError:
            raise get_adapter().validation_error("incorrect_code") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Forget what was sent: it is good once only."""
        return initial

    def prepare_value(self, value: Any) -> str:
        return ""


@contextmanager
def _refusing_junk() -> Iterator[None]:
    """Refuse what the parsers of passkeys stumble over, each in its own way."""
    try:
        yield
    except (ValidationError, DatabaseError):
        raise
    except Exception:  # the library names none of those its parsers raise
        logger.warning("a passkey could not be read", exc_info=True)
        raise get_adapter().validation_error("incorrect_code") from None


class _PasskeyMixin:
    """A passkey that is shown."""

    def clean_credential(self) -> Any:
        with _refusing_junk():
            return super().clean_credential()  # type: ignore[misc]


class LogInByPasskeyForm(_PasskeyMixin, webauthn_forms.LoginWebAuthnForm):
    """The only step of a log-in."""

    credential = CredentialField()


class AuthenticateByPasskeyForm(_PasskeyMixin, webauthn_forms.AuthenticateWebAuthnForm):
    """The second step of a log-in."""

    credential = CredentialField()


class ReauthenticateByPasskeyForm(
    _PasskeyMixin, webauthn_forms.ReauthenticateWebAuthnForm
):
    """Showing oneself once more."""

    credential = CredentialField()


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A name for the passkey that the browser makes.

    Each may be enough to log in with, when the device can show that it is its owner's;
    so nobody is asked which of two kinds he wants.
    """

    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        _dress_name(self.fields["name"])

    def clean_name(self) -> str:
        name: str = super().clean_name()
        return name[:_NAME_MAX]

    def clean(self) -> Any:
        with _refusing_junk():
            return super().clean()


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(max_length=_NAME_MAX)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_name(self.fields["name"])
