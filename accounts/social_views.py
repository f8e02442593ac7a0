"""The pages on the way in from another site, and the list of connections."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
)
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.apple.views import apple_post_callback
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
)
from allauth.socialaccount.signals import social_account_removed
from allauth.socialaccount.views import SignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import services, social
from accounts.current import member_of
from accounts.email_codes import waiting_address
from accounts.models import Member
from accounts.name_forms import add_taken
from accounts.social_adapter import AlreadyJoined
from accounts.social_answers import ADAPTERS
from accounts.social_forms import DisconnectForm, SocialSignUpForm
from guard.throttle import throttle_request

View = Callable[..., HttpResponse]
_PENDING = "socialaccount_sociallogin"  # allauth's, in the session


def _open_only(provider_id: str, view: View) -> View:
    """Return a view of a provider that answers 404 while it has no key."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if provider_id not in {provider.id for provider in social.open_providers()}:
            raise Http404
        if request.method == "POST" or "state" in request.GET:
            throttle_request(request, "social", None)
        return view(request, *args, **kwargs)

    return wrapped


# By provider: what begins a log-in, and what the provider leads back to.
LOGIN_VIEWS: dict[str, View] = {
    adapter.provider_id: _open_only(
        adapter.provider_id, OAuth2LoginView.adapter_view(adapter)
    )
    for adapter in ADAPTERS
}
FINISH_VIEWS: dict[str, View] = {
    adapter.provider_id: _open_only(
        adapter.provider_id, OAuth2CallbackView.adapter_view(adapter)
    )
    for adapter in ADAPTERS
}
# Apple posts, from its own site and so without our session, and is led on by GET.
apple_callback = _open_only("apple", apple_post_callback)


@method_decorator(never_cache, name="dispatch")
class SocialSignUpView(SignupView):
    """allauth's page for somebody new; a name taken a moment ago is a form error."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "new" not in request.GET and _is_known(self.sociallogin):
            return self._offer_to_connect(request)
        return _sent(super().get(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_connected(self.sociallogin.account):
            return _say_joined(request)
        return _sent(super().post(request, *args, **kwargs))

    def _offer_to_connect(self, request: HttpRequest) -> HttpResponse:
        onward = urlencode({"next": reverse("socialaccount_connections")})
        context = {
            "provider_name": social.name_of(self.sociallogin.account.provider),
            "email": self.sociallogin.user.email,
            "login_url": f"{reverse('account_login')}?{onward}",
        }
        return render(request, "socialaccount/known.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        name = social.name_of(self.sociallogin.account.provider)
        return {**context, "provider_name": name}

    def form_valid(self, form: SocialSignUpForm) -> HttpResponse:
        request: HttpRequest = self.request
        throttle_request(request, "sign_up", None)
        pending = request.session.get(_PENDING)
        try:
            response = _sent(super().form_valid(form))
        except services.NameTaken as taken:
            request.session[_PENDING] = pending
            add_taken(form, taken)
            return _sent(self.form_invalid(form))
        except AlreadyJoined:
            return _say_joined(request)
        member = member_of(request)
        if member and settings.HAS_MAIL and waiting_address(member):
            query = urlencode({"next": response.headers["Location"]})
            return redirect(f"{reverse('accounts:email_code')}?{query}")
        return response


sign_up = SocialSignUpView.as_view()


def _sent(response: Any) -> HttpResponse:
    """Return what allauth, which has no types, answers."""
    answer: HttpResponse = response
    return answer


def _is_known(sociallogin: Any) -> bool:
    """Say whether a member has an address that the provider vouches for.

    Whoever is told so has just shown the address to be his own.
    """
    verified = [a.email for a in sociallogin.email_addresses if a.verified]
    return Member.objects.filter(email__in=verified, is_active=True).exists()


def _is_connected(account: SocialAccount) -> bool:
    known = SocialAccount.objects.filter(provider=account.provider, uid=account.uid)
    return bool(known.exists())


def _say_joined(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("이미 가입했습니다. 로그인해 주세요."))
    return redirect("account_login")


@never_cache
@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    """Say that nothing has happened, and where to go on."""
    onward = get_next_redirect_url(request)
    query = f"?{urlencode({'next': onward})}" if onward else ""
    context = {"login_url": f"{reverse('account_login')}{query}"}
    return render(request, "socialaccount/login_cancelled.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def connections(request: HttpRequest) -> HttpResponse:
    """소셜 로그인 연결: what is connected, to take back; what could be."""
    member: Any = member_of(request)
    form = DisconnectForm(request.POST or None, member=member)
    if form.is_valid():
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
        try:
            _disconnect(request, member, form.cleaned_data["account"])
        except social.LastWayIn as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("socialaccount_connections")
    accounts = list(SocialAccount.objects.filter(user=member).order_by("pk"))
    rows = [(account, social.name_of(account.provider)) for account in accounts]
    context = {"form": form, "rows": rows}
    return render(request, "socialaccount/connections.html", context)


def _disconnect(request: HttpRequest, member: Member, account: SocialAccount) -> None:
    name = social.name_of(account.provider)
    social.disconnect(account)
    messages.success(request, _("%(name)s 연결을 끊었습니다.") % {"name": name})
    social_account_removed.send(
        sender=SocialAccount, request=request, socialaccount=account
    )
    get_adapter(request).send_notification_mail(
        "socialaccount/email/account_disconnected",
        member,
        context={"account": account, "provider": name},
    )
