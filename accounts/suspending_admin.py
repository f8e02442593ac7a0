"""Suspending members in the admin: from the list, from a member's page, and the record."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member, Suspension
from accounts.suspending import CannotSuspend, lift, suspend
from accounts.suspending_forms import SuspensionForm, TermForm
from web.admin_filters import YesNoFilter


class IsSuspendedFilter(YesNoFilter):
    """Members who are suspended now, and all others."""

    title = gettext_lazy("이용 정지")
    parameter_name = "suspended"
    yes, no = gettext_lazy("정지 중"), gettext_lazy("정지 아님")

    def condition(self) -> Q:
        return Q(pk__in=Suspension.objects.current().values("member"))


class HoldsFilter(YesNoFilter):
    """Suspensions that hold now, and those that are over."""

    title = gettext_lazy("상태")
    parameter_name = "holds"
    yes, no = gettext_lazy("정지 중"), gettext_lazy("끝남")

    def condition(self) -> Q:
        return Q(pk__in=Suspension.objects.current().values("pk"))


def _moment(moment: Any) -> str:
    return date_format(localtime(moment), "Y-m-d H:i")


def _until(suspension: Suspension) -> str:
    if suspension.until is None:
        return _("끝나는 날 없음")
    return _("%(moment)s까지") % {"moment": _moment(suspension.until)}


class SuspendingActions(admin.ModelAdmin):
    """What the members' admin offers: suspend or free the chosen, see how one stands."""

    actions = ["suspend_chosen", "lift_chosen"]

    @admin.display(description=gettext_lazy("이용 정지"))
    def suspension(self, member: Member) -> str:
        """How the member stands, with the way to change it."""
        current = member.suspensions.current().first()
        base = reverse("admin:accounts_suspension_changelist")
        if current is None:
            link, act = f"{base}add/?member={member.pk}", _("이용 정지하기")
            words = _("정지되지 않았습니다.")
        else:
            link, act = f"{base}?member__id__exact={member.pk}", _("기록과 풀기")
            words = f"{_until(current)} · {current.reason}"
        return format_html('{} <a href="{}">{}</a>', words, link, act)

    @admin.action(permissions=["change"], description=gettext_lazy("이용 정지"))
    def suspend_chosen(
        self, request: HttpRequest, queryset: QuerySet[Member]
    ) -> HttpResponse | None:
        form = TermForm(request.POST if "apply" in request.POST else None)
        if not form.is_valid():
            context = {
                **self.admin_site.each_context(request),
                "title": _("이용 정지"),
                "opts": self.opts,
                "members": queryset,
                "form": form,
                "checkbox_name": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "accounts/admin/suspend.html", context)
        by, until, reason = _by(request), form.end(), form.cleaned_data["reason"]
        try:
            with transaction.atomic():
                for member in queryset:
                    suspend(member, until=until, reason=reason, by=by)
                    self.log_change(request, member, _("이용 정지"))
        except CannotSuspend as refusal:
            words = f"{member}: {refusal} {_('아무도 정지하지 않았습니다.')}"
            self.message_user(request, words, messages.ERROR)
        else:
            words = _("회원 %(count)d명의 이용을 정지했습니다.")
            words %= {"count": len(queryset)}
            self.message_user(request, words, messages.SUCCESS)
        return None

    @admin.action(permissions=["change"], description=gettext_lazy("이용 정지 풀기"))
    def lift_chosen(self, request: HttpRequest, queryset: QuerySet[Member]) -> None:
        _lift_all(self, request, list(queryset))


def _lift_all(
    model_admin: admin.ModelAdmin, request: HttpRequest, members: list[Member]
) -> None:
    lifted = 0
    with transaction.atomic():
        for member in members:
            if lift(member):
                model_admin.log_change(request, member, _("이용 정지 풂"))
                lifted += 1
    if lifted:
        words = _("회원 %(count)d명의 이용 정지를 풀었습니다.") % {"count": lifted}
        model_admin.message_user(request, words, messages.SUCCESS)
    else:
        words = _("고른 회원 가운데 정지된 사람이 없습니다. 다시 골라 주세요.")
        model_admin.message_user(request, words, messages.WARNING)


def _by(request: HttpRequest) -> Member:
    return cast(Member, request.user)


@admin.register(Suspension)
class SuspensionAdmin(admin.ModelAdmin):
    """The record of suspensions: rows are added and lifted, never changed."""

    holds_personal_data = True
    form = SuspensionForm
    autocomplete_fields = ["member"]
    fields = ["member", "length", "last_day", "reason"]
    list_display = ["member", "until_in_words", "reason", "at", "made_by", "state"]
    list_filter = [HoldsFilter]
    list_select_related = ["member", "made_by"]
    search_fields = ["member__username", "member__nickname", "reason"]
    search_help_text = gettext_lazy("아이디, 닉네임, 이유에서 찾습니다.")
    date_hierarchy = "at"
    actions = ["lift_chosen"]

    @admin.display(description=gettext_lazy("끝나는 때"), ordering="until")
    def until_in_words(self, suspension: Suspension) -> str:
        return _until(suspension)

    @admin.display(description=gettext_lazy("상태"))
    def state(self, suspension: Suspension) -> str:
        if suspension.lifted_at:
            return _("%(moment)s에 풂") % {"moment": _moment(suspension.lifted_at)}
        return _("정지 중") if suspension.is_current else _("끝남")

    @admin.action(permissions=["add"], description=gettext_lazy("이용 정지 풀기"))
    def lift_chosen(self, request: HttpRequest, queryset: QuerySet[Suspension]) -> None:
        current = Suspension.objects.current().filter(pk__in=queryset)
        rows = current.select_related("member")
        _lift_all(self, request, [row.member for row in rows])

    def get_fields(self, request: HttpRequest, obj: Suspension | None = None) -> Any:
        if obj is None:
            return self.fields
        return ["member", "at", "until_in_words", "reason", "made_by", "state"]

    def get_form(
        self,
        request: HttpRequest,
        obj: Suspension | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form  # type: ignore[no-any-return]

    def save_model(
        self, request: HttpRequest, obj: Suspension, form: Any, change: bool
    ) -> None:
        made = suspend(
            obj.member,
            until=form.end(),
            reason=form.cleaned_data["reason"],
            by=_by(request),
        )
        obj.pk, obj.at, obj._state.adding = made.pk, made.at, False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
