"""Fixtures that every test may ask for."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper

import search.services
from accounts import last_seen
from accounts.models import Member
from boards.models import Board
from boards.services import views
from config import page_counting
from search.indexes import Index
from tests.factories import make_board, make_manager, make_member
from visitors import presence, recording, waiting, words
from web import generations
from web.generations import Generation


def _commits(request: pytest.FixtureRequest) -> bool:
    """Tell whether a test's transactions are real, its tables emptied afterwards."""
    marker = request.node.get_closest_marker("django_db")
    return "transactional_db" in request.fixturenames or bool(
        marker is not None and marker.kwargs.get("transaction")
    )


@pytest.fixture(autouse=True)
def fresh_memory(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Forget what the process keeps: a test's rolled-back rows must not stay in it.

    A test that runs inside a transaction never commits, so there what waits for the
    commit runs at once; tests marked `transaction=True` keep the real order.
    """
    cache.clear()
    for generation in Generation:
        generations.raise_now(generation)
    last_seen.forget()
    recording._secret_of.cache_clear()
    recording.forget()
    page_counting.queue.waiting.clear()
    waiting.queue.waiting.clear()
    words.queue.waiting.clear()
    views.forget_views()
    presence.forget()
    if "flusher" not in request.node.name:  # what waits is written by the test itself
        for flusher in (views._queue.flusher, presence._flusher):
            monkeypatch.setattr(flusher, "keep_running", lambda: None)
        for queue in (
            page_counting.queue,
            waiting.queue,
            last_seen.queue,
            words.queue,
        ):  # at once, as if nothing waited
            monkeypatch.setattr(queue.flusher, "keep_running", queue.flush)
    if not _commits(request):
        monkeypatch.setattr(
            BaseDatabaseWrapper,
            "on_commit",
            lambda connection, func, robust=False: func(),
        )
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def empty_indexes(request: pytest.FixtureRequest, fresh_memory: None) -> None:
    """Begin a test that commits with empty indexes: what empties tables leaves them."""
    if _commits(request):
        request.getfixturevalue("transactional_db")
        for index in Index:
            search.services.clear(index)


@pytest.fixture
def member(db: None) -> Member:
    return make_member()


@pytest.fixture
def manager(db: None) -> Member:
    return make_manager()


@pytest.fixture
def board(db: None) -> Board:
    return make_board()
