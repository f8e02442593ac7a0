"""Deleting posts and comments: a page that asks, then the deed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.current import member_of
from boards import keys, permissions, refusals, services
from boards.views.finding import (
    find_board,
    find_comment,
    find_post,
    find_readable_post,
)
from boards.views.managing import managing
from boards.views.unlocking import ask_for_key, asks_for_key
from guard.audit import Act
from web.require import require


@require_http_methods(["GET", "POST"])
def post_delete(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Delete a post: its author, a guest with its password, a manager."""
    post = find_post(post_id)
    if post.board.slug != slug:
        find_board(request, post.board.slug)
        return redirect("boards:post_delete", post.board.slug, post_id)
    member = member_of(request)
    allowed = permissions.can_delete(member, post, has_key=keys.has_key(request, post))
    if not allowed and permissions.may_ask_for_key(post):
        return ask_for_key(request, post)
    require(allowed, refusals.not_yours())
    if request.method == "GET":
        context = {"board": post.board, "post": post}
        return render(request, "boards/post_delete.html", context)
    with managing(request, Act.DELETE, post):
        services.delete_post(post, by=member)
    messages.success(request, _("글을 지웠습니다."))
    return redirect(post.board)


@require_http_methods(["GET", "POST"])
@asks_for_key
def comment_delete(
    request: HttpRequest, slug: str, post_id: int, comment_id: int
) -> HttpResponse:
    """Delete a comment: its author, a guest with its password, a manager."""
    post = find_readable_post(request, slug, post_id)
    comment = find_comment(post, comment_id)
    member = member_of(request)
    has_key = keys.has_key(request, comment)
    allowed = permissions.can_delete_comment(member, comment, post, has_key=has_key)
    if not allowed and permissions.may_ask_for_key(comment):
        return ask_for_key(request, comment)
    require(allowed, refusals.not_yours())
    if request.method == "GET":
        context = {"board": post.board, "post": post, "comment": comment}
        return render(request, "boards/comment_delete.html", context)
    with managing(request, Act.DELETE, comment):
        services.delete_comment(comment, by=member)
    messages.success(request, _("댓글을 지웠습니다."))
    return redirect(post)
