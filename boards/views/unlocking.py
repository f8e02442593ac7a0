"""Asks for the password of a guest's post or comment: to read, edit or delete it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.current import member_of
from boards import keys
from boards.forms import PasswordForm
from boards.models import Comment, Post
from boards.permissions import can_read_board, may_ask_for_key
from boards.refusals import level_needed
from boards.views.finding import NeedsPassword, find_comment, find_post
from guard.throttle import Throttled, throttle_request
from web.require import require

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def asks_for_key(view: View) -> View:
    """Have a view answer NeedsPassword by asking for the post's password."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NeedsPassword as needed:
            return ask_for_key(request, needed.post)

    return asking  # type: ignore[return-value]


def ask_for_key(request: HttpRequest, thing: Post | Comment) -> HttpResponseRedirect:
    """Send the visitor to the password page, and back here when he knows it."""
    if isinstance(thing, Comment):
        place = [thing.post.board.slug, thing.post_id, thing.pk]
        page = reverse("boards:comment_unlock", args=place)
    else:
        page = reverse("boards:post_unlock", args=[thing.board.slug, thing.pk])
    return HttpResponseRedirect(f"{page}?{urlencode({'next': request.path})}")


@never_cache
@require_http_methods(["GET", "POST"])
def post_unlock(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Open a guest's post with the password he gave it."""
    post = _find(request, slug, post_id)
    return _unlock(request, post, post)


@never_cache
@require_http_methods(["GET", "POST"])
def comment_unlock(
    request: HttpRequest, slug: str, post_id: int, comment_id: int
) -> HttpResponse:
    """Open a guest's comment with the password he gave it."""
    post = _find(request, slug, post_id)
    return _unlock(request, post, find_comment(post, comment_id))


def _find(request: HttpRequest, slug: str, post_id: int) -> Post:
    post = find_post(post_id)
    if post.board.slug != slug:
        raise Http404(_("이 게시판에는 그런 글이 없습니다."))
    member = member_of(request)
    reason = level_needed(member, post.board.read_level, _("글을 읽을"))
    require(can_read_board(member, post.board), reason)
    return post


def _unlock(request: HttpRequest, post: Post, thing: Post | Comment) -> HttpResponse:
    if not may_ask_for_key(thing):
        raise Http404(_("비밀번호로 여는 글이 아닙니다."))
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _opens(request, form, thing):
        return redirect(_next(request, thing))
    context = {
        "board": post.board,
        "post": post,
        "form": form,
        "next": request.GET.get("next", ""),
        "cancel_url": post.board.get_absolute_url(),
    }
    return render(request, "boards/password.html", context)


def _opens(request: HttpRequest, form: PasswordForm, thing: Post | Comment) -> bool:
    """Whether the password is right; errors go into the form."""
    try:
        ident = f"{thing._meta.model_name}:{thing.pk}"
        throttle_request(request, "guest_password", None, ident)
        throttle_request(request, "any_guest_password", None)
    except Throttled as refusal:
        form.add_error(None, str(refusal))
        return False
    if keys.try_password(request, thing, form.cleaned_data["guest_password"]):
        return True
    form.add_error(
        "guest_password", _("비밀번호가 다릅니다. 글을 쓸 때 정한 것을 적어 주세요.")
    )
    return False


def _next(request: HttpRequest, thing: Post | Comment) -> str:
    wanted = request.GET.get("next", "")
    # `redirect` takes what holds no slash for the name of a view.
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None
    ):
        return wanted
    return thing.get_absolute_url()
