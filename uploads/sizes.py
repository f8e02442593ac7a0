"""How the smaller files of a picture are called, and which ones there are.

`pictures/ab/cd/<code>.webp` has `<code>-320.webp` beside it, and so on. A width of
WIDTHS names such a file; any other number is the width of the picture itself. So a
short text, kept in the row that a list reads anyway, says all that a page needs.
"""

from django.core.files.storage import default_storage

WIDTHS = (320, 640, 1280)  # pixels
_FALLBACK_WIDTH = 640  # for a browser that knows no srcset


def widths_for(width: int, *, is_moving: bool) -> list[int]:
    """Return the widths of the files to be made for a picture `width` pixels wide.

    A moving one has one at least, its still; below 320 pixels that one is as narrow
    as the picture, though it is called 320.
    """
    widths = [wanted for wanted in WIDTHS if wanted <= width]
    return widths or ([WIDTHS[0]] if is_moving else [])


def shown_widths(width: int, made: list[int], *, is_moving: bool) -> str:
    """Return what a list may choose from, such as "320,640,900".

    The made files and, unless it moves or is larger than any list needs, itself.
    """
    itself = [] if is_moving or width > WIDTHS[-1] or width in made else [width]
    return ",".join(map(str, [*made, *itself]))


def sized_path(path: str, width: int) -> str:
    """Return the name of the file of one width; the picture's own for others."""
    return f"{path.removesuffix('.webp')}-{width}.webp" if width in WIDTHS else path


def candidates(path: str, widths: str) -> list[tuple[int, str]]:
    """Return (width, address) of every file named in `widths`, narrow ones first."""
    return [
        (width, default_storage.url(sized_path(path, width)))
        for width in sorted(map(int, filter(None, widths.split(","))))
    ]


def source_and_set(path: str, widths: str) -> tuple[str, str]:
    """Return what `src` and `srcset` of a picture say; no set until sizes are made."""
    files = candidates(path, widths)
    if not files:
        return default_storage.url(path), ""
    fitting = [url for width, url in files if width <= _FALLBACK_WIDTH]
    choice = ", ".join(f"{url} {width}w" for width, url in files)
    return fitting[-1] if fitting else files[0][1], choice


def largest(path: str, widths: str) -> tuple[int, str]:
    """Return (width, address) of the largest file; width 0 until `widths` is known."""
    files = candidates(path, widths)
    return files[-1] if files else (0, default_storage.url(path))
