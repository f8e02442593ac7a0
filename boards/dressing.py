"""What sanitised HTML still needs to be shown well: sizes, stills, players.

Done once, when a text is written, so that reading a post rewrites nothing.
"""

import html as entities
import re

from django.urls import reverse
from django.utils.translation import gettext as _

from boards.foreign import link_foreign
from boards.videos import show_videos
from uploads.models import StoredPicture
from uploads.sizes import sized_path, widths_for

_COLUMN = 928  # pixels; no picture of a body is shown wider
_PATH = r"pictures/[\w/.-]+\.webp"
_OWN_SOURCE = re.compile(rf' src="/media/({_PATH})"')
_PIECE = re.compile(r'<(/?a|img)((?: [a-z]+="[^"]*")*)>')
_NUMBER = re.compile(r' (width|height)="([0-9]+)"')
# A line of plain text that is nothing but the address of one of our pictures.
_LINE = re.compile(rf"(?:(?<=<p>)|(?<=<br>))/media/({_PATH})(?=<br>|</p>)")


def dress(html: str) -> str:
    """Return sanitised HTML as it is shown; at most one query, for its pictures."""
    return show_videos(_dress_pictures(link_foreign(html)))


def show_picture_lines(html: str) -> str:
    """Return the HTML of plain text with its lines of picture addresses as pictures."""
    return _LINE.sub(r'<img src="/media/\1" alt="">', html)


def _dress_pictures(html: str) -> str:
    paths = _OWN_SOURCE.findall(html)
    if not paths and "<img" not in html:
        return html
    stored = StoredPicture.objects.filter(path__in=paths)
    pictures = {picture.path: picture for picture in stored}
    is_in_link, is_first = False, True

    def dress_piece(piece: re.Match[str]) -> str:
        nonlocal is_in_link, is_first
        tag, attributes = piece.groups()
        if tag != "img":
            is_in_link = tag == "a"
            return piece[0]
        found = _OWN_SOURCE.search(attributes)
        picture = pictures.get(found[1]) if found else None
        # The first one may be what the reader waits for.
        loading = "" if is_first else ' loading="lazy"'
        is_first = False
        if picture is None:
            return f'<img{attributes}{loading} decoding="async">'
        return _image(picture, attributes, loading, has_link=not is_in_link)

    return _PIECE.sub(dress_piece, html)


def _image(
    picture: StoredPicture, attributes: str, loading: str, *, has_link: bool
) -> str:
    """Return the markup of one of our pictures, as wide as its writer wants it."""
    typed = {name: int(number) for name, number in _NUMBER.findall(attributes)}
    width = min(typed.get("width") or picture.width, picture.width)
    height = max(1, round(width * picture.height / picture.width))
    attributes = _NUMBER.sub("", attributes)
    box = f' width="{width}" height="{height}"{loading} decoding="async"'
    shown = min(width, _COLUMN)
    sizes = f' sizes="(max-width: {shown}px) 100vw, {shown}px"'
    made = widths_for(picture.width, is_moving=picture.is_moving)
    files = [(wide, _url(sized_path(picture.path, wide))) for wide in made]
    if picture.is_moving:
        still = ", ".join(f"{url} {wide}w" for wide, url in files)
        return _moving(
            f"<img{attributes}{box}>", f' srcset="{still}"{sizes}', picture, has_link
        )
    if picture.width not in made:
        files.append((picture.width, _url(picture.path)))
    srcset = ", ".join(f"{url} {wide}w" for wide, url in files)
    choice = f' srcset="{srcset}"{sizes}' if files[1:] else ""
    return f"<img{attributes}{choice}{box}>"


def _moving(image: str, still: str, picture: StoredPicture, has_link: bool) -> str:
    """Whoever wants no motion gets the first frame, and a link to see it move."""
    source = f'<source media="(prefers-reduced-motion: reduce)"{still}>'
    label = entities.escape(_("움직이는 그림 보기"))
    link = (
        f'<a class="moving__play" href="{_url(picture.path)}" aria-label="{label}"></a>'
    )
    return (
        f'<span class="moving"><picture>{source}{image}</picture>'
        f"{link if has_link else ''}</span>"
    )


def _url(path: str) -> str:
    return reverse("uploads:media", args=[path])
