"""Fixtures that every test may ask for."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts import last_seen
from accounts.models import Member
from boards.models import Board
from boards.services import views
from tests.factories import make_board, make_manager, make_member
from visitors import presence, recording, waiting
from web import generations
from web.generations import Generation


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
    waiting.queue.waiting.clear()
    views.forget_views()
    presence.forget()
    if "flusher" not in request.node.name:  # what waits is written by the test itself
        for flusher in (views._queue.flusher, presence._flusher):
            monkeypatch.setattr(flusher, "keep_running", lambda: None)
        for queue in (waiting.queue, last_seen.queue):  # at once, as if nothing waited
            monkeypatch.setattr(queue.flusher, "keep_running", queue.flush)
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction")
    )
    if not commits:
        monkeypatch.setattr(
            BaseDatabaseWrapper,
            "on_commit",
            lambda connection, func, robust=False: func(),
        )
    yield
    cache.clear()


@pytest.fixture
def member(db: None) -> Member:
    return make_member()


@pytest.fixture
def manager(db: None) -> Member:
    return make_manager()


@pytest.fixture
def board(db: None) -> Board:
    return make_board()
