"""The pages where a member comes in, changes himself and leaves."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import SignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import consents, email_codes, services, tasks
from accounts.consent_forms import AgainForm
from accounts.current import member_of
from accounts.forms import EmailCodeForm, FindNameForm, LeaveForm, ProfileForm
from accounts.join_forms import FirstManagerForm, SignUpForm
from accounts.models import Member
from accounts.name_forms import add_taken
from accounts.social_forms import NamedLeaveForm
from guard.human_check import needs_question
from guard.throttle import throttle, throttle_request
from guard.views import ask_question


class SignUpView(SignupView):
    """allauth's page, for people; a name taken a moment ago is a form error."""

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        request: HttpRequest = self.request
        if needs_question(request):
            return ask_question(request)
        response: HttpResponse
        try:
            throttle_request(request, "sign_up", None)
            response = super().form_valid(form)
        except services.NameTaken as taken:
            add_taken(form, taken)
            response = self.form_invalid(form)
        else:
            # Nobody ticked 자동로그인, so the session ends with the browser.
            request.session.set_expiry(0)
            if settings.HAS_MAIL and form.cleaned_data.get("email"):
                query = urlencode({"next": response.headers["Location"]})
                return redirect(f"{reverse('accounts:email_code')}?{query}")
        return response


sign_up = SignUpView.as_view()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def email_code(request: HttpRequest) -> HttpResponse:
    """이메일 확인: the code of the letter, or the letter once more."""
    member = _member(request)
    address = email_codes.waiting_address(member)
    onward = get_next_redirect_url(request) or reverse("account_email")
    if address is None:
        return redirect(onward)
    form = EmailCodeForm(request.POST or None)
    if form.is_valid():
        throttle_request(request, "email_code", member.pk)
        if email_codes.verify(request, address, form.cleaned_data["code"]):
            return redirect(onward)
        form.add_error(
            "code",
            _(
                "코드가 맞지 않거나 기한이 지났습니다. 다시 적거나, "
                "아래에서 확인 메일을 다시 받아 주세요."
            ),
        )
    context = {"form": form, "address": address, "next": get_next_redirect_url(request)}
    return render(request, "accounts/email_code.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_name(request: HttpRequest) -> HttpResponse:
    """아이디 찾기: a letter with the names; the page says the same for any address."""
    form = FindNameForm(request.POST or None)
    if form.is_valid():
        if needs_question(request):
            return ask_question(request)
        email = form.cleaned_data["email"]
        throttle_request(request, "find_name", None)
        throttle("find_name_letter", email.lower(), limit=5, seconds=3600)
        tasks.send_names(email)
        return redirect("accounts:find_name_sent")
    return render(request, "accounts/find_name.html", {"form": form})


@never_cache
@require_GET
def find_name_sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way, whoever reads it."""
    return render(request, "accounts/find_name_sent.html")


@never_cache
@require_GET
def name_check(request: HttpRequest) -> JsonResponse:
    """Say whether ?username= or ?nickname= could be taken: {"problem": words or ""}.

    Names are public anyway; an address is never looked up here.
    """
    throttle_request(request, "name_check", None)
    field = "username" if "username" in request.GET else "nickname"
    form = SignUpForm({field: request.GET.get(field, "")})
    problems = [str(problem) for problem in form.errors.get(field, [])]
    return JsonResponse({"problem": " ".join(problems)})


def _member(request: HttpRequest) -> Member:
    member = member_of(request)
    if member is None:
        raise Http404
    return member


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """정보수정: nickname and what the site asks for here, the rest by links."""
    member = _member(request)
    initial = {"nickname": member.nickname}
    form = ProfileForm(request.POST or None, member=member, initial=initial)
    if form.is_valid():
        try:
            services.save_profile(
                member,
                nickname=form.cleaned_data["nickname"],
                profile=form.profile(),
                hides_presence=form.cleaned_data["hides_presence"],
            )
        except services.NameTaken as taken:
            add_taken(form, taken)
        else:
            messages.success(request, _("정보를 바꿨습니다."))
            return redirect("accounts:profile_edit")
    return render(request, "accounts/profile_edit.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent_list(request: HttpRequest) -> HttpResponse:
    """동의한 내용: new versions to agree to, letters of news, what was agreed when."""
    member = _member(request)
    missing = consents.missing_documents(member)
    asked = AgainForm(request.POST or None, documents=missing)
    if "wants_marketing" in request.POST:
        is_given = request.POST["wants_marketing"] == "1"
        consents.set_marketing(member, is_given=is_given)
        messages.success(
            request,
            _("소식 메일을 보내 드리겠습니다.")
            if is_given
            else _("소식 메일을 더 보내지 않겠습니다."),
        )
        return redirect("accounts:consents")
    if missing and asked.is_valid():
        consents.agree(member, asked.versions())
        return redirect(get_next_redirect_url(request) or "/")
    context = {
        "form": asked,
        "missing": missing,
        "consents": member.consents.all()[:50],
        "next": get_next_redirect_url(request) or "",
    }
    return render(request, "accounts/consents.html", context)


@never_cache
@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def member_leave(request: HttpRequest) -> HttpResponse:
    """탈퇴: what stays and what goes, and the password, or the name, to be sure."""
    member = _member(request)
    form_class = LeaveForm if member.has_usable_password() else NamedLeaveForm
    form = form_class(request.POST or None, user=member)
    if form.is_valid():
        try:
            services.erase_member(member)
        except services.LastManager as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(
                request, _("탈퇴했습니다. 그동안 함께해 주셔서 고맙습니다.")
            )
            return redirect("/")
    return render(request, "accounts/member_leave.html", {"form": form})


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def first_manager(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first manager by the link on the console; 404 once it is used."""
    if request.method == "POST":
        throttle_request(request, "first_manager", None)
    if not services.is_invited(token):
        raise Http404
    form = FirstManagerForm(request.POST or None)
    if form.is_valid():
        try:
            manager = services.create_first_manager(token, **form.account())
        except services.NameTaken as taken:
            add_taken(form, taken)
        except services.InvitationSpent as spent:
            raise Http404 from spent
        else:
            get_adapter(request).login(request, manager)
            request.session.set_expiry(0)
            messages.success(request, _("관리자로 로그인했습니다. 환영합니다."))
            return redirect("/")
    return render(request, "accounts/first_manager.html", {"form": form})
