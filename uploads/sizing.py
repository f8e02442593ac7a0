"""Makes the smaller files of stored pictures; rows say which ones still need it."""

import io
import logging
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from django.utils import timezone
from PIL import Image
from pilkit.processors import ResizeToFit

from uploads.models import StoredPicture
from uploads.sizes import WIDTHS, shown_widths, sized_path, widths_for

MAX_TRIES = 3
_QUALITY = 80
_log = logging.getLogger(__name__)
_listeners: list[Callable[[str, str], None]] = []


def register_listener(note_sizes: Callable[[str, str], None]) -> None:
    """Have `note_sizes(path, widths)` called whenever a picture has got its sizes."""
    _listeners.append(note_sizes)


def count_waiting() -> int:
    """Return how many pictures still wait for their sizes."""
    return _waiting().count()


def size_waiting_pictures() -> int:
    """Make the sizes of every picture that waits for them; return how many got them.

    A picture that cannot be read is tried MAX_TRIES times in all, each try counted
    before it begins, so that one which kills the process is given up too.
    """
    done = 0
    for picture in _waiting().order_by("pk"):
        StoredPicture.objects.filter(pk=picture.pk).update(tries=F("tries") + 1)
        try:
            widths = make_sizes(picture.path)
        except Exception:  # a file that is gone or broken; the next one may be fine
            _log.warning("No sizes for %s", picture.path, exc_info=True)
            continue
        sized = StoredPicture.objects.filter(pk=picture.pk)
        if not sized.update(widths=widths, sized_at=timezone.now()):
            discard_sizes(picture.path)  # it was taken away meanwhile
            continue
        for note_sizes in _listeners:
            note_sizes(picture.path, widths)
        done += 1
    return done


def _waiting() -> QuerySet[StoredPicture]:
    return StoredPicture.objects.filter(sized_at=None, tries__lt=MAX_TRIES)


def make_sizes(path: str) -> str:
    """Write the smaller files of one picture; return what a list may choose from.

    Of a moving picture they show the first frame. Files that are there stay.
    """
    with (
        default_storage.open(path) as file,
        Image.open(file, formats=["WEBP"]) as image,
    ):
        is_moving = bool(getattr(image, "is_animated", False))
        made = widths_for(image.width, is_moving=is_moving)
        for width in made:
            name = sized_path(path, width)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(_encode(image, width)))
        return shown_widths(image.width, made, is_moving=is_moving)


def discard_sizes(path: str) -> None:
    """Remove the smaller files of a picture; those that are not there are fine."""
    for width in WIDTHS:
        default_storage.delete(sized_path(path, width))


def _encode(image: Image.Image, width: int) -> bytes:
    smaller = ResizeToFit(width=width, upscale=False).process(image)
    content = io.BytesIO()
    smaller.save(content, "WEBP", quality=_QUALITY, method=4)
    return content.getvalue()
