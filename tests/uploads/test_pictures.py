"""Pictures are made anew, and what would hurt is refused before it is decoded."""

import base64
import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageSequence, PngImagePlugin

from uploads import pictures
from uploads.pictures import NotAPicture, PictureTooLarge, read_picture


def encoded(image, picture_format, **options):
    file = io.BytesIO()
    image.save(file, picture_format, **options)
    return file


def reopened(picture):
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    return image


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP"])
def test_every_known_format_becomes_webp(name):
    picture = read_picture(encoded(Image.new("RGB", (30, 20), "red"), name))

    image = reopened(picture)
    red, green, blue = image.getpixel((5, 5))[:3]
    assert (image.format, image.size) == ("WEBP", (30, 20))
    assert (picture.width, picture.height) == (30, 20)
    assert red > 230
    assert max(green, blue) < 25


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_is_read(mode):
    if mode == "I;16":
        image = Image.frombytes(mode, (4, 4), struct.pack("<H", 0x8000) * 16)
    else:
        image = Image.new("L", (4, 4), 128).convert(mode, dither=None)
    file = encoded(image, "JPEG" if mode == "CMYK" else "PNG")

    shown = reopened(read_picture(file)).convert("L")

    assert shown.size == (4, 4)
    if mode != "1":
        assert abs(shown.getpixel((1, 1)) - 128) < 8


def test_transparency_of_a_palette_stays():
    image = Image.new("P", (4, 4), 0)
    image.putpalette([255, 0, 0] + [0] * 765)

    shown = reopened(read_picture(encoded(image, "PNG", transparency=0)))

    assert shown.mode == "RGBA"
    assert shown.getpixel((1, 1))[3] == 0


def test_a_single_pixel_is_a_picture():
    picture = read_picture(encoded(Image.new("RGB", (1, 1)), "PNG"))

    assert (picture.width, picture.height) == (1, 1)


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((4096, 1024), (2048, 512)),
        ((1000, 3000), (683, 2048)),
        ((2049, 1), (2048, 1)),
        ((2048, 2048), (2048, 2048)),
        ((1, 9000), (1, 2048)),
    ],
)
@pytest.mark.parametrize("name", ["JPEG", "PNG"])
def test_large_pictures_are_scaled_down(size, kept, name):
    picture = read_picture(encoded(Image.new("RGB", size), name))

    assert (picture.width, picture.height) == kept
    assert reopened(picture).size == kept


def test_orientation_is_applied_and_metadata_is_gone():
    image = Image.new("RGB", (40, 20), "blue")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it a quarter clockwise
    exif[0x010F] = "카메라"
    exif.get_ifd(0x8825)[1] = "N"
    file = encoded(image, "JPEG", exif=exif, comment=b"secret", quality=95)

    picture = read_picture(file)

    shown = reopened(picture)
    assert shown.size == (20, 40)
    assert shown.getpixel((10, 5))[0] > 200
    assert shown.getpixel((10, 35))[2] > 200
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
    assert b"secret" not in picture.content


@pytest.mark.parametrize("name", ["PNG", "WEBP", "AVIF"])
def test_metadata_of_other_formats_is_gone(name):
    exif = Image.Exif()
    exif[0x010F] = "hidden-camera"
    options = {}
    if name == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", "hidden-camera")

    picture = read_picture(
        encoded(Image.new("RGB", (9, 9)), name, exif=exif, **options)
    )

    assert b"hidden-camera" not in picture.content


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_turned_into_srgb(mode):
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = Image.new(mode, (4, 4), (200, 40, 40))
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    same = reopened(read_picture(encoded(image, "PNG", icc_profile=plain)))
    useless = reopened(read_picture(encoded(image, "PNG", icc_profile=swapped)))
    broken = reopened(read_picture(encoded(image, "PNG", icc_profile=b"no profile")))

    for shown in (same, useless, broken):
        assert abs(shown.getpixel((1, 1))[0] - 200) < 12
        assert "icc_profile" not in shown.info


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_keeps_moving(name):
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "lime", "blue")]
    file = encoded(
        frames[0],
        name,
        save_all=True,
        append_images=frames[1:],
        duration=[100, 200, 300],
        loop=0,
    )

    shown = Image.open(io.BytesIO(read_picture(file).content))

    colours = [frame.convert("RGB").getpixel((3, 3)) for frame in _all(shown)]
    assert [max(range(3), key=colour.__getitem__) for colour in colours] == [0, 1, 2]
    durations = []
    for number in range(shown.n_frames):
        shown.seek(number)
        shown.load()
        durations.append(shown.info["duration"])
    assert durations == [100, 200, 300]
    assert shown.info["loop"] == 0


def _all(image):
    return [frame.copy() for frame in ImageSequence.Iterator(image)]


def test_a_large_moving_picture_is_scaled_down():
    frames = [Image.new("RGB", (3000, 300), colour) for colour in ("red", "lime")]
    file = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    picture = read_picture(file)

    assert (picture.width, picture.height) == (2048, 205)
    assert Image.open(io.BytesIO(picture.content)).n_frames == 2


def test_the_second_photo_inside_a_photo_is_dropped():
    photos = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    file = encoded(photos[0], "MPO", save_all=True, append_images=photos[1:])

    shown = Image.open(io.BytesIO(read_picture(file).content))

    assert getattr(shown, "n_frames", 1) == 1
    assert shown.convert("RGB").getpixel((4, 4))[0] > 200


