"""Keeps the search index in step with posts and comments, in their transactions.

What is new is added. Around what changes stands `reindexed`: it reads the documents
before and after, and gives the index the difference.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

from boards.documents import (
    CommentValues,
    PostPlace,
    PostValues,
    comment_document,
    comment_values,
    places_of,
    post_document,
    posts_and_places,
)
from boards.models import Comment, Post
from search import services as search
from search.documents import Document
from search.indexes import Index
from web.compiled import compiled

_Posts = dict[int, tuple[PostPlace, Document | None]]


def add_post(post: Post) -> None:
    """Put a post that was just written into the index."""
    root_author_id = post.author_id
    if post.thread != post.pk:
        root_author_id = Post.objects.values_list("author").get(pk=post.thread)[0]
    values = PostValues._make(getattr(post, name) for name in PostValues._fields)
    place = PostPlace(
        post.board_id, post.author_id, root_author_id, post.is_secret, post.state
    )
    document = post_document(post.pk, values, place)
    search.add(Index.POSTS, [document] if document else [])


def add_comment(comment: Comment) -> None:
    """Put a comment that was just written into the index; one query beside."""
    values = CommentValues(
        pk=comment.pk,
        post_id=comment.post_id,
        body_html=comment.body_html,
        author_id=comment.author_id,
        parent_author_id=comment.parent.author_id if comment.parent else None,
        author_name=comment.author_name,
        is_secret=comment.is_secret,
        state=comment.state,
        created_at=comment.created_at,
    )
    # Read anew: the post may have been moved since it was loaded.
    (place,) = _place(post=comment.post_id)
    document = comment_document(values, PostPlace(*place))
    search.add(Index.COMMENTS, [document] if document else [])


@compiled
def _place(post: int) -> QuerySet[Post, tuple[Any, ...]]:
    posts = Post.objects.filter(pk=post).with_root_author()
    return posts.values_list(*PostPlace._fields)


@contextmanager
def reindexed(posts: Collection[int]) -> Iterator[None]:
    """Change these posts inside; the index follows, with the comments below them."""
    before = _posts(posts)
    yield
    after = _posts(posts)
    search.replace(
        Index.POSTS,
        [old for pk, (_place, old) in before.items() if old and old != after[pk][1]],
        [new for pk, (_place, new) in after.items() if new and new != before[pk][1]],
    )
    moved = [pk for pk in before if before[pk][0] != after[pk][0]]
    comments = list(comment_values(Comment.objects.filter(post__in=moved)))
    _replace_comments(
        *(
            [comment_document(each, posts[each.post_id][0]) for each in comments]
            for posts in (before, after)
        )
    )


@contextmanager
def comments_reindexed(comments: Collection[int]) -> Iterator[None]:
    """Change these comments inside; the index follows."""
    rows = Comment.objects.filter(pk__in=comments)
    before = _comments(rows)
    yield
    _replace_comments(before, _comments(rows))


def _posts(ids: Collection[int]) -> _Posts:
    rows = posts_and_places(Post.objects.filter(pk__in=ids))
    return {pk: (place, document) for pk, place, document in rows}


def _replace_comments(
    before: Sequence[Document | None], after: Sequence[Document | None]
) -> None:
    """Give the index the difference of two readings of the same comments."""
    pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    search.replace(
        Index.COMMENTS,
        [old for old, _new in pairs if old],
        [new for _old, new in pairs if new],
    )


def _comments(comments: QuerySet[Comment]) -> list[Document | None]:
    values = list(comment_values(comments.order_by("pk")))
    posts = places_of(Post.objects.filter(pk__in={each.post_id for each in values}))
    return [comment_document(each, posts[each.post_id]) for each in values]
