"""The site's mark in every size that browsers, phones and link previews ask for."""

import io
import secrets
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils.translation import gettext as _
from PIL import Image

SMALLEST_MARK = 512  # pixels a side; below it the large icons would blur
PREVIEW_SIZE = (1200, 630)  # what link previews show uncut
_FAVICON_SIDES = (16, 32, 48)
_GROUND = "#ffffff"  # phones would put black behind a see-through icon
_PREVIEW_GROUND = "#f1f3f5"


@dataclass(frozen=True)
class Icon:
    """A file of img/: its size in pixels, and how much of its height the mark takes."""

    name: str
    size: tuple[int, int]
    share: float = 1.0
    ground: str = ""  # see-through without one


TOUCH = Icon("touch-icon.png", (180, 180), 0.84, _GROUND)
SMALL = Icon("icon-192.png", (192, 192))
LARGE = Icon("icon-512.png", (512, 512))
# A phone may cut it to a circle of four fifths of its width.
MASKABLE = Icon("icon-maskable-512.png", (512, 512), 0.56, _GROUND)
PREVIEW = Icon("preview.png", PREVIEW_SIZE, 0.5, _PREVIEW_GROUND)
ICONS = (TOUCH, SMALL, LARGE, MASKABLE, PREVIEW)
FAVICON = "favicon.ico"
THEME_MARK = "mark.svg"  # drawn, so the theme has it only; an uploaded one has pixels


class MarkRefused(Exception):
    """A picture that no icons can be made of; str() says why, in Korean."""


def address_of(name: str, mark: str) -> str:
    """Return the address of an icon: of an uploaded mark, or of the theme without."""
    return (
        default_storage.url(f"icons/{mark}/{name}") if mark else static(f"img/{name}")
    )


def store_icons(files: dict[str, bytes]) -> str:
    """Write the icons of a mark and return the mark's name, which was never used."""
    mark = secrets.token_hex(16)
    for name, content in files.items():
        default_storage.save(f"icons/{mark}/{name}", ContentFile(content))
    return mark


def discard_icons(mark: str) -> None:
    """Remove the icons of a mark; those that are gone already are fine."""
    for name in (FAVICON, *(icon.name for icon in ICONS)):
        default_storage.delete(f"icons/{mark}/{name}")


def draw_icons(mark: Image.Image) -> dict[str, bytes]:
    """Return the icon files made of a square picture, by their names.

    A see-through ground stays so where phones allow it.
    Raises MarkRefused when the picture is not square or too small.
    """
    side = min(mark.size)
    if max(mark.size) - side > 1 or side < SMALLEST_MARK:
        message = _(
            "가로와 세로가 같고 %(side)d픽셀 이상인 그림을 골라 주세요. "
            "이 그림은 %(width)d×%(height)d픽셀입니다."
        )
        width, height = mark.size
        given = {"side": SMALLEST_MARK, "width": width, "height": height}
        raise MarkRefused(message % given)
    mark = mark.convert("RGBA")
    files = {icon.name: _png(_drawn(mark, icon)) for icon in ICONS}
    favicon = io.BytesIO()
    _fitted(mark, max(_FAVICON_SIDES)).save(
        favicon, "ICO", sizes=[(side, side) for side in _FAVICON_SIDES]
    )
    return {FAVICON: favicon.getvalue(), **files}


def _drawn(mark: Image.Image, icon: Icon) -> Image.Image:
    width, height = icon.size
    fitted = _fitted(mark, round(height * icon.share))
    if not icon.ground:
        return fitted
    whole = Image.new("RGB", icon.size, icon.ground)
    place = ((width - fitted.width) // 2, (height - fitted.height) // 2)
    whole.paste(fitted, place, fitted)
    return whole


def _fitted(mark: Image.Image, side: int) -> Image.Image:
    return mark.resize((side, side), Image.Resampling.LANCZOS)


def _png(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()
