"""A filter of the admin for what is so or is not."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise


class YesNoFilter(admin.SimpleListFilter):
    """Keeps the rows for which a condition holds, or all others.

    A subclass says `title`, `parameter_name`, what the two are called (`yes`, `no`),
    and `condition`.
    """

    yes: str | Promise
    no: str | Promise

    def condition(self) -> Q:
        """Return what must hold of a row."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", self.yes), ("no", self.no)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(self.condition())
        return queryset.exclude(self.condition()) if self.value() == "no" else queryset
