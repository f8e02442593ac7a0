"""내 기기: where the member is logged in, and logging out there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import devices, last_seen, log_ins
from accounts.current import the_member


@never_cache
@login_required
@require_safe
def device_list(request: HttpRequest) -> HttpResponse:
    """Show the open log-ins, and devices that nobody has said to be his."""
    member = the_member(request)
    log_ins.note_seen(request, member)  # or this browser's first page lacks itself
    last_seen.queue.flush()
    new = member.known_devices.filter(is_told=False).order_by("-last_used_at")
    context = {
        "log_ins": log_ins.open_log_ins(member, request.session.session_key),
        "new_devices": [(device, devices.place_of(device)) for device in new],
    }
    return render(request, "accounts/devices.html", context)


@login_required
@require_POST
def end_one(request: HttpRequest, row_id: int) -> HttpResponse:
    """Log out of one other browser; 404 when it is not the member's."""
    key = request.session.session_key
    if not log_ins.end_log_in(the_member(request), row_id, but=key):
        raise Http404
    messages.success(request, _("그 기기에서 로그아웃했습니다."))
    return redirect("accounts:devices")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Log out of every browser but this one."""
    log_ins.end_other_log_ins(the_member(request), request.session)
    messages.success(request, _("이 기기 말고는 모두 로그아웃했습니다."))
    return redirect("accounts:devices")


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the member's word for the new devices."""
    devices.confirm_devices(the_member(request))
    messages.success(request, _("새 기기를 확인했습니다."))
    return redirect("accounts:devices")
