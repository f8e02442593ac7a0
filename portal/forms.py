"""What the site search was asked for."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

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

Choices = tuple[tuple[str, str], ...]  # values and their names
_FIELDS = [(name, label) for name, label in FIELDS if name != COMMENTS]


class Select(NamedTuple):
    """A field with choices; all plain values, so that what it looks like can be kept.

    groups: choices below the name of their group, or below "".
    """

    name: str
    label: str
    groups: tuple[tuple[str, Choices], ...]
    value: str


def _plain(choices: Iterable[tuple[str, object]]) -> Choices:
    return tuple((value, str(label)) for value, label in choices)


class SearchForm:
    """What the site search was asked for; nonsense is ignored.

    boards: those the reader finds something on, group by group.
    """

    longest = SEARCH_MAX  # characters of what is looked for

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
        groups: list[tuple[str, Choices]] = [("", (("", _("전체 게시판")),))]
        for group, of_group in boards:
            whole = f"group:{group.slug}"
            places[whole] = list(of_group)
            places |= {f"board:{board.slug}": [board] for board in of_group}
            named = [(f"board:{board.slug}", board.name) for board in of_group]
            all_of_group = _("%(group)s 전체") % {"group": group.name}
            groups.append((group.name, ((whole, all_of_group), *named)))
        place = asked.get("place", "")
        self.place = place if place in places else ""
        self.boards = places[self.place]
        self.selects = [
            Select("place", _("게시판"), tuple(groups), self.place),
            Select(
                "period", _("기간"), (("", _plain(PERIOD_NAMES)),), self.period_name
            ),
            Select("field", _("검색 대상"), (("", _plain(_FIELDS)),), self.field),
        ]

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
