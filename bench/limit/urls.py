"""One address for each size of page, such as /8192/."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import path


@lru_cache
def _page_of(size: int) -> bytes:
    return b"x" * size


def constant_page(request: HttpRequest, size: int) -> HttpResponse:
    """Answer with so many bytes, the same each time."""
    return HttpResponse(_page_of(size))


urlpatterns = [path("<int:size>/", constant_page)]
