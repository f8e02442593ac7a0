"""How django-allauth does things here: names, letters, where links lead."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import email_codes, lockout, services, tasks
from accounts.models import Member
from siteconfig.services import site

_USERNAME = Member._meta.get_field("username")


def display_name(member: Member) -> str:
    """Return the name that pages and letters call the member by."""
    return member.display_name


class AccountAdapter(DefaultAccountAdapter):
    """Our rules for names, and letters that leave after the answer, from SITE_URL."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy(
            "이용이 멈춘 아이디입니다. 관리자에게 문의해 주세요."
        ),
        "duplicate_email": gettext_lazy(
            "지금 쓰고 있는 이메일입니다. 바꾸려면 다른 이메일을 적어 주세요."
        ),
        "email_password_mismatch": gettext_lazy(
            "이메일이나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."
        ),
        "username_password_mismatch": gettext_lazy(
            "아이디나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."
        ),
        "enter_current_password": gettext_lazy(
            "지금 비밀번호가 맞지 않습니다. 다시 적어 주세요."
        ),
        "incorrect_password": gettext_lazy(
            "비밀번호가 맞지 않습니다. 다시 적어 주세요."
        ),
        "invalid_password_reset": gettext_lazy(
            "이미 썼거나 기한이 지난 링크입니다. 비밀번호 찾기를 다시 신청해 주세요."
        ),
        "too_many_login_attempts": gettext_lazy(
            "로그인에 여러 번 실패했습니다. 5분쯤 뒤에 다시 해 주세요."
        ),
        "username_taken": gettext_lazy(
            "이미 쓰고 있는 아이디입니다. 다른 아이디를 정해 주세요."
        ),
        "rate_limited": gettext_lazy("요청이 너무 잦습니다. 잠시 뒤에 다시 해 주세요."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Return the name in lower case; refuse what it may not be."""
        username = username.lower()
        _USERNAME.run_validators(username)
        cleaned: str = super().clean_username(username, shallow)
        return cleaned

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, in place of allauth's own count. Raises ValidationError."""
        login = credentials.get("username") or credentials.get("email") or ""
        try:
            self._try = lockout.begin_try(request, login)
        except lockout.LockedOut as locked:
            code = "too_many_login_attempts"
            raise ValidationError(str(locked), code=code) from locked

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        member = super().authenticate(request, **credentials)
        if member:
            self._try.was_right()
        return member

    def save_user(
        self, request: HttpRequest, user: Member, form: Any, commit: bool = True
    ) -> Member:
        """Make the member a sign-up form describes. Raises services.NameTaken."""
        data = form.cleaned_data
        return services.join_member(
            data["username"],
            data["nickname"],
            data["password1"],
            email=data.get("email", ""),
            **form.joining(),
        )

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: EmailConfirmationHMAC,
        signup: bool,
    ) -> None:
        """Send the code to type, and the link for whoever reads on another device."""
        address = emailconfirmation.email_address
        context = {
            "user": address.user,
            "activate_url": self.get_email_confirmation_url(request, emailconfirmation),
            "code": email_codes.new_code(address),
            "minutes": email_codes.VALID_MINUTES,
        }
        kind = "email_confirmation_signup" if signup else "email_confirmation"
        self.send_mail(f"account/email/{kind}", address.email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile_edit")

    def send_names(self, email: str) -> None:
        """Send the names of the members with this address to it, or that none has."""
        members = Member.objects.filter(email=email.lower(), is_active=True)
        names = list(members.order_by("pk").values_list("username", flat=True)[:20])
        context = {"names": names, "login_url": reverse("account_login")}
        self.send_mail("account/email/find_name", email, context)

    def send_reset_links(self, email: str) -> None:
        """Send a link for a new password to each member with this address, or none.

        The link is good once: its key holds the password it replaces.
        """
        members = filter_users_by_email(email, is_active=True, prefer_verified=True)
        if not members:
            context = {"signup_url": reverse("account_signup")}
            self.send_mail("account/email/unknown_account", email, context)
        for member in members:
            key = default_token_generator.make_token(member)
            path = reverse(
                "account_reset_password_from_key",
                kwargs={"uidb36": user_pk_to_url_str(member), "key": key},
            )
            context = {"username": member.username, "password_reset_url": path}
            self.send_mail("account/email/password_reset_key", email, context)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Hand one plain letter to the job worker, its links led from SITE_URL.

        The Host header, which a stranger may choose, has no say in them.
        """
        links = {
            name: _on_our_site(value)
            for name, value in context.items()
            if name.endswith("_url")
        }
        context = {
            **context,
            **links,
            "email": email,
            "site_name": site().site_name,
            "site_url": settings.SITE_URL,
        }
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        body = render_to_string(f"{template_prefix}_message.txt", context)
        tasks.send_letter(
            " ".join(subject.split()), body.strip(), self.get_from_email(), email
        )


def _on_our_site(url: str) -> str:
    return f"{settings.SITE_URL}{urlsplit(url).path}"
