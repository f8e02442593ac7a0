"""Which stored pictures stand in which posts, so that the others may go."""

import re
from collections.abc import Collection

from boards.models import Attachment, Draft, Post, PostPicture
from boards.services.thumbnails import pictures_in
from uploads.models import StoredPicture

_IN_DRAFT = re.compile(r"/media/(pictures/[\w/.-]+\.webp)")


def link_pictures(post: Post) -> None:
    """Write down the pictures of a post as it now is; inside its transaction."""
    files = Attachment.objects.filter(post=post, is_picture=True)
    attached = list(files.values_list("path", flat=True)) if post.file_count else []
    paths = {*pictures_in(post.body_html), *attached}
    links = PostPicture.objects.filter(post=post)
    if not paths:
        links.delete()
        return
    # Locked, so that the job that drops unused pictures waits, then finds the link.
    found = StoredPicture.objects.select_for_update().filter(path__in=paths)
    wanted = set(found.values_list("pk", flat=True))
    links.exclude(picture__in=wanted).delete()
    PostPicture.objects.bulk_create(
        [PostPicture(post=post, picture_id=pk) for pk in sorted(wanted)],
        ignore_conflicts=True,
    )


def pictures_in_use(paths: Collection[str]) -> set[str]:
    """Return which of these pictures stand in a post, a deleted one too, or a draft.

    Drafts are few and short-lived: only they are read through, and only when a
    picture stands in no post.
    """
    links = PostPicture.objects.filter(picture__path__in=paths)
    used = set(links.values_list("picture__path", flat=True))
    unknown = set(paths) - used
    if unknown:
        drafts = Draft.objects.filter(body__contains="/media/pictures/")
        for body in drafts.values_list("body", flat=True).iterator(100):
            used |= unknown.intersection(_IN_DRAFT.findall(body))
    return used
