"""What the site search was asked for."""

import datetime
from collections.abc import Sequence
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.forms import (
    FIELDS,
    PERIOD_NAMES,
    PERIODS,
    SEARCH_MAX,
    period_named,
    typed_words,
)
from boards.models import Board, BoardGroup
from boards.searching import COMMENTS
from guard.forms import TypedTextField

# Of a select: a value with its name, or a name with such values below it.
Choices = list[tuple[str, str | list[tuple[str, str]]]]

_FIELDS = [(name, label) for name, label in FIELDS if name != COMMENTS]


class _Select(forms.Select):
    """One whose options are not a template each, which took a fifth of the page."""

    template_name = "portal/_select.html"


class SearchFields(forms.Form):
    """Where one types what to look for.

    places: the choices of the first field, boards below their groups.
    """

    period = forms.ChoiceField(
        choices=PERIOD_NAMES,
        required=False,
        label=gettext_lazy("기간"),
        widget=_Select,
    )
    field = forms.ChoiceField(
        choices=_FIELDS,
        required=False,
        label=gettext_lazy("검색 대상"),
        widget=_Select,
    )
    q = TypedTextField(
        label=gettext_lazy("검색어"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": SEARCH_MAX, "class": "input"}
        ),
    )

    def __init__(self, places: Choices, initial: dict[str, str]) -> None:
        super().__init__(initial=initial)
        place = forms.ChoiceField(
            choices=places, required=False, label=_("게시판"), widget=_Select
        )
        self.fields = {"place": place, **self.fields}


class SearchForm:
    """What the site search was asked for; nonsense is ignored.

    boards: those the reader finds something on, group by group.
    """

    def __init__(
        self, asked: QueryDict, boards: Sequence[tuple[BoardGroup, Sequence[Board]]]
    ) -> None:
        self.is_sent = "q" in asked
        self.words = typed_words(asked.get("q", ""))
        field = asked.get("field", "")
        self.field = field if field in dict(_FIELDS) else "title_body"
        period = asked.get("period", "")
        self.period_name = period if period in PERIODS else ""
        self.is_for_comments = asked.get("type") == "comments"
        places = {"": [board for _group, of_group in boards for board in of_group]}
        choices: Choices = [("", _("전체 게시판"))]
        for group, of_group in boards:
            whole = f"group:{group.slug}"
            places[whole] = list(of_group)
            places |= {f"board:{board.slug}": [board] for board in of_group}
            named = [(f"board:{board.slug}", board.name) for board in of_group]
            all_of_group = _("%(group)s 전체") % {"group": group.name}
            choices.append((group.name, [(whole, all_of_group), *named]))
        place = asked.get("place", "")
        self.place = place if place in places else ""
        self.boards = places[self.place]
        self.fields = SearchFields(
            choices,
            initial={
                "place": self.place,
                "period": self.period_name,
                "field": self.field,
                "q": self.words,
            },
        )

    @property
    def since(self) -> datetime.date | None:
        """The first day of the period that was asked for."""
        period = period_named(self.period_name)
        return period.start if period else None

    def query(self, *, is_for_comments: bool | None = None) -> str:
        """Return what was asked as a query string that `page=2` can be put behind."""
        if is_for_comments is None:
            is_for_comments = self.is_for_comments
        asked = {
            "q": self.words,
            "field": "" if self.field == "title_body" else self.field,
            "place": self.place,
            "period": self.period_name,
            "type": "comments" if is_for_comments else "",
        }
        return f"{urlencode({name: value for name, value in asked.items() if value})}&"
