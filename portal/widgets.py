"""Small lists that a page or a theme may place anywhere: popular posts, new comments.

Each is one query over a bounded number of the newest rows, so that it costs the same
on a site of ten and of ten million posts.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Member
from boards.models import Comment, Post
from boards.rows import Row, author_label, read_rows
from guard.sanitise import plain_text
from portal.latest import open_boards, posts_for_all

MOST_LINES = 30
MOST_DAYS = 365
# Of these the popular ones, or those one may read, are picked.
POSTS_WEIGHED = 1000
COMMENTS_WEIGHED = 300
EXCERPT_LENGTH = 60


@dataclass(frozen=True)
class CommentLine:
    """A comment as a list shows it."""

    url: str
    excerpt: str
    author_name: str
    post_title: str
    created_at: datetime.datetime


def popular_posts(member: Member | None, *, count: int, days: int) -> list[Row]:
    """Return the posts of the last days that were viewed most and he may read.

    Of the newest POSTS_WEIGHED posts; `count` is 1 to MOST_LINES, `days` 1 to
    MOST_DAYS, and what lies beyond is brought within. Secret ones show to nobody.
    """
    count, days = _within(count, MOST_LINES), _within(days, MOST_DAYS)
    since = timezone.now() - datetime.timedelta(days=days)
    newest = Post.objects.alive().order_by("-id").values("pk")[:POSTS_WEIGHED]
    posts = posts_for_all(open_boards(member))
    posts = posts.filter(pk__in=newest, created_at__gte=since)
    return read_rows(posts.order_by("-view_count", "-id")[:count])


def newest_comments(member: Member | None, *, count: int) -> list[CommentLine]:
    """Return the newest comments below posts he may read; secret ones to nobody.

    Of the newest COMMENTS_WEIGHED of the site; `count` is 1 to MOST_LINES.
    """
    newest = Comment.objects.alive().order_by("-id").values("pk")[:COMMENTS_WEIGHED]
    # EXISTS asks post by post; for `IN` SQLite would gather all posts one may read.
    post = posts_for_all(open_boards(member)).filter(pk=OuterRef("post"))
    comments = Comment.objects.filter(
        Exists(post), pk__in=newest, is_secret=False
    ).select_related("post__board")
    return [
        CommentLine(
            url=comment.get_absolute_url(),
            excerpt=Truncator(plain_text(comment.body_html)).chars(EXCERPT_LENGTH),
            author_name=author_label(comment.author_name, comment.author_id),
            post_title=comment.post.title,
            created_at=comment.created_at,
        )
        for comment in comments.order_by("-id")[: _within(count, MOST_LINES)]
    ]


def _within(number: int, most: int) -> int:
    return max(1, min(number, most))
