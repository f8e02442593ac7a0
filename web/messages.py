"""What the site says once on the next page, in a signed cookie."""

from django.contrib.messages.storage import base, cookie
from django.core import signing
from django.http import HttpRequest
from django.utils.functional import cached_property


class CookieStorage(cookie.CookieStorage):
    """Django's, which makes its signer only where there is something to sign or read."""

    def __init__(self, request: HttpRequest) -> None:
        base.BaseStorage.__init__(self, request)

    @cached_property
    def signer(self) -> signing.Signer:
        return signing.get_cookie_signer(salt=self.key_salt)  # type: ignore[attr-defined]