def png_of(width, height, data=b"", extra=b""):
    def chunk(name, content):
        checksum = zlib.crc32(name + content)
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", checksum)
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(data))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + extra + body + chunk(b"IEND", b""))


@pytest.mark.parametrize(
    ("width", "height"), [(8000, 6251), (10_000, 10_000), (30_000, 30_000)]
)
def test_too_many_pixels_are_refused_before_decoding(width, height, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", None)

    with pytest.raises(PictureTooLarge, match="5천만 화소"):
        read_picture(png_of(width, height))


def test_exactly_the_allowed_pixels_pass(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)

    assert read_picture(encoded(Image.new("RGB", (10, 10)), "PNG")).width == 10
    with pytest.raises(PictureTooLarge):
        read_picture(encoded(Image.new("RGB", (10, 11)), "PNG"))


@pytest.mark.parametrize("name", ["GIF", "WEBP"])
def test_too_many_frames_are_refused(name, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_FRAMES", 2)
    frames = [Image.new("RGB", (4, 4), (40 * n, 0, 0)) for n in range(3)]
    two = encoded(frames[0], name, save_all=True, append_images=frames[1:2])
    three = encoded(frames[0], name, save_all=True, append_images=frames[1:])

    assert read_picture(two).width == 4
    with pytest.raises(PictureTooLarge, match="200장"):
        read_picture(three)


def test_frames_and_pixels_together_are_limited(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_MOVING_PIXELS", 40)
    frames = [Image.new("RGB", (4, 4), (40 * n, 0, 0)) for n in range(3)]
    file = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    with pytest.raises(PictureTooLarge):
        read_picture(file)


def test_a_gif_of_many_empty_frames_is_refused_quickly():
    head = b"GIF89a" + struct.pack("<HHBBB", 10, 10, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02D\x01\x00"
    file = io.BytesIO(head + frame * 500_000 + b";")

    with pytest.raises(PictureTooLarge):
        read_picture(file)

    assert file.tell() < 100_000


def test_more_bytes_than_a_request_may_have_are_refused(settings):
    settings.MAX_BODY_BYTES = 100

    with pytest.raises(PictureTooLarge, match="8MB"):
        read_picture(encoded(Image.effect_noise((50, 50), 9), "PNG"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"BM" + b"\xff" * 60,
        b"II*\0" + b"\0" * 100,
        b"8BPS" + b"\0" * 100,
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(NotAPicture, match="그림으로 열리지 않습니다"):
        read_picture(io.BytesIO(content))


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_cut_short_is_refused(name):
    content = encoded(Image.effect_noise((90, 90), 50).convert("RGB"), name).getvalue()

    with pytest.raises(NotAPicture):
        read_picture(io.BytesIO(content[: len(content) // 2]))


def test_what_is_hidden_behind_a_picture_is_gone():
    file = encoded(Image.new("RGB", (9, 9)), "GIF")
    file.seek(0, io.SEEK_END)
    file.write(b"<script>alert(1)</script>PK\x03\x04")

    picture = read_picture(file)

    assert b"script" not in picture.content
    assert b"PK" not in picture.content


def test_a_huge_text_inside_a_picture_is_no_harm():
    content = b"Comment\0\0" + zlib.compress(b"a" * 100_000_000)
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content
    extra = chunk + struct.pack(">I", zlib.crc32(b"zTXt" + content))

    with pytest.raises(NotAPicture):
        read_picture(png_of(1, 1, b"\0\0\0\0", extra))


# 64 x 32 pixels, blue left and red right. Its EXIF says "turn it", which in HEIC is
# only a note: how to turn stands in the container, and the reader has done it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABw"
    "aWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAAIcAAgAAAAAC"
    "aQABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAA"
    "AQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAA"
    "AAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMA"
    "kAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgA"
    "AQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAIAAAAAEAAAAAAAAA"
    "Av///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVm"
    "AAAAAAAAAA5jZHNjAAIAAQABAAAAs21kYXQAAACDKAGvCeA5IyS///1Y797/jAZ//2g2cE4/rYM/"
    "/6ksDf/IKvUV2VhWxy4uTAQRewSOw5axyWgvW4sWFj+SvJQPW6FY2hgPQPx0AZeoAueNvuWME9Iy"
    "I1+IbiguUT2QqhwZayfK4nn5dRLQix/g9vuQ7MIgGd5erH1ryBF3CpCFLk/7F4AAAAAGRXhpZgAA"
    "TU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA="
)


def test_a_photo_of_a_phone_is_not_turned_twice():
    picture = read_picture(io.BytesIO(HEIC))

    image = reopened(picture).convert("RGB")
    assert (picture.width, picture.height) == (64, 32)
    assert image.getpixel((10, 16))[2] > 200
    assert image.getpixel((50, 16))[0] > 200


def test_a_photo_of_a_phone_is_measured_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 64 * 32 - 1)

    with pytest.raises(PictureTooLarge):
        read_picture(io.BytesIO(HEIC))


def test_half_a_photo_of_a_phone_is_no_picture():
    with pytest.raises(NotAPicture):
        read_picture(io.BytesIO(HEIC[:400]))
