"""Members in the admin: site managers only; deleting one empties his row."""

from typing import Any

# These register what is unregistered below.
import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts.social_admin  # noqa: F401  registers itself
from accounts import services
from accounts.admin_forms import MemberForm, NewMemberAdminForm
from accounts.lockout import open_account
from accounts.models import Member
from accounts.profile import PROFILE_FIELDS
from accounts.suspending_admin import IsSuspendedFilter, SuspendingActions
from web.admin_filters import YesNoFilter

# Levels and named managers say who may do what; these would only confuse.
admin.site.unregister([Group, EmailAddress])
# Keys of log-ins belong to the member alone.
admin.site.unregister([Authenticator, SocialAccount, SocialToken, UserSession])
# The one log-in page, with its limits, serves the admin too.
setattr(admin.site, "login", secure_admin_login(admin.site.login))  # noqa: B010


class HasLeftFilter(YesNoFilter):
    """Members who left, and those who are there."""

    title = gettext_lazy("탈퇴")
    parameter_name = "left"
    yes, no = gettext_lazy("탈퇴한 회원"), gettext_lazy("회원")

    def condition(self) -> Q:
        return Q(left_at__isnull=False)


@admin.register(Member)
class MemberAdmin(SuspendingActions, admin.ModelAdmin):
    """Every write goes through accounts.services."""

    holds_personal_data = True
    form = MemberForm
    list_display = (
        "username",
        "nickname_or_left",
        "email",
        "level",
        "role",
        "is_active",
        "date_joined",
        "last_login",
    )
    list_display_links = ("username", "nickname_or_left")
    list_filter = (
        *("level", "is_active", IsSuspendedFilter),
        *("is_superuser", "is_staff", HasLeftFilter),
    )
    search_fields = ("username", "nickname", "email")
    search_help_text = gettext_lazy("아이디, 닉네임, 이메일에서 찾습니다.")
    date_hierarchy = "date_joined"
    ordering = ("-id",)
    readonly_fields = (
        *PROFILE_FIELDS,
        "wants_marketing",
        "date_joined",
        "last_login",
        "points",
        "suspension",
    )
    fieldsets = (
        (None, {"fields": ("username", "nickname", "email")}),
        (gettext_lazy("비밀번호"), {"fields": ("password1", "password2")}),
        (
            gettext_lazy("권한"),
            {"fields": ("level", "is_active", "is_staff", "is_superuser")},
        ),
        (gettext_lazy("이용 정지"), {"fields": ("suspension",)}),
        (
            gettext_lazy("회원이 적은 정보"),
            {"fields": (*PROFILE_FIELDS, "wants_marketing")},
        ),
        (gettext_lazy("기록"), {"fields": ("date_joined", "last_login", "points")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "nickname", "email", "level")}),
        (gettext_lazy("비밀번호"), {"fields": ("password1", "password2")}),
    )
    left_fieldsets = ((None, {"fields": ("username", "date_joined", "left_at")}),)
    delete_confirmation_template = "accounts/admin/member_erase.html"

    @admin.display(description=gettext_lazy("닉네임"), ordering="nickname")
    def nickname_or_left(self, member: Member) -> str:
        return member.display_name

    @admin.display(description=gettext_lazy("관리"))
    def role(self, member: Member) -> str:
        if member.is_superuser:
            return _("최고관리자")
        return _("그룹·게시판 관리자") if member.is_staff else ""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(
        self, request: HttpRequest, obj: Member | None = None
    ) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(
        self, request: HttpRequest, obj: Member | None = None
    ) -> bool:
        return request.user.is_superuser and not (obj and obj.left_at)

    def has_delete_permission(
        self, request: HttpRequest, obj: Member | None = None
    ) -> bool:
        return request.user.is_superuser and not (obj and obj.left_at)

    def get_form(
        self,
        request: HttpRequest,
        obj: Member | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[ModelForm]:
        if obj is None:
            kwargs["form"] = NewMemberAdminForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Member | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        return self.left_fieldsets if obj.left_at else self.fieldsets

    def save_model(
        self, request: HttpRequest, obj: Member, form: ModelForm, change: bool
    ) -> None:
        services.save_by_manager(obj)
        if form.cleaned_data.get("password1"):
            open_account(obj)
        if obj == request.user:  # a new password of his own must not log him out
            update_session_auth_hash(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except services.NameTaken as taken:
            self.message_user(request, str(taken), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except services.LastManager as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect("../change/")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing is deleted: rows that hang on a member do not stand in the way."""
        return [str(member) for member in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Member) -> None:
        services.erase_member(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Member]) -> None:
        with transaction.atomic():
            for member in queryset:
                services.erase_member(member)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponse:
        self.message_user(request, erased_words(1), messages.SUCCESS)
        return HttpResponseRedirect("../../")

    def get_actions(self, request: HttpRequest) -> Any:
        actions: dict[str, Any] = super().get_actions(request)
        if "delete_selected" in actions:
            words = _("고른 회원 탈퇴시키기")
            actions["delete_selected"] = (erase_selected, "delete_selected", words)
        return actions


def erased_words(count: int) -> str:
    """Say what has happened to so many members."""
    return _(
        "회원 %(count)d명을 탈퇴시켰습니다. "
        "쓴 글은 ‘탈퇴한 회원’이라는 이름으로 남아 있습니다."
    ) % {"count": count}


def erase_selected(
    model_admin: MemberAdmin, request: HttpRequest, queryset: QuerySet[Member]
) -> HttpResponse | None:
    """Ask, then empty the rows of the chosen members; all of them or none."""
    members = queryset.filter(left_at=None)
    if not request.POST.get("post"):
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("회원 탈퇴시키기"),
            "opts": model_admin.opts,
            "members": members,
        }
        return TemplateResponse(request, "accounts/admin/member_erase.html", context)
    count = members.count()
    try:
        with transaction.atomic():
            model_admin.log_deletions(request, members)
            model_admin.delete_queryset(request, members)
    except services.LastManager as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
    else:
        model_admin.message_user(request, erased_words(count), messages.SUCCESS)
    return None
