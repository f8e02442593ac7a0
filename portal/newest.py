"""The newest posts of the whole site, found by looking at no more than the newest.

A walk from the newest post down ends soon where most posts are open to the reader. But
there are sites where he may read none of the last hundred thousand: a closed board
that is busier than all others, an old archive that was taken over. So the walk has an
end; whoever has met too little by then is shown the newest of each board.
"""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Member
from boards.models import Post
from boards.querysets import PostQuerySet
from portal.latest import MOST_PARTS, findable_posts, open_boards
from web.compiled import compiled

LOOKED_AT = 3_000


@compiled
def _at_place(place: int, one: int) -> QuerySet[Post, tuple[Any, ...]]:
    newest = Post.objects.alive().order_by("-id").values_list("id")
    return newest[place : place + one]


@compiled
def _newest_of(board: int, most: int) -> QuerySet[Post, tuple[Any, ...]]:
    posts = Post.objects.alive().filter(board=board, is_secret=False)
    return posts.order_by("-id").values_list("id")[:most]


def newest_posts(member: Member | None, least: int) -> PostQuerySet:
    """Return the newest posts that this member may read, in no order.

    Those among the newest LOOKED_AT of the site; if they are fewer than `least`, the
    newest `least` of his boards, without secret ones.
    """
    posts = findable_posts(member)
    last = _at_place(place=LOOKED_AT - 1, one=1)
    if not last:
        return posts
    near = posts.filter(pk__gte=last[0][0])
    if near.order_by("-pk").values_list("pk")[least - 1 : least]:
        return near
    # A short read of each board; only where nearly all that is new is closed.
    boards = open_boards(member)[:MOST_PARTS]
    rows = _newest_of.of_each([{"board": each.pk, "most": least} for each in boards])
    ids = [pk for (pk,) in rows]
    return Post.objects.filter(pk__in=sorted(ids, reverse=True)[:least])
