"""Finds the post or comment an address names, or refuses."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.current import member_of
from boards import keys, refusals
from boards.directory import board_by_id, get_board_or_404
from boards.models import Board, Comment, Post
from boards.permissions import can_list, can_read, can_read_board, may_ask_for_key
from web.compiled import compiled
from web.require import require

_COLUMNS = tuple(field.attname for field in Post._meta.concrete_fields)


class NeedsPassword(Exception):
    """The post opens with the password its guest author gave; ask for it."""

    def __init__(self, post: Post) -> None:
        self.post = post


def find_board(request: HttpRequest, slug: str) -> Board:
    """Return a board the visitor may list; 404 or 403 otherwise."""
    board = get_board_or_404(slug)
    member = member_of(request)
    if not can_list(member, board):
        require(False, refusals.level_needed(member, board.list_level, _("목록을 볼")))
    return board


@compiled
def _visible(pk: int) -> QuerySet[Post, tuple[Any, ...]]:
    posts = Post.objects.alive().with_root_author().filter(pk=pk)
    return posts.values_list(*_COLUMNS, "root_author_id")


def find_post(post_id: int) -> Post:
    """Return a visible post by its id with its board; 404 otherwise."""
    try:
        found = _visible(pk=post_id)
    except OverflowError:  # of SQLite: no id is so large
        found = []
    if not found:
        raise Http404(_("지워졌거나 없는 글입니다."))
    *values, root_author_id = found[0]
    post = Post.from_db(DEFAULT_DB_ALIAS, _COLUMNS, values)
    post.root_author_id = root_author_id
    post.board = board_by_id(post.board_id)
    return post


def find_readable_post(request: HttpRequest, slug: str, post_id: int) -> Post:
    """Return a post the visitor may read, on the board of this slug.

    Raises NeedsPassword for a guest's secret post; 404 or 403 otherwise.
    """
    post = find_post(post_id)
    if post.board.slug != slug:
        raise Http404(_("이 게시판에는 그런 글이 없습니다."))
    require_reading(request, post)
    return post


def require_reading(request: HttpRequest, post: Post) -> None:
    """Go on when the visitor may read the post; see find_readable_post."""
    member = member_of(request)
    if not can_read_board(member, post.board):
        level = post.board.read_level
        require(False, refusals.level_needed(member, level, _("글을 읽을")))
    if can_read(member, post, has_key=keys.has_reading_key(request, post)):
        return
    if may_ask_for_key(post):
        raise NeedsPassword(post)
    require(False, refusals.secret_post())


def find_comment(post: Post, comment_id: int) -> Comment:
    """Return a visible comment of the post, its parent loaded; 404 otherwise."""
    try:
        comment = (
            Comment.objects.alive()
            .select_related("parent")
            .get(pk=comment_id, post=post)
        )
    except (Comment.DoesNotExist, OverflowError):
        raise Http404(_("지워졌거나 없는 댓글입니다.")) from None
    comment.post = post
    return comment
