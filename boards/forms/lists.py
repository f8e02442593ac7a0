"""What a list may be asked for: a page, a category, words, an order."""

from functools import partial
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from boards.directory import categories_of
from boards.models import Board
from guard.sanitise import clean_text
from search.query import CHARACTERS_MAX
from web.stencils import Later

SEARCH_MAX = CHARACTERS_MAX
SORTS = {
    "": ("-thread", "reply_path"),
    "date": ("created_at", "id"),
    "-date": ("-created_at", "-id"),
    "views": ("view_count", "id"),
    "-views": ("-view_count", "-id"),
    "up": ("up_count", "id"),
    "-up": ("-up_count", "-id"),
}


def page_number(text: str | None) -> int:
    """Return the page asked for; whatever is no page number means the first."""
    try:
        return max(1, min(int(text or 1), 10**9))
    except ValueError:
        return 1


FIELDS = [
    ("title_body", _("제목+내용")),
    ("title", _("제목")),
    ("body", _("내용")),
    ("comment", _("댓글")),
    ("author", _("글쓴이")),
]
_FIELD_NAMES = frozenset(dict(FIELDS))


class SearchFields(forms.Form):
    """Where one types what to look for."""

    field = forms.ChoiceField(choices=FIELDS, required=False, label=_("검색 대상"))
    q = forms.CharField(
        required=False,
        label=_("검색어"),
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": SEARCH_MAX, "class": "input"}
        ),
    )


class ListForm:
    """What a list was asked for: category, search, order. Nonsense is ignored."""

    def __init__(self, board: Board, asked: dict[str, str]) -> None:
        words = clean_text(asked.get("q", "")).strip()
        field = asked.get("field", "")
        sort = asked.get("sort", "")
        self.words = words
        self.search_field = field if field in _FIELD_NAMES else "title_body"
        self.sort = sort if sort in SORTS else ""
        wanted = asked.get("category")
        self.category = next(
            (each for each in categories_of(board) if str(each.pk) == wanted), None
        )

    def fields(self) -> Later:
        """Return the fields, filled in: made when a template shows them."""
        initial = {"field": self.search_field, "q": self.words}
        make = partial(SearchFields, initial=initial)
        return Later(make, SearchFields, *initial.values())

    def query(self, *, sort: str | None = None) -> str:
        """Return what was asked as a query string that `page=2` can be put behind."""
        asked = {
            "category": self.category.pk if self.category else "",
            "field": self.search_field if self.words else "",
            "q": self.words,
            "sort": self.sort if sort is None else sort,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{query}&" if query else ""
