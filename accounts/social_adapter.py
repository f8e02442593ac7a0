"""How django-allauth lets people in from other sites here."""

import logging
from typing import Any
from urllib.parse import urlencode

import requests
from allauth.account.utils import setup_user_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.models import Member
from accounts.social import name_of
from accounts.social_names import suggest_nickname, suggest_username

logger = logging.getLogger(__name__)

_REDIRECTS_MAX = 2  # of our own calls to a provider
_LOGGED_MAX = 300  # characters of what a provider said


class AlreadyJoined(Exception):
    """Somebody has just joined, or connected, with the same account."""


class SocialAdapter(DefaultSocialAccountAdapter):
    """Our rules for who joins, short calls to providers, Korean refusals."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": gettext_lazy(
            "이미 다른 회원에게 연결된 계정입니다. 그 회원으로 로그인해 주세요."
        ),
        "invalid_token": gettext_lazy(
            "확인 값이 맞지 않습니다. 처음부터 다시 해 주세요."
        ),
    }

    def list_apps(
        self,
        request: HttpRequest | None,
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """Return one key for each provider: of two made at once the older counts."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        first: dict[str, SocialApp] = {}
        for app in sorted(apps, key=lambda app: app.pk or 0):
            first.setdefault(app.provider, app)
        return list(first.values())

    def get_requests_session(self) -> requests.Session:
        """Return allauth's session, with its timeout, that is not led far away."""
        session: requests.Session = super().get_requests_session()
        session.max_redirects = _REDIRECTS_MAX
        return session

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Member:
        """Keep what the form shows first; an odd value is none."""
        plain = {key: value for key, value in data.items() if isinstance(value, str)}
        member: Member = super().populate_user(request, sociallogin, plain)
        return member

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Forget the token; a session that begins here ends with the browser."""
        sociallogin.token = None
        if sociallogin.state.get("process") != AuthProcess.CONNECT:
            request.session.set_expiry(0)

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, str]:
        """Return names that are free, made of what the provider calls him."""
        member: Any = sociallogin.user
        wanted = member.username or member.email.partition("@")[0]
        return {
            "email": member.email,
            "username": suggest_username(wanted),
            "nickname": suggest_nickname(member.nickname),
        }

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None
    ) -> Member:
        """Make the member whom the form describes, and connect him.

        Raises services.NameTaken, and AlreadyJoined for a form sent twice.
        """
        data = form.cleaned_data
        email = data.get("email", "")
        try:
            with transaction.atomic():
                member = services.join_member(
                    data["username"],
                    data["nickname"],
                    None,
                    email=email,
                    **form.joining(),
                )
                sociallogin.user = member
                sociallogin.account.user = member
                sociallogin.account.save()
                # Only the address he left in the form, verified if the provider was.
                addresses = [a for a in sociallogin.email_addresses if a.email == email]
                setup_user_email(request, member, addresses)
        except IntegrityError as error:
            raise AlreadyJoined from error
        return member

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what happened and lead back to where he was."""
        context: dict[str, Any] = extra_context if extra_context is not None else {}
        state = context.get("state") or {}
        query = urlencode({"next": state["next"]}) if state.get("next") else ""
        if error == AuthError.CANCELLED:
            url = reverse("socialaccount_login_cancelled")
            raise ImmediateHttpResponse(redirect(f"{url}?{query}".rstrip("?")))
        if exception is not None:
            words = repr(exception)[:_LOGGED_MAX]
            logger.warning("Log-in through %s failed: %s", provider.id, words)
        name = name_of(provider.id)
        if isinstance(exception, requests.RequestException):
            reason = _("지금 %(name)s에서 응답이 없습니다.") % {"name": name}
        elif not state:
            reason = _("시간이 지났거나 이미 한 번 쓴 요청입니다.")
        else:
            reason = _("%(name)s에서 누구신지 확인하지 못했습니다.") % {"name": name}
        login_url = f"{reverse('account_login')}?{query}".rstrip("?")
        context.update({"reason": reason, "login_url": login_url})
