"""Many first visits at once, from processes that know nothing of each other."""

import multiprocessing
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier

import pytest
import time_machine
from django.db import connections

from visitors import services
from visitors.models import DailySalt, DailyVisits, Visit
from visitors.recording import record_visit
from visitors.services import counts

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
ROBOT = "Mozilla/5.0 (compatible; Yeti/1.1; +http://naver.me/spd)"
ADDRESSES = [f"198.51.100.{number}" for number in range(200)]
MANY_ADDRESSES = [f"203.0.{number % 2}.{number // 2}" for number in range(500)]
THREADS = 4


def visit(address: str, agent: str = PHONE) -> bool:
    try:
        return record_visit(address, agent) is not None
    finally:
        connections.close_all()


def visit_all(start: Barrier, seed: int) -> None:
    addresses = random.Random(seed).sample(ADDRESSES, len(ADDRESSES))
    start.wait()
    with ThreadPoolExecutor(THREADS) as threads:
        counted = list(threads.map(visit, addresses))
    raise SystemExit(0 if all(counted) else 1)


def two_processes(visit_all: Callable[[Barrier, int], None]) -> None:
    """A connection must not be shared over a fork, nor a pool of them."""
    connections.close_all()
    if hasattr(connections["default"], "close_pool"):
        connections["default"].close_pool()
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(2)
    processes = [fork.Process(target=visit_all, args=(start, seed)) for seed in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_200_first_visits_at_once_count_200() -> None:
    assert counts().today == 0

    two_processes(visit_all)

    assert counts() == (200, 0, 200, 200)
    assert Visit.objects.count() == 200
    assert DailySalt.objects.count() == 1

    two_processes(visit_all)

    assert counts() == (200, 0, 200, 200)
    assert DailyVisits.objects.get().count == Visit.objects.count() == 200
    assert services.check_visits() == []


def visit_at_midnight(start: Barrier, seed: int) -> None:
    """Open pages as a robot or a person; midnight comes at half of them."""
    chance = random.Random(seed)
    addresses = chance.sample(MANY_ADDRESSES, len(MANY_ADDRESSES))
    start.wait()
    with (
        time_machine.travel("2026-03-02T23:59:00+09:00", tick=True) as clock,
        ThreadPoolExecutor(THREADS) as threads,
    ):

        def visit_one(place: int) -> bool:
            if place == len(addresses) // 2:
                clock.shift(120)
            return visit(addresses[place], chance.choice((PHONE, ROBOT)))

        counted = list(threads.map(visit_one, range(len(addresses))))
    raise SystemExit(0 if all(counted) else 1)


@pytest.mark.django_db(transaction=True)
def test_500_addresses_around_midnight_are_counted_exactly() -> None:
    two_processes(visit_at_midnight)

    days = DailyVisits.objects.order_by("date")
    assert [str(day.date) for day in days] == ["2026-03-02", "2026-03-03"]
    for day in days:
        visits = Visit.objects.filter(date=day.date)
        assert day.count == visits.filter(is_robot=False).count()
        assert day.robots == visits.filter(is_robot=True).count()
    assert 500 <= Visit.objects.count() <= 1000
    assert services.check_visits() == []
