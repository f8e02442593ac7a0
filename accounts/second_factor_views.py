"""django-allauth's pages of the second factor, where they need something of ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.current import member_of
from accounts.second_factor import drop_unreadable_codes

View = Callable[..., HttpResponse]

activate_totp: View = never_cache(totp_views.activate_totp)


def _readable_codes(view: View) -> View:
    """Take codes away that no key opens any more, instead of showing wrong ones."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        member = member_of(request)
        if member is not None and drop_unreadable_codes(member):
            messages.warning(
                request,
                _(
                    "사이트의 비밀 키가 바뀌어 예전 복구 코드를 쓸 수 없게 되었습니다. "
                    "새로 만들어 주세요."
                ),
            )
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return wrapped


view_recovery_codes = _readable_codes(recovery_views.view_recovery_codes)
generate_recovery_codes = _readable_codes(recovery_views.generate_recovery_codes)
download_recovery_codes = _readable_codes(recovery_views.download_recovery_codes)


class PasskeyLogInView(webauthn_views.LoginWebAuthnView):
    """Logging in by a passkey alone."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        # Nobody ticked 자동로그인, so the session ends with the browser.
        self.request.session.set_expiry(0)
        return response


log_in_by_passkey = PasskeyLogInView.as_view()
