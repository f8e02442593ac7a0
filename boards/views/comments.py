"""Writing, answering, editing and deleting comments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.current import member_of
from boards import keys, permissions, refusals, services
from boards.errors import BoardError
from boards.forms import CommentForm
from boards.models import Comment, Post
from boards.services.submissions import same_text_id
from boards.views.finding import find_comment, find_readable_post
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
@asks_for_key
def comment_create(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Write a comment below the post; GET shows the form on a page of its own."""
    post = find_readable_post(request, slug, post_id)
    member = member_of(request)
    has_key = keys.has_reading_key(request, post)
    allowed = permissions.can_comment(member, post, has_key=has_key)
    return _compose(request, post, None, allowed)


@require_http_methods(["GET", "POST"])
@asks_for_key
def comment_reply(
    request: HttpRequest, slug: str, post_id: int, comment_id: int
) -> HttpResponse:
    """Write a comment below another comment."""
    post = find_readable_post(request, slug, post_id)
    parent = find_comment(post, comment_id)
    member, has_key = member_of(request), keys.has_key(request, parent)
    require(
        permissions.can_read_comment(member, parent, post, has_key=has_key),
        refusals.secret_comment(),
    )
    allowed = permissions.can_answer_comment(
        member,
        parent,
        post,
        has_key=has_key,
        has_post_key=keys.has_reading_key(request, post),
    )
    return _compose(request, post, parent, allowed)


def _compose(
    request: HttpRequest, post: Post, parent: Comment | None, allowed: bool
) -> HttpResponse:
    """Show the form of a new comment on its own page, or write it."""
    member = member_of(request)
    typed = request.method == "POST" and "body" in request.POST
    level = post.board.comment_level
    require(not (typed and is_logged_out(request)), refusals.logged_out())
    require(allowed, refusals.level_needed(member, level, _("댓글을 쓸")))
    form = CommentForm(request.POST if typed else None, member=member)
    context = {
        "board": post.board,
        "post": post,
        "comment": parent,
        "form": form,
        "mode": "reply" if parent else "write",
        "is_guest": member is None,
        "cancel_url": post.get_absolute_url(),
    }
    if typed:
        check_limits(request, "comment", form)
    if not typed or not form.is_valid():
        return render(request, "boards/comment_form.html", context)
    answer = question_for(request) or _create(request, post, parent, form)
    return answer or render(request, "boards/comment_form.html", context)


def _create(
    request: HttpRequest, post: Post, parent: Comment | None, form: CommentForm
) -> HttpResponse | None:
    data = form.cleaned_data
    ip = request.META["REMOTE_ADDR"]
    target = f"{post.pk}:{parent.pk if parent else 0}"
    submission_id = data.pop("submission_id") or same_text_id(ip, target, data["body"])
    try:
        comment = services.create_comment(
            post,
            member_of(request),
            parent=parent,
            ip=ip,
            submission_id=submission_id,
            **data,
        )
    except BoardError as error:
        show_refusal(form, error)
        return None
    keys.keep_own_key(request, comment, data.get("guest_password", ""))
    return redirect(comment)


@require_http_methods(["GET", "POST"])
@asks_for_key
def comment_edit(
    request: HttpRequest, slug: str, post_id: int, comment_id: int
) -> HttpResponse:
    """Edit a comment: its author, a guest with its password, a manager."""
    post = find_readable_post(request, slug, post_id)
    comment = find_comment(post, comment_id)
    member = member_of(request)
    has_key = keys.has_key(request, comment)
    allowed = permissions.can_edit_comment(member, comment, post, has_key=has_key)
    if not allowed and permissions.may_ask_for_key(comment) and request.method == "GET":
        return ask_for_key(request, comment)
    typed = request.method == "POST"
    refusal = refusals.logged_out() if typed and not member else refusals.not_yours()
    require(allowed, refusal)
    form = CommentForm(request.POST if typed else None, member=member, comment=comment)
    context = {
        "board": post.board,
        "post": post,
        "comment": comment,
        "form": form,
        "mode": "edit",
        "is_guest": member is None,
        "cancel_url": comment.get_absolute_url(),
    }
    if typed:
        check_limits(request, "edit", form)
    if typed and form.is_valid():
        try:
            with managing(request, Act.CHANGE, comment):
                return redirect(services.edit_comment(comment, **form.cleaned_data))
        except BoardError as error:
            show_refusal(form, error)
    return render(request, "boards/comment_form.html", context)
