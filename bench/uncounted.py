"""The site as a WSGI application that counts neither visits nor views."""

from unittest import mock

from config.wsgi import application as application


def _count_nothing(*args: object) -> None:
    """Stand in for what counts a page that was sent."""


mock.patch("config.page_cache.count_page", _count_nothing).start()
