"""Files and links of a post."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.db.models import F, Max

from boards.models import Attachment, Link, Post
from uploads.services import PreparedFile, discard, note_picture, store

MAX_LINKS = 2


@dataclass
class Stored:
    """Files that lie in the storage already, each with its path."""

    files: list[tuple[PreparedFile, str]] = field(default_factory=list)

    def discard(self) -> None:
        """Take them out of the storage again."""
        for _prepared, path in self.files:
            discard(path)
        self.files = []


@contextmanager
def stored(uploads: Sequence[PreparedFile]) -> Iterator[Stored]:
    """Put files into the storage, and take them out again when the block fails.

    Done before the transaction: writing files must not hold others up.
    """
    kept = Stored()
    try:
        for prepared in uploads:
            kept.files.append((prepared, store(prepared)))
        yield kept
    except BaseException:
        kept.discard()
        raise


def attach(post: Post, files: Sequence[tuple[PreparedFile, str]]) -> None:
    """Add stored files behind those the post has."""
    if not files:
        return
    last = post.attachments.aggregate(last=Max("number"))["last"] or 0
    Attachment.objects.bulk_create(
        Attachment(
            post=post,
            number=number,
            path=path,
            name=prepared.name,
            size=prepared.size,
            is_picture=prepared.is_picture,
            width=prepared.width,
            height=prepared.height,
        )
        for number, (prepared, path) in enumerate(files, start=last + 1)
    )
    for prepared, path in files:
        if prepared.is_picture:
            note_picture(path, prepared, owner=post.author)
    _note_files(post)


def detach(post: Post, numbers: Sequence[int]) -> None:
    """Take attachments away; their files go once the change is committed."""
    gone = list(post.attachments.filter(number__in=numbers))
    if not gone:
        return
    post.attachments.filter(pk__in=[attachment.pk for attachment in gone]).delete()
    _note_files(post)
    for attachment in gone:
        transaction.on_commit(partial(discard, attachment.path))


def set_links(post: Post, urls: Sequence[str]) -> None:
    """Make these the post's links; a link that stays keeps its click count."""
    kept = {link.url: link.click_count for link in post.links.all()} if post.pk else {}
    urls = [url for url in dict.fromkeys(urls) if url][:MAX_LINKS]
    if urls == list(kept):
        return
    post.links.all().delete()
    Link.objects.bulk_create(
        Link(post=post, number=number, url=url, click_count=kept.get(url, 0))
        for number, url in enumerate(urls, start=1)
    )
    post.link_count = len(urls)
    post.save(update_fields=["link_count"])


def note_download(attachment: Attachment) -> None:
    """Count one download."""
    Attachment.objects.filter(pk=attachment.pk).update(
        download_count=F("download_count") + 1
    )


def follow_link(link: Link) -> str:
    """Count one click and return where it leads."""
    Link.objects.filter(pk=link.pk).update(click_count=F("click_count") + 1)
    return link.url


def _note_files(post: Post) -> None:
    post.file_count = post.attachments.count()
    post.save(update_fields=["file_count"])
