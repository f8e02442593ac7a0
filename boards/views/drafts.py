"""Drafts: kept while somebody writes, listed, deleted, and opened to write on."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.current import member_of
from boards import guest_key, keys, permissions, refusals
from boards.forms.drafts import DraftForm
from boards.models import Board, Draft, Post
from boards.services import drafts as drafts_service
from boards.views.finding import find_board, find_post, find_readable_post
from guard.throttle import throttle_request
from web.require import require

_TEXT_KEY = re.compile(r"[0-9a-z-]{1,40}")


def writer_mark(request: HttpRequest) -> str:
    """Return who a form was opened by: a mark of the member, or "guest".

    Device copies go by it, so that one member never sees another's.
    """
    member = member_of(request)
    if member is None:
        return "guest"
    return salted_hmac("boards.drafts", str(member.pk)).hexdigest()[:16]


def draft_asked_for(
    request: HttpRequest,
    board: Board,
    *,
    parent: Post | None = None,
    post: Post | None = None,
) -> Draft | None:
    """Return the visitor's draft that the address or the sent form names.

    404 when an address names none of his; a form that names none is just a form.
    """
    asked = request.POST.get("draft") or request.GET.get("draft", "")
    if not asked:
        return None
    known = asked.isascii() and asked.isdecimal() and len(asked) < 19
    own = _drafts(request).filter(board=board, parent=parent, post=post)
    draft = own.filter(pk=int(asked)).first() if known else None
    if draft is None and request.method == "GET":
        raise Http404(_("지워졌거나 없는 임시 저장된 글입니다."))
    return draft


def draft_context(
    request: HttpRequest, board: Board, draft: Draft | None
) -> dict[str, Any]:
    """Return what `boards/_drafts.html` needs on a page for writing."""
    drafts = _drafts(request).filter(board=board).defer("body")
    return {
        "draft": draft,
        "draft_id": draft.pk if draft else "",
        "drafts": [_with_board(one, board) for one in drafts],
        "writer_mark": writer_mark(request),
    }


def initial_of(draft: Draft | None) -> dict[str, Any]:
    """Return what a form starts with when it goes on with a draft."""
    if draft is None:
        return {}
    names = ("title", "body", "body_format", "category", "is_secret")
    initial = {name: getattr(draft, name) for name in names}
    initial |= {"link_1": draft.link_1, "link_2": draft.link_2}
    if draft.version is not None:
        initial["version"] = draft.version
    return initial


def tell_sent(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the device that the text it keeps a copy of has been posted."""
    text_key = request.POST.get("text_key", "")
    if _TEXT_KEY.fullmatch(text_key):
        response.set_cookie(
            "sent_text",
            text_key,
            max_age=24 * 3600,
            secure=request.is_secure(),
            samesite="Lax",
        )
    return response


@require_http_methods(["GET", "POST"])
def draft_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the visitor's drafts of a board; POST keeps what he has typed so far.

    A fetch gets JSON {"id": 3, "saved_at": "12:03"}; a form comes back to the page it
    was sent from, opened with the draft.
    """
    board = find_board(request, slug)
    if request.method == "POST":
        return _save(request, board)
    drafts = _drafts(request).filter(board=board).defer("body")
    context = {
        "board": board,
        "drafts": [_with_board(draft, board) for draft in drafts],
        "is_guest": member_of(request) is None,
        "most": (
            drafts_service.MEMBER_MAX
            if member_of(request)
            else drafts_service.GUEST_MAX
        ),
        "days": (
            drafts_service.MEMBER_DAYS
            if member_of(request)
            else drafts_service.GUEST_DAYS
        ),
    }
    return render(request, "boards/draft_list.html", context)


@require_POST
def draft_delete(request: HttpRequest, slug: str, draft_id: int) -> HttpResponse:
    """Delete one of the visitor's drafts; 404 for anybody else's."""
    board = find_board(request, slug)
    try:
        deleted, _rows = _drafts(request).filter(board=board, pk=draft_id).delete()
    except OverflowError:
        deleted = 0
    if not deleted:
        raise Http404(_("지워졌거나 없는 임시 저장된 글입니다."))
    messages.success(request, _("임시 저장된 글을 지웠습니다."))
    return redirect("boards:draft_list", slug)


def _save(request: HttpRequest, board: Board) -> HttpResponse:
    member = member_of(request)
    mark = request.POST.get("writer_mark", "")
    require(constant_time_compare(mark, writer_mark(request)), refusals.logged_out())
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise BadRequest("draft")
    parent, post = _target(request, board, form)
    throttle_request(request, "draft", member.pk if member else None)
    key = "" if member else guest_key.guest_key(request) or guest_key.new_guest_key()
    draft = drafts_service.save_draft(
        member,
        guest_key.hash_of(key),
        board,
        draft_id=form.cleaned_data["draft"],
        parent=parent,
        post=post,
        **form.typed(),
    )
    response: HttpResponse
    saved_at = timezone.localtime(draft.updated_at).strftime("%H:%M")
    if request.headers.get("Accept") == "application/json":
        response = JsonResponse({"id": draft.pk, "saved_at": saved_at})
    else:
        said = _("%(time)s 임시저장됨. 첨부 파일은 다시 골라 주세요.")
        messages.success(request, said % {"time": saved_at})
        response = redirect(_with_board(draft, board))
    if key:
        guest_key.keep_guest_key(request, response, key)
    return response


def _target(
    request: HttpRequest, board: Board, form: DraftForm
) -> tuple[Post | None, Post | None]:
    """Return what is answered and what is edited; 403 or 404 when he may not."""
    member = member_of(request)
    if post_id := form.cleaned_data["edit_of"]:
        post = find_post(post_id)
        has_key = keys.has_key(request, post)
        may = permissions.can_edit(member, post, has_key=has_key)
        require(may and post.board_id == board.pk, refusals.not_yours())
        return None, post
    if parent_id := form.cleaned_data["reply_to"]:
        parent = find_readable_post(request, board.slug, parent_id)
        has_key = keys.has_reading_key(request, parent)
        may = permissions.can_reply(member, parent, has_key=has_key)
        require(may, _("이 글에는 답글을 달 수 없습니다. 목록에서 새 글로 써 주세요."))
        return parent, None
    refusal = refusals.level_needed(member, board.write_level, _("글을 쓸"))
    require(permissions.can_write(member, board), refusal)
    return None, None


def _drafts(request: HttpRequest) -> QuerySet[Draft]:
    key = guest_key.hash_of(guest_key.guest_key(request))
    return drafts_service.drafts_of(member_of(request), key)


def _with_board(draft: Draft, board: Board) -> Draft:
    """Spare the query for the board that is known."""
    draft.board = board
    return draft
