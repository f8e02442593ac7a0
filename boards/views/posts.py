"""Reading one post."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.current import member_of
from accounts.models import Member
from boards import contents, keys, permissions, refusals
from boards.comment_rows import CommentRow, comment_rows
from boards.forms import CommentForm
from boards.introductions import introduce_post
from boards.models import Post
from boards.reading import files_and_links, neighbours
from boards.rows import author_label, row_of
from boards.views.finding import find_board, find_post, require_reading
from boards.views.unlocking import asks_for_key
from siteconfig.alike import render_alike
from web import inner_headers
from web.addresses import address_of
from web.pages import anonymous_page
from web.stencils import Later


@anonymous_page("comment")
@require_safe
@asks_for_key
def post_detail(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """One post with its files, neighbours and comments."""
    post = find_post(post_id)
    if post.board.slug != slug:
        find_board(request, post.board.slug)
        moved = redirect(post, permanent=True)
        moved["Cache-Control"] = "no-cache"  # it may be moved back
        return moved
    require_reading(request, post)
    member = member_of(request)
    has_key = keys.has_reading_key(request, post)
    owns = permissions.can_edit(member, post) or permissions.may_ask_for_key(post)
    can_comment = permissions.can_comment(member, post, has_key=has_key)
    given: dict[str, bool | str] = {
        "can_comment": can_comment,
        "comment_refusal": ""
        if can_comment
        else refusals.level_needed(member, post.board.comment_level, _("댓글을 쓸")),
        "is_guest": member is None,
        "is_site_manager": member is not None and member.is_superuser,
        "can_edit": owns,
        "can_delete": owns,
        "can_reply": permissions.can_reply(member, post, has_key=has_key),
        "can_write": permissions.can_write(member, post.board),
        "can_manage": permissions.can_manage(member, post.board),
    }
    template, content = "boards/post_detail.html", contents.of_post(post.pk)
    if member is None or post.is_secret or keys.has_any_key(request):
        comments = _comments(request, post, can_comment=can_comment)
        shown = _detail(request, post, comments, can_comment=can_comment)
        response = render(request, template, {**given, **shown})
    else:
        response = render_alike(
            request,
            [template],
            given,
            lambda: _for_many(request, post, can_comment=can_comment),
            reader=member.pk,
            content=content,
        )
    response[inner_headers.CONTENT] = content
    if member is None or member.pk != post.author_id:
        response[inner_headers.POST] = str(post.pk)
    return response


def _for_many(
    request: HttpRequest, post: Post, *, can_comment: bool
) -> tuple[dict[str, object], Collection[int]]:
    """Return what a post's page shows, and the members who would see it otherwise."""
    comments = _comments(request, post, can_comment=can_comment)
    shown = _detail(request, post, comments, can_comment=can_comment)
    # Their own comments, and secret ones that are meant for them.
    authors = {post.author_id, *(row.author_id for row in comments)}
    return shown, {author for author in authors if author}


def _comments(
    request: HttpRequest, post: Post, *, can_comment: bool
) -> list[CommentRow]:
    return comment_rows(
        post,
        member_of(request),
        lambda comment: keys.has_key(request, comment),
        can_comment=can_comment,
    )


def _detail(
    request: HttpRequest,
    post: Post,
    comments: list[CommentRow],
    *,
    can_comment: bool,
) -> dict[str, object]:
    """Return what a post's page shows, beside what the reader may do there."""
    attachments, links = files_and_links(post)
    newer, older = neighbours(post)
    row = row_of(post)
    pictures = [file for file in attachments if file.is_picture]
    return {
        "board": post.board,
        "post": post,
        "row": row,
        "introduction": introduce_post(post, row, comments, pictures),
        "author_name": author_label(post.author_name, post.author_id),
        "pictures": pictures,
        "files": [file for file in attachments if not file.is_picture],
        "links": links,
        "newer": newer,
        "older": older,
        "comments": comments,
        "has_comments": bool(comments),
        "comment_form": _comment_form(member_of(request)) if can_comment else None,
        **_addresses(post),
    }


def _comment_form(member: Member | None) -> Later:
    """The form is the same for all members, and for all guests."""
    return Later(lambda: CommentForm(member=member), CommentForm, member is None)


def _addresses(post: Post) -> dict[str, str]:
    slug = post.board.slug
    return {
        "list_url": address_of("boards:post_list", slug),
        "write_url": address_of("boards:post_write", slug),
        "edit_url": address_of("boards:post_edit", slug, post.pk),
        "delete_url": address_of("boards:post_delete", slug, post.pk),
        "reply_url": address_of("boards:post_reply", slug, post.pk),
        "manage_url": address_of("admin:boards_post_change", post.pk),
        "comment_url": address_of("boards:comment_create", slug, post.pk),
    }
