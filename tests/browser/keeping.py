"""A member who keeps a second factor of every kind, made beside the site."""

import json
import time

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client

from accounts.models import KnownDevice
from tests.accounts.soft_key import SoftKey
from tests.browser.names import KEEPER, KEEPER_PASSWORD
from tests.factories import make_member

_A_DAY = 24 * 60 * 60


def make_keeper() -> dict[str, object]:
    """Make the member; return an open log-in of his and the id of his passkey."""
    keeper = make_member(username=KEEPER, nickname="열쇠지기", password=KEEPER_PASSWORD)
    TOTP.activate(keeper, generate_totp_secret())
    RecoveryCodes.activate(keeper)
    made = SoftKey().make(
        {
            "publicKey": {
                "user": {"id": "AA"},
                "rp": {"id": "localhost"},
                "challenge": "AA",
            }
        }
    )
    WebAuthn.add(keeper, "부엌의 노트북", json.loads(made))
    KnownDevice.objects.create(
        member=keeper, key_hash="x", name="윈도우의 크롬", is_told=False
    )
    browser = Client()
    browser.force_login(keeper)
    session = browser.session
    # He has shown himself so lately that no page asks for it again.
    shown = {"method": "password", "at": time.time() + _A_DAY, "reauthenticated": True}
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [shown]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(keeper)
    session.save()
    passkey = Authenticator.objects.get(user=keeper, type="webauthn")
    return {
        "keeper_session": browser.cookies["sessionid"].value,
        "passkey_id": passkey.pk,
    }
