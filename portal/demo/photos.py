"""Words for the posts that carry a drawn picture, made to fit whatever it shows."""

import random
from html import escape

from portal.demo.bodies import Body
from portal.demo.drawing import DrawnPicture
from portal.demo.texts import Entry, Subject
from portal.demo.wording import worded

PICTURE = "{그림}"  # stands in a body in HTML until the picture has an address


class PhotoWriter:
    """Writes with each picture, using up the texts there are before any comes again."""

    def __init__(self, photos: Subject, chance: random.Random) -> None:
        self._chance = chance
        self._texts = {"scene": _kind(photos, "그림"), "chart": _kind(photos, "도표")}
        self._left: dict[str, list[Entry]] = {"scene": [], "chart": []}

    def write(self, picture: DrawnPicture) -> tuple[str, Body]:
        """Return title and body: of a scene in plain text, of a chart in HTML."""
        kind = picture.caption_kind
        if not self._left[kind]:
            self._left[kind] = self._chance.sample(
                self._texts[kind], len(self._texts[kind])
            )
        entry, words = self._left[kind].pop(), {"것": picture.name}
        title = worded(entry.title, words)
        own = [worded(text, words) for text in entry.paragraphs]
        if kind == "scene":
            return title, Body("\n\n".join([own[0], picture.alt, *own[1:]]))
        before, *after = [f"<p>{escape(text)}</p>" for text in own]
        figure = (
            f"<h2>{escape(picture.name)}</h2>\n{PICTURE}\n<p>{escape(picture.alt)}</p>"
        )
        return title, Body("\n".join([before, figure, *after]), is_html=True)


def _kind(photos: Subject, option: str) -> list[Entry]:
    return [entry for entry in photos.entries if option in entry.options]
