"""What managers do on the site to what others wrote goes into the record."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest

from accounts.current import member_of
from boards.models import Comment, Post
from guard.audit import Act, record


@contextmanager
def managing(request: HttpRequest, act: Act, row: Post | Comment) -> Iterator[None]:
    """Record what is done inside, if a member does it to what he did not write.

    Both are there or neither is. To one's own nothing is recorded, and no transaction
    opened, so that cleaning and pictures stay out of one.
    """
    member = member_of(request)
    if member is None or row.author_id == member.pk:
        yield
        return
    with transaction.atomic():
        yield
        record(request, act, row)
