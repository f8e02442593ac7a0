"""Looks up in the database what the site has said it has written."""

from boards.models import Comment, Post, State


def missing(posts: dict[str, str], comments: dict[str, str]) -> list[str]:
    """Return the ids of those that are not there as they were sent.

    posts: titles by id; comments: bodies by id.
    """
    lost = []
    for pk, title in posts.items():
        if not Post.objects.filter(pk=pk, title=title, state=State.VISIBLE).exists():
            lost.append(f"post {pk}")
    for pk, body in comments.items():
        if not Comment.objects.filter(pk=pk, body=body, state=State.VISIBLE).exists():
            lost.append(f"comment {pk}")
    return lost
