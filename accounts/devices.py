"""The browsers a member has logged in with, and word of one that is new.

A known device is a browser with a cookie of its own, which outlives sessions.
"""

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.agents import device_name
from accounts.log_ins import address_of, rough_address
from accounts.models import KnownDevice, Member
from web.networks import network_of

# Nothing is gained by forging it, so it is not signed: it says "the same browser as
# before", and a new SECRET_KEY must not make a stranger of every browser.
COOKIE = "device"
COOKIE_DAYS = 400  # browsers keep none longer
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")


def on_logged_in(
    sender: Any, request: HttpRequest | None, user: Member, **kwargs: Any
) -> None:
    """Hear of every log-in, whatever the way (Django's signal user_logged_in)."""
    if request is not None and "REMOTE_ADDR" in request.META:
        note_log_in(request, user)


def note_log_in(request: HttpRequest, member: Member) -> None:
    """Know the browser from now on; tell the member of one that is new to him.

    His first browser is no news. He is told by letter when letters leave the site and
    his address is verified; otherwise on his page of devices, and when he logs in.
    """
    waits = member.known_devices.filter(is_told=False).exists()
    key = request.COOKIES.get(COOKIE, "")
    if not _KEY.fullmatch(key):
        key = secrets.token_urlsafe(24)
    request.device_key = key  # type: ignore[attr-defined]  # for DeviceMiddleware
    address = address_of(request)
    seen = {
        "name": device_name(request.headers.get("User-Agent", "")),
        "network": network_of(address) if address else "",
        "last_used_at": timezone.now(),
    }
    is_first = not member.known_devices.exists()
    device, is_new = KnownDevice.objects.update_or_create(
        member=member,
        key_hash=_hash(key),
        defaults=seen,
    )
    if is_new and not is_first:
        device.is_told = _send_letter(device)
        device.save(update_fields=["is_told"])
    if waits:
        words = _(
            "전에 쓰지 않던 기기에서 로그인한 일이 있습니다. "
            '<a href="{}">내 기기</a>에서 확인해 주세요.'
        )
        link = reverse("accounts:devices")
        messages.warning(request, format_html(words, link), fail_silently=True)


def key_hash_of(request: HttpRequest) -> str:
    """Return what the browser is known by, in KnownDevice; empty for a strange one."""
    key = request.COOKIES.get(COOKIE, "")
    return _hash(key) if _KEY.fullmatch(key) else ""


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _send_letter(device: KnownDevice) -> bool:
    address = EmailAddress.objects.filter(user=device.member, verified=True).first()
    if not settings.HAS_MAIL or address is None:
        return False
    context = {
        "device": device,
        "place": place_of(device),
        "devices_url": reverse("accounts:devices"),
        "password_url": reverse("account_change_password"),
    }
    get_adapter().send_mail("account/email/new_device", address.email, context)
    return True


def place_of(device: KnownDevice) -> str:
    """Return where a device was used, roughly; empty when nobody knows."""
    network = device.network.partition("/")[0]
    return rough_address(network) if network else ""


def set_cookie(request: HttpRequest, response: HttpResponse) -> bool:
    """Give a browser that has just logged in the cookie it is known by.

    True when somebody has.
    """
    key = getattr(request, "device_key", None)
    if key is None:
        return False
    response.set_cookie(
        COOKIE,
        key,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return True


def confirm_devices(member: Member) -> None:
    """Take the member's word that the new devices are his own."""
    member.known_devices.filter(is_told=False).update(is_told=True)


def forget_devices(member: Member) -> None:
    """Delete what is known of the browsers of a member who leaves."""
    member.known_devices.all().delete()


def drop_old_devices() -> None:
    """Forget browsers that were not used for as long as their cookie lives.

    A member's last one stays, so that another one is news to him.
    """
    limit = timezone.now() - timedelta(days=COOKIE_DAYS)
    newer = KnownDevice.objects.filter(
        member=OuterRef("member"), last_used_at__gt=OuterRef("last_used_at")
    )
    KnownDevice.objects.filter(last_used_at__lt=limit).filter(Exists(newer)).delete()
