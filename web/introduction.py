"""How a page introduces itself to search engines and link previews."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.moments import machine_second
from web.stencils import Shaped

# Inside a script only these could end it or begin another.
_JSON_ESCAPES = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_to_json = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def absolute_url(path: str) -> str:
    """Return the whole address of a path of this site; a whole one stays as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


@dataclass(frozen=True)
class PreviewImage:
    """A picture that stands for a page; width and height are 0 where unknown."""

    url: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class FeedLink:
    """Where the news of a page can be subscribed to."""

    title: str
    path: str

    @property
    def atom_path(self) -> str:
        return f"{self.path}atom/"


@dataclass(frozen=True)
class Introduction(Shaped):
    """What the head of a page says to programs; only for pages that a guest may read.

    A page without one asks not to be found, so forms, results and refusals need not.
    path: the page's one address, with only the parameters that change what it shows.
    published_at: makes it an article.
    data: what schema.org has words for, in those words.
    """

    PRINTED = ("title", "url", "feed_title", "atom_path")
    OPTIONAL = (
        *("description", "feed_path", "published_machine", "modified_machine"),
        *("image_url", "image_width", "image_height", "json_ld"),
    )

    title: str
    path: str
    description: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    image: PreviewImage | None = None
    feed: FeedLink | None = None
    data: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return absolute_url(self.path)

    @property
    def feed_title(self) -> str:
        return self.feed.title if self.feed else ""

    @property
    def feed_path(self) -> str:
        return self.feed.path if self.feed else ""

    @property
    def atom_path(self) -> str:
        return self.feed.atom_path if self.feed else ""

    @cached_property  # asked whether there is one, then printed
    def published_machine(self) -> str:
        return _machine(self.published_at)

    @property
    def modified_machine(self) -> str:
        return _machine(self.modified_at)

    @property
    def image_url(self) -> str:
        return self.image.url if self.image else ""

    @property
    def image_width(self) -> int:
        return self.image.width if self.image else 0

    @property
    def image_height(self) -> int:
        return self.image.height if self.image else 0

    @cached_property
    def json_ld(self) -> str:
        """The data as JSON that a script element can hold, whatever people wrote."""
        if not self.data:
            return ""
        text = _to_json({"@context": "https://schema.org", "@graph": self.data})
        for sign, code in _JSON_ESCAPES.items():
            text = text.replace(sign, code)
        return SafeString(text)


def _machine(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return machine_second(timezone.localtime(moment))


def numbered(path: str, query: str, number: int) -> str:
    """Return the one address of a page of a list; the first page carries no number.

    query: the list's other parameters, ready for page=N: "" or "category=3&".
    """
    asked = f"{query}page={number}" if number > 1 else query.rstrip("&")
    return f"{path}?{asked}" if asked else path


def numbered_title(title: str, number: int) -> str:
    """Return the title of a page of a list; the first page carries no number."""
    if number == 1:
        return title
    return _("%(title)s %(number)d 페이지") % {"title": title, "number": number}


def breadcrumbs(*steps: tuple[str, str]) -> dict[str, Any]:
    """Return the way from the front page to this one: (name, path) of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": absolute_url(path),
            }
            for place, (name, path) in enumerate(steps, 1)
        ],
    }
