"""What a list may be asked for: a page, a category, words, an order, a period."""

import datetime
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from boards.directory import categories_of
from boards.models import Board
from guard.sanitise import clean_text
from search.query import CHARACTERS_MAX
from web.periods import Period
from web.stencils import Later
from web.today import today

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
# How many days of Seoul each has, today among them.
PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}
PERIOD_NAMES = [
    ("", _("전체 기간")),
    ("day", _("오늘")),
    ("week", _("일주일")),
    ("month", _("한 달")),
    ("year", _("일 년")),
]


def typed_words(text: str) -> str:
    """Return what was typed to be looked for; of too much enough to tell so."""
    return clean_text(text[: 4 * SEARCH_MAX]).strip()[: SEARCH_MAX + 1]


def period_named(name: str) -> Period | None:
    """Return the days of one of PERIODS, until today; None for another name."""
    if name not in PERIODS:
        return None
    return Period(today() - datetime.timedelta(days=PERIODS[name] - 1), today())


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
    """Where one types what to look for, and of what time it shall be."""

    period = forms.ChoiceField(choices=PERIOD_NAMES, required=False, label=_("기간"))
    field = forms.ChoiceField(choices=FIELDS, required=False, label=_("검색 대상"))
    q = forms.CharField(
        required=False,
        label=_("검색어"),
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": SEARCH_MAX, "class": "input"}
        ),
    )


class ListForm:
    """What a list was asked for: category, search, order, period.

    Nonsense is ignored.
    """

    def __init__(self, board: Board, asked: dict[str, str]) -> None:
        self.words = typed_words(asked.get("q", ""))
        field = asked.get("field", "")
        sort = asked.get("sort", "")
        period = asked.get("period", "")
        self.search_field = field if field in _FIELD_NAMES else "title_body"
        self.sort = sort if sort in SORTS else ""
        self.period_name = period if period in PERIODS else ""
        wanted = asked.get("category")
        self.category = next(
            (each for each in categories_of(board) if str(each.pk) == wanted), None
        )

    @property
    def period(self) -> Period | None:
        """The days of the period that was asked for, until today."""
        return period_named(self.period_name)

    @property
    def is_in_natural_order(self) -> bool:
        """Whether the list is asked for whole, as it stands."""
        return not (self.words or self.sort or self.period_name)

    def fields(self) -> Later:
        """Return the fields, filled in: made when a template shows them."""
        initial = {
            "period": self.period_name,
            "field": self.search_field,
            "q": self.words,
        }
        make = partial(SearchFields, initial=initial)
        return Later(make, SearchFields, *initial.values())

    def query(self, *, sort: str | None = None, period: str | None = None) -> str:
        """Return what was asked as a query string that `page=2` can be put behind.

        sort, period: those of another list, in place of what was asked.
        """
        asked = {
            "category": self.category.pk if self.category else "",
            "field": self.search_field if self.words else "",
            "q": self.words,
            "sort": self.sort if sort is None else sort,
            "period": self.period_name if period is None else period,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{query}&" if query else ""
