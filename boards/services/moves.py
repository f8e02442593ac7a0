"""To another board, to another category, out of a thread."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Substr

from boards.errors import NotOfThisBoard
from boards.models import Board, Category, Post
from boards.querysets import PostQuerySet
from boards.services import counting, indexing
from boards.services.posts import lock_thread
from web.generations import Generation, raise_on_commit


@transaction.atomic
def move_posts(posts: Sequence[Post], board: Board) -> int:
    """Move posts to a board, each with its whole thread; return how many posts moved.

    A reply chosen without its root leaves its thread and takes its own replies
    along. The category becomes the new board's of the same name, or none; a board
    whose posts are all secret makes them secret too.
    """
    # Threads first, then boards, each in the order of ids, so that two movers never
    # wait for each other in a circle. Roots come before their replies.
    locked = _lock_threads(posts)
    boards = {board.pk, *(post.board_id for post in locked)}
    list(Board.objects.filter(pk__in=boards).order_by("pk").select_for_update())
    moved = 0
    for post in locked:
        post.refresh_from_db()
        if post.board_id == board.pk:
            continue
        if post.parent_id is not None:
            post = split_off(post)
        moved += _move_thread(post.thread, board)
    if moved:
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return moved


@transaction.atomic
def recategorise_posts(posts: Sequence[Post], category: Category | None) -> int:
    """Give posts of one board another category, or none; return how many changed.

    Raises NotOfThisBoard when one of them stands on another board.
    """
    locked = _lock_threads(posts)
    if category and any(post.board_id != category.board_id for post in locked):
        raise NotOfThisBoard
    wanted = category.pk if category else None
    ids = [post.pk for post in locked if post.category_id != wanted]
    changed = Post.objects.filter(pk__in=ids)
    counting.subtract(counting.groups_of(changed))
    with indexing.reindexed(ids):
        count = changed.update(category=category)
    counting.add(counting.groups_of(changed))
    if count:
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return count


def split_off(post: Post) -> Post:
    """Make a reply the root of a thread of its own, with its replies; return it.

    The caller holds the thread's lock and has a transaction open.
    """
    subtree = Post.objects.filter(
        thread=post.thread, reply_path__startswith=post.reply_path
    )
    ids = list(subtree.values_list("pk", flat=True))
    leaving = Post.objects.filter(pk__in=ids)
    counting.subtract(counting.groups_of(leaving))
    with indexing.reindexed(ids):
        leaving.update(
            thread=post.pk,
            reply_path=Substr("reply_path", len(post.reply_path) + 1),
            depth=F("depth") - post.depth,
        )
    Post.objects.filter(pk=post.pk).update(parent=None)
    counting.add(counting.groups_of(leaving))
    return Post.objects.get(pk=post.pk)


def _lock_threads(posts: Sequence[Post]) -> list[Post]:
    """Lock the threads of these posts and return the posts as they are now."""
    order = sorted(posts, key=lambda post: (post.thread, post.depth, post.pk))
    return [lock_thread(post) for post in order]


def _move_thread(thread: int, board: Board) -> int:
    posts = Post.objects.filter(thread=thread)
    counting.subtract(counting.groups_of(posts))
    with indexing.reindexed(list(posts.values_list("pk", flat=True))):
        count = _place_on(board, posts)
    counting.add(counting.groups_of(posts))
    return count


def _place_on(board: Board, posts: PostQuerySet) -> int:
    names = {category.name: category for category in board.categories.all()}
    for old in Category.objects.filter(posts__in=posts).distinct():
        posts.filter(category=old).update(category=names.get(old.name))
    if board.secrecy == Board.Secrecy.ALWAYS:
        posts.update(is_secret=True)
    return posts.update(board=board)
