"""Real files to be uploaded."""

import io

from PIL import Image


def picture_bytes(file_format: str, size: tuple[int, int] = (320, 200)) -> bytes:
    """Return a small picture in this format of Pillow's, such as JPEG."""
    file = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(file, file_format)
    return file.getvalue()
