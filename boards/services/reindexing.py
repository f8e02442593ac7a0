"""Builds the search index of posts and comments anew, while the site stays open."""

from collections.abc import Callable, Iterator, Sequence

from django.db.models import Max

from boards.documents import (
    comment_document,
    comment_values,
    places_of,
    posts_and_places,
)
from boards.models import Comment, Post
from search.documents import Document
from search.indexes import Index
from search.rebuilding import rebuild, tell_nobody
from search.services import is_current
from web.page_memory import many_pages

POSTS_AT_ONCE, COMMENTS_AT_ONCE = 600, 3_000  # 0.2 to 0.3 s
_WORK = {Index.POSTS: 8, Index.COMMENTS: 1}  # of one row, in comments
_FILLING = 0.85  # of the work; the rest is merging
_SQLITE_MB = 64  # meanwhile; with less it takes half as long again


def stale_indexes() -> list[Index]:
    """Return the indexes that do not find all they should."""
    return [index for index in Index if not is_current(index)]


def reindex(
    indexes: Sequence[Index],
    on_batch: Callable[[int, int], object],
    on_merge: Callable[[], object] = tell_nobody,
) -> None:
    """Build these indexes anew, or go on where that was interrupted.

    on_batch(done, total): is told how far it is, in comments; a post is as long a work
    as several, and merging an index takes a part of the time that filling it took.
    on_merge(): is told that an index is merged now; meanwhile `done` stays the same.
    Raises IndexBroken when another one took the new table away meanwhile.
    """
    last = {Index.POSTS: _last_id(Post), Index.COMMENTS: _last_id(Comment)}
    work = {index: last[index] * _WORK[index] for index in indexes}
    total = sum(work.values())
    done = 0
    for index in indexes:

        def tell(last_id: int, index: Index = index, before: int = done) -> None:
            filled = int(min(last_id, last[index]) * _WORK[index] * _FILLING)
            on_batch(before + filled, total)

        with many_pages(_SQLITE_MB):
            rebuild(index, _READERS[index], on_batch=tell, on_merge=on_merge)
        done += work[index]
    on_batch(total, total)


def _last_id(model: type[Post] | type[Comment]) -> int:
    last: int | None = model.objects.aggregate(last=Max("pk"))["last"]
    return last or 0


def _read_posts(after: int) -> list[Document]:
    posts = Post.objects.alive().filter(pk__gt=after).order_by("pk")
    rows = posts_and_places(posts[:POSTS_AT_ONCE])
    return [document for _pk, _place, document in rows if document]


def _read_comments(after: int) -> list[Document]:
    return next(filter(None, _batches_of_comments(after)), [])


def _batches_of_comments(after: int) -> Iterator[list[Document]]:
    """Yield batch after batch; one whose posts are all out of sight is empty."""
    while True:
        comments = Comment.objects.alive().filter(pk__gt=after).order_by("pk")
        values = list(comment_values(comments[:COMMENTS_AT_ONCE]))
        if not values:
            return
        posts = places_of(Post.objects.filter(pk__in={each.post_id for each in values}))
        documents = (comment_document(each, posts[each.post_id]) for each in values)
        yield [document for document in documents if document]
        after = values[-1].pk


_READERS = {Index.POSTS: _read_posts, Index.COMMENTS: _read_comments}
