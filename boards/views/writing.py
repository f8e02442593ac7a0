"""Writing, answering and editing posts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.current import member_of
from boards import keys, permissions, refusals, services
from boards.errors import BoardError
from boards.foreign import bring_home, link_foreign
from boards.forms import PostForm
from boards.models import Board, Draft, Post
from boards.models.posts import BodyFormat
from boards.rows import author_label
from boards.services.submissions import same_text_id
from boards.views.drafts import draft_asked_for, draft_context, initial_of, tell_sent
from boards.views.finding import (
    find_board,
    find_post,
    find_readable_post,
)
from boards.views.managing import managing
from boards.views.sending import (
    check_limits,
    is_logged_out,
    question_for,
    show_refusal,
)
from boards.views.unlocking import ask_for_key, asks_for_key
from guard.audit import Act
from web.require import require


@require_http_methods(["GET", "POST"])
def post_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new post."""
    board = find_board(request, slug)
    member = member_of(request)
    allowed = permissions.can_write(member, board)
    refusal = refusals.level_needed(member, board.write_level, _("글을 쓸"))
    return _compose(request, board, None, allowed, refusal)


@require_http_methods(["GET", "POST"])
@asks_for_key
def post_reply(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Write a reply post below another."""
    parent = find_readable_post(request, slug, post_id)
    member = member_of(request)
    has_key = keys.has_reading_key(request, parent)
    allowed = permissions.can_reply(member, parent, has_key=has_key)
    refusal = _("이 글에는 답글을 달 수 없습니다. 목록에서 새 글로 써 주세요.")
    if not permissions.can_write(member, parent.board):
        refusal = refusals.level_needed(
            member, parent.board.reply_level, _("답글을 쓸")
        )
    return _compose(request, parent.board, parent, allowed, refusal)


def _reply_initial(parent: Post | None) -> dict[str, Any]:
    """A reply starts with what it answers: its title, category and secrecy."""
    if parent is None:
        return {}
    return {
        "title": parent.title,
        "category": parent.category_id,
        "is_secret": parent.is_secret,
    }


def _compose(
    request: HttpRequest, board: Board, parent: Post | None, allowed: bool, refusal: str
) -> HttpResponse:
    """Show the form of a new post or reply, or write it."""
    member = member_of(request)
    typed = request.method == "POST" and "title" in request.POST
    require(not (typed and is_logged_out(request)), refusals.logged_out())
    require(allowed, refusal)
    draft = draft_asked_for(request, board, parent=parent)
    form = PostForm(
        request.POST if typed else None,
        request.FILES if typed else None,
        board=board,
        member=member,
        initial=_reply_initial(parent) | initial_of(draft),
    )
    context = {
        "board": board,
        "form": form,
        "mode": "reply" if parent else "write",
        "parent": parent,
        "is_guest": member is None,
        "cancel_url": (parent or board).get_absolute_url(),
        **draft_context(request, board, draft),
    }
    if typed:
        check_limits(request, "post", form)
    if not typed or not form.is_valid():
        return render(request, "boards/post_form.html", context)
    answer = question_for(request) or _save(
        request, form, lambda values: _create(request, board, parent, draft, values)
    )
    return answer or render(request, "boards/post_form.html", context)


def _create(
    request: HttpRequest,
    board: Board,
    parent: Post | None,
    draft: Draft | None,
    values: dict[str, Any],
) -> Post:
    ip = request.META["REMOTE_ADDR"]
    target = f"{board.pk}:{parent.pk if parent else 0}"
    values["submission_id"] = values["submission_id"] or same_text_id(
        ip, target, values["title"], values["body"]
    )
    post = services.create_post(
        board, member_of(request), parent=parent, ip=ip, draft=draft, **values
    )
    keys.keep_own_key(request, post, values.get("guest_password", ""))
    return post


@require_http_methods(["GET", "POST"])
def post_edit(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Edit a post: its author, a guest with its password, a manager."""
    post = find_post(post_id)
    if post.board.slug != slug:
        find_board(request, post.board.slug)
        return redirect("boards:post_edit", post.board.slug, post_id)
    member = member_of(request)
    allowed = permissions.can_edit(member, post, has_key=keys.has_key(request, post))
    if not allowed and permissions.may_ask_for_key(post) and request.method == "GET":
        return ask_for_key(request, post)
    typed = request.method == "POST"
    refusal = refusals.logged_out() if typed and not member else refusals.not_yours()
    require(allowed, refusal)
    draft = draft_asked_for(request, post.board, post=post)
    form = PostForm(
        request.POST if typed else None,
        request.FILES if typed else None,
        board=post.board,
        member=member,
        post=post,
        initial=initial_of(draft),
    )
    context = {
        "board": post.board,
        "form": form,
        "mode": "edit",
        "post": post,
        "author_name": author_label(post.author_name, post.author_id),
        "is_guest": member is None,
        "cancel_url": post.get_absolute_url(),
        **draft_context(request, post.board, draft),
    }
    if typed:
        check_limits(request, "edit", form)
    if not typed or not form.is_valid():
        return render(request, "boards/post_form.html", context)
    answer = _save(request, form, lambda values: _edit(request, post, draft, values))
    return answer or render(request, "boards/post_form.html", context)


def _edit(
    request: HttpRequest, post: Post, draft: Draft | None, values: dict[str, Any]
) -> Post:
    with managing(request, Act.CHANGE, post):
        return services.edit_post(post, draft=draft, **values)


def _save(
    request: HttpRequest, form: PostForm, write: Callable[[dict[str, Any]], Post]
) -> HttpResponse | None:
    """Write, and go to the post; None with the error in the form when refused."""
    values = form.values()
    if not _bring_pictures_home(request, form, values):
        return None
    try:
        return tell_sent(request, redirect(write(values)))
    except BoardError as error:
        show_refusal(form, error)
        return None


def _bring_pictures_home(
    request: HttpRequest, form: PostForm, values: dict[str, Any]
) -> bool:
    """Put our own pictures where the body has those of other sites.

    False, with the error in the form, when some could not be fetched and the writer
    has not said that they may be left out. Slow, so before the transaction.
    """
    kept_format = form.post.body_format if form.post else BodyFormat.TEXT
    if (values.get("body_format") or kept_format) != BodyFormat.HTML:
        return True
    brought = bring_home(values["body"], owner=member_of(request))
    values["body"] = brought.body
    if not brought.failed:
        return True
    if form.cleaned_data["leave_out_pictures"]:
        values["body"] = link_foreign(brought.body)
        return True
    form.show_missing_pictures(brought.body, brought.failed)
    return False
