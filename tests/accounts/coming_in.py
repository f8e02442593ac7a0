"""Coming in from another site, step by step, as a browser does it."""

import http.client
from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.apple.views import AppleOAuth2Adapter
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from allauth.socialaccount.providers.naver.views import NaverOAuth2Adapter
from django.test import Client

from accounts.social import PROVIDERS, save_key
from tests.accounts.joining import boxes, page
from tests.accounts.stub_provider import CLIENT_ID, SECRET, TEAM_ID, StubProvider

ALL = [provider.id for provider in PROVIDERS]
SIGN_UP = "/accounts/social/signup/"
_ADAPTERS = {
    "apple": AppleOAuth2Adapter,
    "github": GitHubOAuth2Adapter,
    "google": GoogleOAuth2Adapter,
    "kakao": KakaoOAuth2Adapter,
    "naver": NaverOAuth2Adapter,
}


def lead_to(url: str, monkeypatch: Any) -> None:
    """Have the adapters of all providers talk to the stub."""
    for name, adapter in _ADAPTERS.items():
        addresses = {
            "authorize_url": "authorize",
            "access_token_url": "token",
            "profile_url": "profile",
            "identity_url": "profile",
            "emails_url": "emails",
            "public_key_url": "keys",
        }
        for attribute, path in addresses.items():
            if hasattr(adapter, attribute):
                monkeypatch.setattr(adapter, attribute, f"{url}/{name}/{path}")


def make_key(provider: str, stub: StubProvider | None = None) -> SocialApp:
    """Save the key of a provider, as a site manager does."""
    app = SocialApp(provider=provider, client_id=CLIENT_ID, secret=SECRET)
    if provider == "apple":
        app.key, app.secret = TEAM_ID, "key-id"
        pem = stub.our_apple_pem if stub else "no key"
        app.settings = {"certificate_key": pem}
    save_key(app)
    return app


def go_out(client: Client, provider: str, **fields: str) -> str:
    """Press the button; return the provider's address that the browser is led to."""
    response = client.post(f"/accounts/{provider}/login/", fields)
    assert response.status_code == 302, page(response)
    return str(response.headers["Location"])


def consent(address: str) -> str:
    """Say yes on the provider's page; return the way back to our site."""
    parts = urlsplit(address)
    web = http.client.HTTPConnection(parts.netloc, timeout=10)
    web.request("GET", f"{parts.path}?{parts.query}")
    answer = web.getresponse()
    assert answer.status == 302
    back = urlsplit(answer.headers["Location"])
    web.close()
    return f"{back.path}?{back.query}"


def come_back(client: Client, provider: str, way: str, **extra: str) -> Any:
    """Come back to our site; from Apple by a form of its own, then by GET."""
    if provider != "apple":
        return client.get(way)
    path, _, query = way.partition("?")
    fields = {name: values[0] for name, values in parse_qs(query).items()}
    posted = client.post(path, {**fields, **extra}, headers={"origin": "null"})
    assert posted.status_code == 302
    onward = urlsplit(posted.headers["Location"])
    return client.get(f"{onward.path}?{onward.query}")


def come_from(client: Client, provider: str, **fields: str) -> Any:
    """Go to the provider, consent, and come back; the last answer."""
    way = consent(go_out(client, provider, **fields))
    return come_back(client, provider, way)


def join_from(client: Client, provider: str, next: str = "", **fields: str) -> Any:
    """Come from a provider as somebody new, and send the form that is left."""
    came = come_from(client, provider, **({"next": next} if next else {}))
    assert came.headers.get("Location") == SIGN_UP, page(came)
    return send_sign_up(client, **fields)


def send_sign_up(client: Client, **fields: str) -> Any:
    """Send the form of somebody who came from another site."""
    data = {"username": "saebom", "nickname": "새봄", "email": "", "is_fourteen": "on"}
    return client.post(SIGN_UP, {**data, **boxes(), **fields})
