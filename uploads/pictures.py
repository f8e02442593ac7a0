"""Pictures as they are kept: WebP of at most 2048 pixels, without metadata.

Format, pixels and frames are checked before anything is decoded, and one picture
at a time is decoded in a process, so that memory stays bounded.
"""

import contextlib
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pi_heif
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "HEIF")
MAX_SIDE = 2048
MAX_PIXELS = 50_000_000
MAX_FRAMES = 200
# All frames of a moving picture together; about three seconds of work.
MAX_MOVING_PIXELS = 60_000_000
_MOVING_FORMATS = {"GIF", "WEBP", "PNG", "AVIF"}
# What can be made smaller as it is; everything else is converted before.
_DIRECT_MODES = {"L", "RGB", "CMYK"}
_QUALITY = 82
_FRAME_MS = 100

pi_heif.register_heif_opener()  # the photos of iPhones

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
                "JPG, PNG, GIF, WebP, AVIF, HEIC, BMP 그림인지 확인해 주세요."
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
    is_moving: bool = False


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
            if image.width * image.height > MAX_PIXELS:
                raise _too_many_pixels()
            # A photo may hold a second one, but does not move.
            is_moving = image.format in _MOVING_FORMATS and getattr(
                image, "is_animated", False
            )
            return _encode_moving(image) if is_moving else _encode_still(image)
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


def _encode_still(image: Image.Image) -> Picture:
    image.draft(None, _fit(image.size))  # a JPEG is then decoded at a smaller size
    still = _to_srgb(_shrink(_to_direct_mode(image)))
    still = ImageOps.exif_transpose(still)
    still.info.clear()
    content = io.BytesIO()
    still.save(content, "WEBP", quality=_QUALITY, method=4)
    return Picture(content.getvalue(), still.width, still.height)


def _encode_moving(image: Image.Image) -> Picture:
    frames, durations = [], []
    for frame in _frames_of(image):
        frames.append(_shrink(frame.convert("RGBA")))
        durations.append(int(frame.info.get("duration") or _FRAME_MS))
        frames[-1].info.clear()
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
        kmax=0,
    )
    size, is_moving = frames[0].size, len(frames) > 1
    return Picture(content.getvalue(), *size, is_moving=is_moving)


def _frames_of(image: Image.Image) -> Iterator[Image.Image]:
    """Go through the frames, and no further than allowed.

    Asking a GIF for their number would read all of it: 7 seconds for 8 MB.
    """
    limit = min(MAX_FRAMES, MAX_MOVING_PIXELS // (image.width * image.height))
    is_counted = image.format != "GIF"
    if not (is_counted and getattr(image, "n_frames", 1) > limit):
        for number in range(limit + 1):
            try:
                image.seek(number)
            except EOFError:
                return
            if number < limit:
                yield image
    raise PictureTooLarge(
        _(
            "움직이는 그림이 너무 큽니다. "
            "장면을 200장 아래로, 또는 가로와 세로를 줄여 주세요."
        )
    )


def _fit(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, MAX_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _shrink(image: Image.Image) -> Image.Image:
    size = _fit(image.size)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _to_direct_mode(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode == "RGBA":
        return image
    if image.mode in _DIRECT_MODES and not image.has_transparency_data:
        return image
    if image.mode.startswith("I"):
        # 16 bits a pixel; Pillow would cut the high ones off.
        return image.convert("I").point(lambda level: level / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _to_srgb(image: Image.Image) -> Image.Image:
    """Return the image as RGB or RGBA, its colours as its profile means them."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
            image = converted or image
    return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")
