"""How often one may guess a password: by account and by address, never for good.

A try takes a slot in each count before the password is looked at, so that guesses
at the same moment all count; the right password gives its slots back. What is
refused takes none, so a lock ends minutes after the guesses that made it, also
while somebody keeps trying. A name that nobody has is counted like any other.

Strangers cannot lock a member out of his own browser: one that he has logged in with
before, is logged in with, or has just set a new password with is counted apart.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.devices import key_hash_of
from accounts.models import KnownDevice, Member
from guard.throttle import MINUTE, Throttled, give_back, network_of, throttle

WINDOW_SECONDS = 10 * MINUTE
PER_NETWORK = 5  # wrong passwords of one account from one household
PER_ACCOUNT = 50  # of one account, from everywhere
PER_ADDRESS = 30  # of any accounts, from one household; a school is one
PER_KNOWN_BROWSER = 10  # of one account, in a browser that is its owner's
_OPENED = "lockout_opened"  # in the session of who has just set a new password


class LockedOut(Exception):
    """Too many wrong passwords; the text says how long to wait and what else helps."""

    def __init__(self, throttled: Throttled) -> None:
        self.retry_after = throttled.retry_after
        super().__init__(throttled.retry_after)
        self.wait = throttled.wait

    def __str__(self) -> str:
        words = _("로그인에 여러 번 실패했습니다. %(wait)s 뒤에 다시 해 주세요.")
        help_words = (
            _("비밀번호를 잊으셨으면 ‘비밀번호 찾기’로 새로 정해 바로 로그인하세요.")
            if settings.HAS_MAIL
            else _("비밀번호를 잊으셨으면 관리자에게 알려 주세요.")
        )
        return f"{words % {'wait': self.wait}} {help_words}"


@dataclass(frozen=True)
class Try:
    """One try under way: the slots it has taken."""

    slots: list[str]

    def was_right(self) -> None:
        """Give the slots back; of a wrong password they go by themselves."""
        give_back(self.slots)


def begin_try(request: HttpRequest, login: str) -> Try:
    """Count a try to log in as `login`, a name or an address. Raises LockedOut."""
    login = login.strip().lower()
    account = _account_key(login)
    browser = _known_browser(request, login)
    if browser:
        counts = [(f"browser:{account}:{browser}", PER_KNOWN_BROWSER)]
    else:
        network = network_of(request.META.get("REMOTE_ADDR", ""))
        counts = [
            (f"network:{account}:{network}", PER_NETWORK),
            (f"address:{network}", PER_ADDRESS),
            (f"account:{account}", PER_ACCOUNT),
        ]
    slots: list[str] = []
    for ident, limit in counts:
        try:
            slots.append(throttle("log_in", ident, limit=limit, seconds=WINDOW_SECONDS))
        except Throttled as throttled:
            give_back(slots)
            raise LockedOut(throttled) from throttled
    return Try(slots)


def open_account(member: Member) -> None:
    """Forget what was guessed: the password is a new one."""
    for login in {member.username, member.email} - {""}:
        name = f"log_in_era:{_hash(login.lower())}"
        cache.set(name, secrets.token_hex(4), timeout=WINDOW_SECONDS)


def on_password_reset(
    sender: Any, request: HttpRequest, user: Member, **kwargs: Any
) -> None:
    """Open the account to who has set a new password by letter (allauth's signal)."""
    open_account(user)
    request.session[_OPENED] = user.pk


def _account_key(login: str) -> str:
    """Return what an account is counted by; another one once it was opened."""
    name = _hash(login)
    return f"{name}:{cache.get(f'log_in_era:{name}', '')}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _known_browser(request: HttpRequest, login: str) -> str:
    """Return what tells the browser, if it is of the member with this login."""
    named = Q(username=login) | Q(email=login) if login else Q(pk=None)
    proven = request.user.pk or request.session.get(_OPENED)
    if proven and Member.objects.filter(named, pk=proven).exists():
        return f"session:{proven}"
    key_hash = key_hash_of(request)
    if key_hash:
        members = Member.objects.filter(named)
        known = KnownDevice.objects.filter(key_hash=key_hash, member__in=members)
        if known.exists():
            return key_hash
    return ""
