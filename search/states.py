"""Reads and notes how far the indexes are."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from search.indexes import Index
from search.models import IndexState
from search.tokens import TOKENISER_VERSION
from web.compiled import compiled


class State(NamedTuple):
    """What a writer has to know; see search.models.IndexState."""

    version: int
    building_version: int
    last_id: int
    finished_at: datetime | None

    @property
    def is_current(self) -> bool:
        """Whether the table searched is whole and of this tokeniser."""
        return self.version == TOKENISER_VERSION

    @property
    def is_finished(self) -> bool:
        """Whether the last rebuild came to its end."""
        return self.finished_at is not None

    @property
    def is_building(self) -> bool:
        """Whether a new table is being filled, with tokens of this tokeniser."""
        return self.building_version == TOKENISER_VERSION


def state_of(index: Index) -> State:
    """Read the state of an index; one that nobody noted is not whole."""
    rows = _state(name=index.value)
    return State(*rows[0]) if rows else State(0, 0, 0, None)


def note_state(index: Index, **columns: object) -> None:
    """Change the state of an index, in the caller's transaction."""
    IndexState.objects.update_or_create(defaults=columns, name=index.value)


@compiled
def _state(name: str) -> QuerySet[IndexState, tuple[Any, ...]]:
    rows = IndexState.objects.filter(name=name)
    return rows.values_list(*State._fields)
