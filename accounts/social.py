"""Other sites through which members come in: which there are, and their keys.

A provider is open once a site manager has saved its key (allauth's SocialApp).
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers import registry
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from web.generations import Generation, keep, raise_on_commit


@dataclass(frozen=True)
class Provider:
    """Another site, under allauth's id, with the words of its buttons.

    hosts: where its page of consent may lead on to, as origins; a browser asks
    `form-action` about each of them.
    """

    id: str
    name: Promise
    log_in: Promise
    join: Promise
    connect: Promise
    hosts: tuple[str, ...] = ()

    @property
    def login_url(self) -> str:
        return reverse(f"{self.id}_login")

    @property
    def origins(self) -> list[str]:
        """Return the origins that a button of this provider leads a form to."""
        adapter = registry.get_class(self.id).oauth2_adapter_class
        parts = urlsplit(adapter.authorize_url)
        return [f"{parts.scheme}://{parts.netloc}", *self.hosts]

    @property
    def redirect_address(self) -> str:
        """Return what a manager has to register with the provider."""
        return f"{settings.SITE_URL}{reverse(f'{self.id}_callback')}"


PROVIDERS = (
    Provider(
        "kakao",
        gettext_lazy("카카오"),
        gettext_lazy("카카오로 로그인"),
        gettext_lazy("카카오로 가입"),
        gettext_lazy("카카오 연결하기"),
        hosts=("https://accounts.kakao.com",),
    ),
    Provider(
        "naver",
        gettext_lazy("네이버"),
        gettext_lazy("네이버로 로그인"),
        gettext_lazy("네이버로 가입"),
        gettext_lazy("네이버 연결하기"),
    ),
    Provider(
        "google",
        gettext_lazy("구글"),
        gettext_lazy("구글로 로그인"),
        gettext_lazy("구글로 가입"),
        gettext_lazy("구글 연결하기"),
    ),
    Provider(
        "github",
        gettext_lazy("깃허브"),
        gettext_lazy("깃허브로 로그인"),
        gettext_lazy("깃허브로 가입"),
        gettext_lazy("깃허브 연결하기"),
    ),
    Provider(
        "apple",
        gettext_lazy("애플"),
        gettext_lazy("애플로 로그인"),
        gettext_lazy("애플로 가입"),
        gettext_lazy("애플 연결하기"),
        hosts=("https://account.apple.com",),
    ),
)
BY_ID = {provider.id: provider for provider in PROVIDERS}


class LastWayIn(Exception):
    """The member could not log in any more."""

    def __str__(self) -> str:
        return _(
            "이 연결을 끊으면 로그인할 길이 없어집니다. "
            "먼저 비밀번호를 정하거나 다른 곳을 연결해 주세요."
        )


def name_of(provider_id: str) -> str:
    """Return what people call the provider, also one that is no longer open."""
    provider = BY_ID.get(provider_id)
    return str(provider.name) if provider else provider_id


def open_providers() -> list[Provider]:
    """Return the providers that have a key, in their fixed order; without a query."""
    ids = keep(Generation.SITE, "social", _ids_with_key)
    return [provider for provider in PROVIDERS if provider.id in ids]


def _ids_with_key() -> set[str]:
    return set(SocialApp.objects.values_list("provider", flat=True))


@transaction.atomic
def save_key(app: SocialApp) -> None:
    """Save a provider's key; from now on every process shows its buttons."""
    app.name = name_of(app.provider)
    app.save()
    raise_on_commit(Generation.SITE)


@transaction.atomic
def delete_key(app: SocialApp) -> None:
    """Delete a provider's key; what members connected stays, for a new key."""
    app.delete()
    raise_on_commit(Generation.SITE)


@transaction.atomic
def disconnect(account: SocialAccount) -> None:
    """Take a connection back. Raises LastWayIn.

    The member's row is locked: of two that he takes back at once one must stay.
    """
    member = Member.objects.select_for_update().get(pk=account.user_id)
    others = SocialAccount.objects.filter(user=member).exclude(pk=account.pk)
    if not member.has_usable_password() and not others.exists():
        raise LastWayIn
    account.delete()
