"""Six digits in a letter that show an address to be the member's own.

A code is good once, for 15 minutes; a newer one takes its place. Only its hash is
kept, in the cache that all processes share.
"""

import secrets
import unicodedata

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Member

VALID_MINUTES = 15
_DIGITS = 6


def new_code(address: EmailAddress) -> str:
    """Return a code for the address; the one before is good no longer."""
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    cache.set(_key(address), _hash(address, code), timeout=VALID_MINUTES * 60)
    return code


def waiting_address(member: Member) -> EmailAddress | None:
    """Return the member's address that is yet to be shown his own, newest first."""
    addresses = EmailAddress.objects.filter(user=member, verified=False)
    return addresses.order_by("-pk").first()


def verify(request: HttpRequest, address: EmailAddress, typed: str) -> bool:
    """Take the code, once, and have the address count from now on.

    False for a wrong or old code, and for an address that another member has shown
    to be his in the meantime. Count the tries before you call this.
    """
    digits = "".join(unicodedata.normalize("NFKC", typed).split())
    kept = cache.get(_key(address))
    if kept is None or not constant_time_compare(kept, _hash(address, digits)):
        return False
    # Of two who bring the same code at the same moment one deletes it.
    if not cache.delete(_key(address)):
        return False
    return EmailConfirmationHMAC.create(address).confirm(request) is not None


def _key(address: EmailAddress) -> str:
    return f"email-code:{address.pk}"


def _hash(address: EmailAddress, code: str) -> str:
    return salted_hmac("accounts.email_codes", f"{address.email}:{code}").hexdigest()
