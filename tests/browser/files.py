"""Real files to be uploaded."""

import io

from PIL import Image


def picture_bytes(file_format: str) -> bytes:
    """Return a small picture in this format of Pillow's, such as JPEG."""
    file = io.BytesIO()
    Image.new("RGB", (320, 200), "seagreen").save(file, file_format)
    return file.getvalue()
