"""What is noted on a request does not outlive its answer."""

import gc
import weakref

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from config import wsgi
from tests.config.asking import Site
from web.request import Request


def test_the_site_is_served_with_it():
    assert wsgi.django.request_class is Request


@pytest.mark.django_db
def test_what_a_request_knows_does_not_wait_for_the_collector():
    handler, noted = WSGIHandler(), []

    class Noting(Request):
        def close(self) -> None:
            noted.extend(
                weakref.ref(self.__dict__[name]) for name in ("user", "session")
            )
            super().close()

    handler.request_class = Noting
    gc.disable()
    try:
        answer = Site(application=handler).ask(reverse("portal:front"))
        still_there = [ref() for ref in noted if ref() is not None]
    finally:
        gc.enable()

    assert answer.status == 200
    assert len(noted) == 2
    assert still_there == []
