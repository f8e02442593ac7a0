"""What posts and comments have in common in the admin: hide, restore, delete."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Member
from boards.admin.delegation import DelegatedAdmin
from boards.admin.newest import NewestChangeList
from boards.models import Comment, Post, Removal
from boards.rows import author_label

AT_ONCE = 1000  # rows one action may be asked for; each is written on its own


class ModerationAdmin(DelegatedAdmin):
    """Takes rows out of sight and brings them back, one by one or many at once."""

    holds_personal_data = True  # addresses
    actions = ["hide_chosen", "restore_chosen", "delete_chosen"]
    # In the order of writing alone: to sort or to count a million rows takes longer
    # than anybody waits. See boards/admin/newest.py.
    ordering = ["-created_at", "-id"]
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    deletion_words = gettext_lazy(
        "지우면 사이트에서 보이지 않습니다. 기록은 남아서, 목록에서 고른 뒤 "
        "‘되살리기’를 하면 다시 보입니다. 아래에 달린 답은 그대로 남습니다."
    )

    class Media:
        css = {"screen": ["boards/admin.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NewestChangeList

    def hide(self, row: Any, *, by: Member) -> bool:
        """Hide a row; return whether anything changed."""
        raise NotImplementedError

    def restore(self, row: Any) -> bool:
        """Show a row again; return whether anything changed."""
        raise NotImplementedError

    def delete(self, row: Any, *, by: Member) -> bool:
        """Delete a row; return whether anything changed."""
        raise NotImplementedError

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete(obj, by=acting(request))

    @admin.display(description=gettext_lazy("글쓴이"), ordering="author_name")
    def written_by(self, row: Post | Comment) -> str:
        """The name as written, and who that is."""
        name = author_label(row.author_name, row.author_id)
        if row.author is None:
            return _("%(name)s (손님)") % {"name": name}
        return f"{name} ({row.author.username})"

    @admin.display(description=gettext_lazy("주소(IP)"))
    def address(self, row: Post | Comment) -> str:
        return row.ip or row.ip_network or "-"

    @admin.display(description=gettext_lazy("상태"))
    def state_in_full(self, row: Post | Comment) -> str:
        """The state, and who brought it about when."""
        removals = Removal.objects.filter(**{row._meta.model_name or "": row})
        removal = removals.select_related("by").first()
        if removal is None:
            return row.get_state_display()
        by = removal.by.display_name if removal.by else _("손님")
        when = date_format(localtime(removal.created_at), "Y-m-d H:i")
        return f"{removal} · {by} · {when}"

    @admin.action(permissions=["change"], description=gettext_lazy("숨기기"))
    def hide_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        by = acting(request)
        self.act_on_each(
            request,
            queryset,
            lambda row: self.hide(row, by=by),
            done=_("%(name)s %(count)d개를 숨겼습니다."),
            kept=_("이미 보이지 않는 %(count)d개는 그대로 두었습니다."),
            log=_("숨김"),
        )

    @admin.action(permissions=["change"], description=gettext_lazy("되살리기"))
    def restore_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.act_on_each(
            request,
            queryset,
            self.restore,
            done=_("%(name)s %(count)d개를 되살렸습니다."),
            kept=_("이미 보이는 %(count)d개는 그대로 두었습니다."),
            log=_("되살림"),
        )

    @admin.action(permissions=["delete"], description=gettext_lazy("지우기"))
    def delete_chosen(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        if "apply" not in request.POST:
            return self.ask(
                request,
                [(row, "") for row in queryset],
                action="delete_chosen",
                title=_("지우기"),
                words=str(self.deletion_words),
            )
        by = acting(request)
        self.act_on_each(
            request,
            queryset,
            lambda row: self.delete(row, by=by),
            done=_("%(name)s %(count)d개를 지웠습니다."),
            kept=_("이미 지운 %(count)d개는 그대로 두었습니다."),
            log=_("지움"),
        )
        return None

    def act_on_each(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        act: Callable[[Any], bool],
        *,
        done: str,
        kept: str,
        log: str,
    ) -> None:
        """Do something to each row in a transaction of its own, and say what came of it.

        act: returns whether the row has changed; those are noted in its history.
        """
        counts = {True: 0, False: 0}
        for row in rows.order_by("thread", "reply_path"):
            with transaction.atomic():
                has_changed = act(row)
                if has_changed:
                    self.log_change(request, row, log)
            counts[has_changed] += 1
        self.say(
            request, done=done, kept=kept, changed=counts[True], same=counts[False]
        )

    def say(
        self,
        request: HttpRequest,
        *,
        done: str,
        kept: str,
        changed: int,
        same: int,
        **values: str,
    ) -> None:
        """Tell how many rows changed, and how many were so already."""
        name = str(self.opts.verbose_name)
        words = []
        if changed:
            words.append(done % {"name": name, "count": changed, **values})
        if same:
            words.append(kept % {"count": same})
        level = messages.SUCCESS if changed else messages.WARNING
        self.message_user(request, " ".join(words) or nothing_chosen(), level)

    def ask(
        self,
        request: HttpRequest,
        rows: Iterable[tuple[Any, str]],
        *,
        action: str,
        title: str,
        words: str,
        form: forms.Form | None = None,
    ) -> HttpResponse | None:
        """Show what was chosen, each row with a note, and ask before doing it."""
        rows = list(rows)
        if not rows:
            self.message_user(request, nothing_chosen(), messages.WARNING)
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "words": words,
            "rows": rows,
            "form": form,
            "action": action,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "boards/admin/act_on_chosen.html", context)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Refuse what would take longer than anybody waits."""
        across = request.POST.get("select_across") == "1"
        if across and queryset[: AT_ONCE + 1].count() > AT_ONCE:
            words = _(
                "한 번에 %(count)d개까지 할 수 있습니다. "
                "검색하거나 필터를 골라 범위를 줄여 주세요."
            )
            self.message_user(request, words % {"count": AT_ONCE}, messages.WARNING)
            return None
        return super().response_action(request, queryset)


def acting(request: HttpRequest) -> Member:
    """Return the member who is at work; the admin lets nobody else in."""
    return cast(Member, request.user)


def nothing_chosen() -> str:
    return gettext("바뀐 것이 없습니다. 목록에서 다시 골라 주세요.")
