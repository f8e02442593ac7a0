"""Takes uploaded files in: checked and made safe first, stored under secret names."""

import io
import mimetypes
import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from uploads.models import StoredPicture
from uploads.pictures import PictureRefused, read_picture
from uploads.sizing import discard_sizes
from uploads.tasks import size_pictures

NAME_MAX = 100  # characters
# What phones take; not every Python knows their types.
_PHOTO_ENDINGS = (".heic", ".heif", ".avif")
_UNSAFE_IN_NAME = re.compile(r'[\\/:*?"<>|]')


class UploadRefused(Exception):
    """A file that cannot be taken; str() names it and says why, in Korean."""


@dataclass(frozen=True)
class PreparedFile:
    """A file ready to be stored; width and height are 0 for what is no picture."""

    name: str
    content: bytes
    size: int
    is_picture: bool
    width: int
    height: int
    is_moving: bool = False


def prepare_upload(file: UploadedFile) -> PreparedFile:
    """Read an upload and make it safe; slow, so call it before the transaction.

    What calls itself a picture, by name or type, must be one and is re-encoded.
    Raises UploadRefused.
    """
    name = clean_name(file.name or "")
    if _claims_to_be_picture(name, file.content_type or ""):
        return _prepare_picture(file, name)
    content = file.read()
    if not content:
        raise UploadRefused(_("‘%(name)s’ 파일이 비어 있습니다.") % {"name": name})
    return PreparedFile(name, content, len(content), False, 0, 0)


def prepare_picture(file: UploadedFile) -> PreparedFile:
    """Read an upload that must be a picture, whatever it calls itself.

    Raises UploadRefused.
    """
    return _prepare_picture(file, clean_name(file.name or ""))


def store(prepared: PreparedFile) -> str:
    """Write a prepared file under an unguessable name and return that name."""
    code = secrets.token_hex(16)
    if prepared.is_picture:
        path = f"pictures/{code[:2]}/{code[2:4]}/{code}.webp"
    else:
        path = f"files/{code[:2]}/{code}"
    return default_storage.save(path, ContentFile(prepared.content))


def discard(path: str) -> None:
    """Remove a stored file, a picture with its row and its sizes.

    One that is gone already is fine.
    """
    default_storage.delete(path)
    if path.startswith("pictures/"):
        StoredPicture.objects.filter(path=path).delete()
        discard_sizes(path)


def note_picture(path: str, prepared: PreparedFile, *, owner: Model | None) -> None:
    """Write down that a stored picture needs its sizes, and have them made.

    owner: the member who sent it, None for a guest.
    """
    StoredPicture.objects.create(
        path=path,
        width=prepared.width,
        height=prepared.height,
        is_moving=prepared.is_moving,
        owner_id=owner.pk if owner else None,
    )
    transaction.on_commit(size_pictures)


def keep_picture(prepared: PreparedFile, *, owner: Model | None) -> str:
    """Store a picture for a body that is being written; return its name.

    owner: the member who sent it, None for a guest.
    """
    path = store(prepared)
    try:
        with transaction.atomic():
            note_picture(path, prepared, owner=owner)
    except BaseException:
        default_storage.delete(path)
        raise
    return path


def clean_name(name: str) -> str:
    """Return a file's name as it may be shown and sent: no path, nothing invisible."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    name = "".join(
        c for c in name if unicodedata.category(c)[0] not in "CZ" or c == " "
    )
    name = " ".join(_UNSAFE_IN_NAME.sub("_", name).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if dot and len(extension) <= 10:
        name = stem[: NAME_MAX - len(extension) - 1] + dot + extension
    return name[:NAME_MAX] or _("이름 없는 파일")


def _claims_to_be_picture(name: str, content_type: str) -> bool:
    guessed, _encoding = mimetypes.guess_type(name)
    is_photo = name.lower().endswith(_PHOTO_ENDINGS)
    return is_photo or any(
        kind.startswith("image/") for kind in (guessed or "", content_type)
    )


def _prepare_picture(file: UploadedFile, name: str) -> PreparedFile:
    try:
        picture = read_picture(io.BytesIO(file.read()))
    except PictureRefused as refusal:
        raise UploadRefused(f"‘{name}’: {refusal}") from refusal
    return PreparedFile(
        name,
        picture.content,
        len(picture.content),
        True,
        picture.width,
        picture.height,
        picture.is_moving,
    )
