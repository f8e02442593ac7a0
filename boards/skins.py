"""The skins a board's list can wear: folders of templates.

A skin is `boards/skins/<name>/post_list.html`, a page that extends
`boards/post_list.html` and draws the block `rows` its own way. Those in the site's
own theme (`data/templates`) stand beside ours, or replace them.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = "boards/post_list.html"
SHIPPED: dict[str, "StrOrPromise"] = {
    "list": _("목록"),
    "gallery": _("갤러리"),
    "webzine": _("웹진"),
}
_NAME = re.compile(r"[a-z0-9_-]{1,20}")


def pages_of(skin: str) -> list[str]:
    """Return the templates to try for a list: the skin's, then the plain one."""
    return [f"boards/skins/{skin}/post_list.html", PAGE]


def skin_choices() -> list[tuple[str, "StrOrPromise"]]:
    """Return what a manager can choose: our skins, then the theme's by their names."""
    engine: dict[str, Any] = settings.TEMPLATES[0]
    found = {
        page.parent.name
        for folder in engine["DIRS"]
        for page in Path(folder).glob("boards/skins/*/post_list.html")
    }
    own = sorted(name for name in found - set(SHIPPED) if _NAME.fullmatch(name))
    return [*SHIPPED.items(), *((name, name) for name in own)]
