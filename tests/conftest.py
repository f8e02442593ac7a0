"""Fixtures that every test may ask for."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from accounts.models import Member
from boards.models import Board
from tests.factories import make_board, make_manager, make_member
from web import generations
from web.generations import Generation


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """Forget what the process keeps: a test's rolled-back rows must not stay in it."""
    cache.clear()
    for generation in Generation:
        generations._numbers().raise_(generation)
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
