"""Marks views whose page is the same, to the byte, for every guest."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def anonymous_page(*parameters: str) -> Callable[[View], View]:
    """Say that a guest's page depends on the path and these query parameters alone.

    Such a page holds no byte of the visitor: no form token, no name, no address.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        marked.anonymous_parameters = frozenset(parameters)  # type: ignore[attr-defined]
        return marked  # type: ignore[return-value]

    return mark
