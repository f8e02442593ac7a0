"""The site as a WSGI application that counts neither visits nor views."""

import sys
from unittest import mock

from config.wsgi import application as application


def _count_nothing(*args: object, **named: object) -> None:
    """Stand in for what counts a page that was sent."""


_page_cache = sys.modules["config.page_cache"]
_counter = "count_page" if hasattr(_page_cache, "count_page") else "_count"
mock.patch.object(_page_cache, _counter, _count_nothing).start()
