"""Lists of posts and comments in the admin: the newest of what was asked for.

A filter or a word may fit one row of ten million, and nobody waits for all to be read.
So board and days say where to look, and of what was written there last LOOKED_AT rows
are looked at; the rest of what is asked for is looked for among them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from boards.admin.dates import moments_of
from boards.admin.delegation import (
    DelegatedAdmin,
    is_site_manager,
    managed_boards,
)

LOOKED_AT = 10_000


class NewestChangeList(ChangeList):
    """A list in the order of writing, of a bounded number of rows."""

    looked_at: int | None = None  # so many rows, where there are more

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: Any = None
    ) -> QuerySet[Any]:
        days = moments_of(request.GET.get("written", ""))
        start, end = days or (None, None)
        if edge := self._edge(request, start, end):
            start, self.looked_at = edge, LOOKED_AT
        # One bound each way alone: SQLite would begin its walk at any of two.
        self.root_queryset = _between(self.root_queryset, start, end)
        return super().get_queryset(request, exclude_parameters)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Return the one order there is, whatever the address asks for."""
        return [*cast(DelegatedAdmin, self.model_admin).get_ordering(request)]

    def _edge(
        self, request: HttpRequest, start: datetime | None, end: datetime | None
    ) -> datetime | None:
        """Return when the last of the rows that are looked at was written.

        None when there are no more of them.
        """
        rows = _between(self.model._default_manager.all(), start, end)
        places = self._boards(request)
        parts = [rows] if places is None else [rows.filter(board=pk) for pk in places]
        edges = []
        for part in parts:
            moments = part.order_by("-created_at").values_list("created_at", flat=True)
            last = list(moments[LOOKED_AT - 1 : LOOKED_AT + 1])
            edges += last[:1] if len(last) > 1 else []
        # Of several boards the newest rows of all lie no further back.
        return max(edges, default=None)

    def _boards(self, request: HttpRequest) -> Sequence[int] | None:
        """Return the boards whose rows are looked at; None for those of all.

        A comment does not know its board, so the comments of all are looked at.
        """
        if cast(DelegatedAdmin, self.model_admin).board_lookup != "board":
            return None
        chosen = request.GET.get("board__id__exact", "")
        boards = managed_boards(request)
        if found := [board.pk for board in boards if str(board.pk) == chosen]:
            return found
        return None if is_site_manager(request) else [board.pk for board in boards]


def _between(
    rows: QuerySet[Any], start: datetime | None, end: datetime | None
) -> QuerySet[Any]:
    if start is not None:
        rows = rows.filter(created_at__gte=start)
    return rows if end is None else rows.filter(created_at__lt=end)
