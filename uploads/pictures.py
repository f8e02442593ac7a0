"""Pictures as they are kept: WebP of at most 2048 pixels, without metadata.

Format, pixels and frames are checked before anything is decoded, and one picture
at a time is decoded in a process, so that memory stays bounded.
"""

import io
import threading
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
MAX_SIDE = 2048
MAX_PIXELS = 50_000_000
MAX_FRAMES = 200
# All frames of a moving picture together; about three seconds of work.
MAX_MOVING_PIXELS = 60_000_000
_QUALITY = 82
_FRAME_MS = 100

_SRGB = ImageCms.createProfile("sRGB")
_one_at_a_time = threading.Lock()


class PictureRefused(Exception):
    """A file that cannot be taken as a picture; str() says why, in Korean."""


class NotAPicture(PictureRefused):
    """The content is no picture of a known format, or it is broken."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "그림으로 열리지 않습니다. "
                "JPG, PNG, GIF, WebP, AVIF, BMP 그림인지 확인해 주세요."
            )
        )


class PictureTooLarge(PictureRefused):
    """Too many bytes, pixels or frames."""


@dataclass(frozen=True)
class Picture:
    """A re-encoded picture: WebP bytes and its size in pixels."""

    content: bytes
    width: int
    height: int


def read_picture(file: BinaryIO) -> Picture:
    """Return the picture in the file, made anew.

    Turned as its EXIF says, in sRGB, at most MAX_SIDE pixels wide and high, without
    any metadata; a moving picture keeps moving.
    Raises NotAPicture or PictureTooLarge.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > settings.MAX_BODY_BYTES:
        raise PictureTooLarge(_("그림 파일이 너무 큽니다. 8MB보다 작게 줄여 주세요."))
    file.seek(0)
    try:
        with _one_at_a_time, Image.open(file, formats=FORMATS) as image:
            _check_pixels(image)
            frames = _count_frames(image)
            return _encode_moving(image) if frames > 1 else _encode_still(image)
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # Pillow's parsers raise whatever they stumble over
        raise NotAPicture from error


def _too_many_pixels() -> PictureTooLarge:
    return PictureTooLarge(
        _("그림이 너무 큽니다. 가로와 세로를 줄여 5천만 화소 아래로 맞춰 주세요.")
    )


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()


def _count_frames(image: Image.Image) -> int:
    """Return the number of frames; a photo with a second one inside counts as one."""
    if image.format not in {"GIF", "WEBP", "PNG", "AVIF"}:
        return 1
    frames: int = getattr(image, "n_frames", 1)
    if frames > MAX_FRAMES:
        raise PictureTooLarge(
            _("움직이는 그림의 장면이 너무 많습니다. 200장 아래로 줄여 주세요.")
        )
    if frames > 1 and frames * image.width * image.height > MAX_MOVING_PIXELS:
        raise PictureTooLarge(
            _("움직이는 그림이 너무 큽니다. 크기나 장면 수를 줄여 주세요.")
        )
    return frames


def _encode_still(image: Image.Image) -> Picture:
    image.draft(None, _fit(image.size))  # a JPEG is then decoded at a smaller size
    still = _shrink(_to_srgb(image))
    still = ImageOps.exif_transpose(still)
    content = io.BytesIO()
    _without_metadata(still).save(content, "WEBP", quality=_QUALITY, method=4)
    return Picture(content.getvalue(), still.width, still.height)


def _encode_moving(image: Image.Image) -> Picture:
    frames, durations = [], []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
        durations.append(int(image.info.get("duration") or _FRAME_MS))
        frames.append(_without_metadata(_shrink(image.convert("RGBA"))))
    content = io.BytesIO()
    frames[0].save(
        content,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=image.info.get("loop", 1),
        quality=_QUALITY,
        method=0,
    )
    return Picture(content.getvalue(), frames[0].width, frames[0].height)


def _fit(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, MAX_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _shrink(image: Image.Image) -> Image.Image:
    size = _fit(image.size)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _to_srgb(image: Image.Image) -> Image.Image:
    """Return the image as RGB or RGBA in sRGB, whatever mode and profile it has."""
    image.load()
    if image.mode.startswith("I"):
        # 16 bits a pixel; Pillow would cut the high ones off.
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        converted = _from_profile(image, profile)
        if converted is not None:
            return converted
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _without_metadata(image: Image.Image) -> Image.Image:
    image.info.clear()
    return image
