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
from django.utils.translation import gettext as _

from uploads.pictures import PictureRefused, read_picture

NAME_MAX = 100  # characters
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


def store(prepared: PreparedFile) -> str:
    """Write a prepared file under an unguessable name and return that name."""
    code = secrets.token_hex(16)
    if prepared.is_picture:
        path = f"pictures/{code[:2]}/{code[2:4]}/{code}.webp"
    else:
        path = f"files/{code[:2]}/{code}"
    return default_storage.save(path, ContentFile(prepared.content))


def discard(path: str) -> None:
    """Remove a stored file; one that is gone already is fine."""
    default_storage.delete(path)


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
    return (guessed or "").startswith("image/") or content_type.startswith("image/")


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
    )
