"""A member's second factor: how django-allauth keeps and names it here.

Secrets lie encrypted in the database, by a key made of SECRET_KEY; what an older key
of SECRET_KEY_FALLBACKS encrypted stays readable, and is encrypted anew every night.
"""

import base64
import logging
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.agents import device_name
from accounts.models import Member
from siteconfig.services import site

logger = logging.getLogger(__name__)

# Where allauth keeps the secret of each kind; a passkey has none on this side.
_SECRETS = {
    Authenticator.Type.TOTP: "secret",
    Authenticator.Type.RECOVERY_CODES: "seed",
}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret: str) -> bytes:
    mac = salted_hmac("accounts.second_factor", "", secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypted secrets, the site's name in the app, and passkeys by our own host."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": gettext_lazy(
            "먼저 인증 앱이나 패스키를 등록해 주세요. 그러면 복구 코드를 만들 수 있습니다."
        ),
        "incorrect_code": gettext_lazy("맞지 않습니다. 확인하고 다시 해 주세요."),
        "unreadable": gettext_lazy(
            "사이트의 비밀 키가 바뀌어 코드를 확인할 수 없습니다. "
            "관리자에게 2단계 인증을 꺼 달라고 알려 주세요."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one nobody can guess when the key to it is gone."""
        try:
            return _cipher().decrypt(encrypted_text).decode()
        except InvalidToken:
            logger.error("a second factor cannot be read: its SECRET_KEY is gone")
            return str(generate_totp_secret())

    def get_totp_issuer(self) -> str:
        return str(site().site_name)

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code on white, whatever the colours of the page."""
        drawn = str(super().build_totp_svg(url))
        ground = '<rect width="100%" height="100%" fill="#fff"/>'
        return drawn.replace("<path", f"{ground}<path", 1)

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def generate_authenticator_name(
        self, user: AbstractBaseUser, type: Authenticator.Type
    ) -> str:
        """Name a new passkey after the browser that makes it."""
        return device_name(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say whose passkeys they are: by SITE_URL, not by what a browser asked for.

        An address of digits is no name for passkeys; loopback has `localhost`.
        """
        host = urlsplit(settings.SITE_URL).hostname or ""
        if settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN:
            host = "localhost"
        return {"id": host, "name": site().site_name}


def has_second_factor(member: Member) -> bool:
    """Say whether a log-in of the member asks for more than his password."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=member, type__in=kinds).exists())


def drop_second_factor(member: Member) -> int:
    """Take every second factor off a member; return how many there were."""
    count, _by_kind = Authenticator.objects.filter(user=member).delete()
    return int(count)


def unreadable_factors(member: Member) -> list[Authenticator]:
    """Return the member's factors whose key is gone."""
    rows = Authenticator.objects.filter(user=member, type__in=_SECRETS)
    return [row for row in rows if not _is_readable(row)]


def drop_unreadable_codes(member: Member) -> bool:
    """Delete recovery codes that no key opens any more; True when there were some."""
    kind = Authenticator.Type.RECOVERY_CODES
    dead = [row.pk for row in unreadable_factors(member) if row.type == kind]
    return bool(Authenticator.objects.filter(pk__in=dead).delete()[0])


def _is_readable(row: Authenticator) -> bool:
    try:
        _cipher().decrypt(row.data[_SECRETS[row.type]])
    except InvalidToken:
        return False
    return True


def renew_secrets() -> int:
    """Encrypt with the present SECRET_KEY what an older one did; return how many."""
    newest = Fernet(_fernet_key(settings.SECRET_KEY))
    done = 0
    rows = Authenticator.objects.filter(type__in=_SECRETS)
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows.select_for_update().filter(pk=pk).first()
            if row is not None and _renew(row, newest):
                done += 1
    return done


def _renew(row: Authenticator, newest: Fernet) -> bool:
    name = _SECRETS[row.type]
    try:
        newest.decrypt(row.data[name])
    except InvalidToken:
        if not _is_readable(row):
            return False
        row.data[name] = _cipher().rotate(row.data[name]).decode()
        row.save(update_fields=["data"])
        return True
    return False


def code_help() -> str:
    """Say what may be typed where a code is asked for."""
    return _(
        "인증 앱에 지금 보이는 숫자 6자리나, 적어 둔 복구 코드 하나를 적어 주세요."
    )
