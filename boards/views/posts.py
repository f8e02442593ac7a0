"""Reading: the list of a board, and one post."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.current import member_of
from accounts.models import Member
from boards import contents, keys, pager, permissions, refusals
from boards.comment_rows import comment_rows
from boards.directory import categories_of
from boards.feeds import link_to_feed
from boards.forms import SORTS, CommentForm, ListForm, page_number
from boards.introductions import introduce_list, introduce_post
from boards.models import Board, Post
from boards.reading import files_and_links, neighbours
from boards.rows import author_label, row_of
from boards.skins import pages_of
from boards.views.finding import find_board, find_post, require_reading
from boards.views.unlocking import asks_for_key
from guard.throttle import throttle_request
from web import inner_headers
from web.addresses import address_of
from web.pages import anonymous_page
from web.stencils import Later


@anonymous_page("page", "category", "field", "q", "sort")
@require_safe
def post_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbered list of a board, also searched or in another order."""
    board = find_board(request, slug)
    member = member_of(request)
    form = ListForm(board, request.GET.dict())
    if form.words:
        throttle_request(request, "search", member.pk if member else None)
    number = page_number(request.GET.get("page"))
    page = _page_of(board, form, number, request)
    context = {
        "board": board,
        "categories": categories_of(board),
        "category": form.category,
        "page": page,
        "introduction": introduce_list(board, form, page),
        "feed": link_to_feed(board),
        "search_form": form.fields(),
        "is_search": bool(form.words),
        "sort": form.sort,
        "sort_links": _sort_links(form),
        "query": form.query(),
        "can_write": permissions.can_write(member, board),
        "can_manage": permissions.can_manage(member, board),
        "is_site_manager": member is not None and member.is_superuser,
    }
    response = render(request, pages_of(board.skin), context)
    response[inner_headers.CONTENT] = contents.of_list(board.pk)
    if form.words and number == 1:
        response[inner_headers.SEARCH] = quote(form.words)
    return response


def _page_of(
    board: Board, form: ListForm, number: int, request: HttpRequest
) -> pager.Page:
    if not form.words and not form.sort:
        return pager.list_page(board, form.category, number)
    posts = Post.objects.alive()
    if form.words:
        # Only what the visitor may read is searched, so that no secret word is found.
        posts = Post.objects.readable_by(member_of(request))
        posts = posts.matching(form.search_field, form.words)
    posts = posts.in_board(board, form.category).order_by(*SORTS[form.sort])
    return pager.found_page(posts, number, board.posts_per_page)


def _sort_links(form: ListForm) -> dict[str, str]:
    """Each column's link sorts by it, downwards first, then upwards."""
    links = {}
    for name in ("date", "views", "up"):
        sort = name if form.sort == f"-{name}" else f"-{name}"
        links[name] = f"?{form.query(sort=sort)}".rstrip("&")
    return links


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
    response = render(request, "boards/post_detail.html", _detail(request, post))
    response[inner_headers.CONTENT] = contents.of_post(post.pk)
    member = member_of(request)
    if member is None or member.pk != post.author_id:
        response[inner_headers.POST] = str(post.pk)
    return response


def _detail(request: HttpRequest, post: Post) -> dict[str, object]:
    member = member_of(request)
    has_key = keys.has_reading_key(request, post)
    attachments, links = files_and_links(post)
    newer, older = neighbours(post)
    asks = permissions.may_ask_for_key(post)
    owns = permissions.can_edit(member, post) or asks
    can_comment = permissions.can_comment(member, post, has_key=has_key)
    row = row_of(post)
    pictures = [file for file in attachments if file.is_picture]
    comments = comment_rows(
        post,
        member,
        lambda comment: keys.has_key(request, comment),
        can_comment=can_comment,
    )
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
        "can_comment": can_comment,
        "comment_form": _comment_form(member) if can_comment else None,
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
