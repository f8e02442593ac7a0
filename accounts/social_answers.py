"""What another site answers about somebody, taken with care.

allauth trusts a provider to answer in the shape of its manual; here an answer of any
other shape is an OAuth2Error, which allauth's view turns into a page. Of a good one
we keep the id and a name to tell one connection from another, nothing else.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.apple.views import AppleOAuth2Adapter
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from allauth.socialaccount.providers.naver.views import NaverOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from jwt import PyJWTError

# What ids look like; a missing one would be `None`, the same for everybody.
_UID = re.compile(r"(?!None\Z)[\w.@:|=+/-]{1,191}", re.ASCII)
_LABEL_MAX = 80
# Where each provider keeps a nickname that its members chose, innermost last.
_NICKNAMES = {
    "kakao": ("kakao_account", "profile", "nickname"),
    "naver": ("nickname",),
    "google": ("given_name",),
    "github": ("login",),
    "apple": ("name", "firstName"),
}
_ODD_ANSWERS = (
    *(AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError),
    *(ImproperlyConfigured, PyJWTError),  # a uid too long; an Apple key of no use
)


@contextmanager
def _checked() -> Iterator[None]:
    try:
        yield
    except _ODD_ANSWERS as error:
        raise OAuth2Error(f"An answer of no use: {error!r}") from error


class CarefulMixin(OAuth2Adapter):
    """Put it before an adapter of allauth whose answers are to be checked."""

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> Any:
        with _checked():
            return super().get_access_token_data(*args, **kwargs)

    def parse_token(self, data: Any) -> Any:
        with _checked():
            return super().parse_token(data)

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Return who has come. Raises OAuth2Error."""
        with _checked():
            login: SocialLogin = super().complete_login(request, app, token, **kwargs)
            _keep_little(login)
        return login


def _keep_little(login: SocialLogin) -> None:
    account, answer = login.account, login.account.extra_data
    if not _UID.fullmatch(account.uid):
        raise OAuth2Error("An answer without an id")
    for address in login.email_addresses:
        address.verified = _is_verified(account, address, answer)
    if login.user is not None:
        login.user.nickname = _nickname(account.provider, answer)
    label = login.user.email if login.user else ""
    label = label or _nickname(account.provider, answer)
    account.extra_data = {"name": label[:_LABEL_MAX]} if label else {}


def _is_verified(account: SocialAccount, address: EmailAddress, answer: Any) -> bool:
    """Say whether the provider itself vouches for the address."""
    if account.provider == "naver":  # where a member may write any address
        return False
    if account.provider == "kakao":  # another account may have taken it over
        kakao = answer["kakao_account"]
        return address.verified is True and kakao.get("is_email_valid") is True
    return address.verified is True


def _nickname(provider_id: str, answer: Any) -> str:
    for key in _NICKNAMES[provider_id]:
        answer = answer.get(key) if isinstance(answer, dict) else None
    return answer if isinstance(answer, str) else ""


class CarefulAppleAdapter(CarefulMixin, AppleOAuth2Adapter):
    """Apple's adapter."""

    def get_user_scope_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the name alone: the visitor's browser could write an e-mail here."""
        data = super().get_user_scope_data(request)
        return {"name": data["name"]} if data.get("name") else {}


class CarefulGitHubAdapter(CarefulMixin, GitHubOAuth2Adapter):
    """GitHub's adapter."""


class CarefulGoogleAdapter(CarefulMixin, GoogleOAuth2Adapter):
    """Google's adapter."""


class CarefulKakaoAdapter(CarefulMixin, KakaoOAuth2Adapter):
    """Kakao's adapter."""


class CarefulNaverAdapter(CarefulMixin, NaverOAuth2Adapter):
    """Naver's adapter."""


ADAPTERS = (
    CarefulKakaoAdapter,
    CarefulNaverAdapter,
    CarefulGoogleAdapter,
    CarefulGitHubAdapter,
    CarefulAppleAdapter,
)
