"""Many first visits at once, from processes that know nothing of each other."""

import multiprocessing
import random
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connections

from visitors import services
from visitors.models import DailySalt, DailyVisits, Visit
from visitors.recording import record_visit
from visitors.services import counts

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Mobile/15E148"
ADDRESSES = [f"198.51.100.{number}" for number in range(200)]
THREADS = 4


def visit(address: str) -> bool:
    try:
        return record_visit(address, PHONE) is not None
    finally:
        connections.close_all()


def visit_all(start: Barrier, seed: int) -> None:
    addresses = random.Random(seed).sample(ADDRESSES, len(ADDRESSES))
    start.wait()
    with ThreadPoolExecutor(THREADS) as threads:
        counted = list(threads.map(visit, addresses))
    raise SystemExit(0 if all(counted) else 1)


def two_processes_visit_all() -> None:
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

    two_processes_visit_all()

    assert counts() == (200, 0, 200, 200)
    assert Visit.objects.count() == 200
    assert DailySalt.objects.count() == 1

    two_processes_visit_all()

    assert counts() == (200, 0, 200, 200)
    assert DailyVisits.objects.get().count == Visit.objects.count() == 200
    assert services.check_visits() == []
