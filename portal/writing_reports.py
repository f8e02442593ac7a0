"""글,댓글 현황: posts, comments and sign-ups of any days, day by day or by board."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.sign_ups import sign_ups_by_day
from boards.directory import directory
from boards.models import Board
from boards.writing import Written, written_by_board, written_by_day
from web.periods import Period

MONTH, YEAR = len("2026-03"), len("2026")  # of a day's name


@dataclass(frozen=True)
class Row:
    """One line: a day, a month, a year or a board."""

    name: str
    posts: int = 0
    comments: int = 0
    sign_ups: int = 0

    def __add__(self, other: "Row") -> "Row":
        return Row(
            self.name,
            self.posts + other.posts,
            self.comments + other.comments,
            self.sign_ups + other.sign_ups,
        )


@dataclass(frozen=True)
class Report:
    """One way to look at what was written."""

    slug: str
    title: str | Promise
    read: Callable[[Period, Board | None], list[Row]]
    is_series: bool = True  # ordered in time, drawn as columns


def by_day(period: Period, board: Board | None = None) -> list[Row]:
    """Return every day of the period; sign-ups belong to no board."""
    written = written_by_day(period, board)
    joined = {} if board else sign_ups_by_day(period)
    return [
        _row(f"{day}", written.get(day, Written()), joined.get(day, 0))
        for day in period.dates()
    ]


def whole(rows: Iterable[Row]) -> Row:
    """Return the numbers of all lines together."""
    return sum(rows, Row(""))


def _row(name: str, written: Written, sign_ups: int = 0) -> Row:
    return Row(name, written.posts, written.comments, sign_ups)


def grouped(rows: Iterable[Row], length: int) -> list[Row]:
    """Return rows together whose names begin with the same `length` letters."""
    groups: dict[str, Row] = {}
    for row in rows:
        name = row.name[:length]
        groups[name] = groups.get(name, Row(name)) + row
    return list(groups.values())


def _by_month(period: Period, board: Board | None) -> list[Row]:
    return grouped(by_day(period, board), MONTH)


def _by_year(period: Period, board: Board | None) -> list[Row]:
    return grouped(by_day(period, board), YEAR)


def _by_board(period: Period, board: Board | None) -> list[Row]:
    """Return the boards as they stand in the menu, those without anything too."""
    written = written_by_board(period)
    boards = [board] if board else directory().boards
    return [_row(each.name, written.get(each.pk, Written())) for each in boards]


REPORTS = {
    report.slug: report
    for report in (
        Report("days", gettext_lazy("일"), by_day),
        Report("months", gettext_lazy("월"), _by_month),
        Report("years", gettext_lazy("년"), _by_year),
        Report("boards", gettext_lazy("게시판"), _by_board, is_series=False),
    )
}
