"""What turns counting on and off begins once, however many requests come at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from bench import half_counted


def test_requests_that_come_together_begin_one_turning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = []

    @cache
    def begin_slowly() -> None:
        time.sleep(0.05)
        begun.append(True)

    monkeypatch.setattr(half_counted, "_begin", begin_slowly)
    with ThreadPoolExecutor(8) as threads:
        for _request in range(8):
            threads.submit(half_counted._turn_around)

    assert begun == [True]
