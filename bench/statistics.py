"""Measure the statistics of ten years: each report as a page of the admin.

    .venv/bin/python -m bench.statistics [DAYS]

Fills a new data folder with the sums of DAYS (3,650), as many names a day as a busy
site has, and prints a Markdown table of the milliseconds that each report's page
takes for all of them: the median of five.
"""

import datetime
import os
import statistics
import sys
import tempfile
import time
from itertools import islice
from typing import Any

DAYS = 3650
_REPEATS = 5
_BATCH = 20_000
# How many names of each kind a day has.
_NAMES = {
    "domain": 100,
    "browser": 20,
    "system": 10,
    "device": 4,
    "hour": 24,
    "entry": 100,
    "robot": 20,
    "word": 100,
}


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DAYS
    with tempfile.TemporaryDirectory(prefix="madang-bench-") as folder:
        client, days = _open_site(folder, number)
        print(f"| report of {len(days):,} days | ms |\n|---|---|")
        from visitors.reports import REPORTS

        for slug in REPORTS:
            url = f"/admin/visitors/dailyvisits/reports/{slug}/"
            period = {"start": str(days[0]), "end": str(days[-1])}
            print(f"| {slug} | {_median(client, url, period) * 1e3:.0f} |")


def _open_site(folder: str, number: int) -> tuple[Any, list[datetime.date]]:
    """Make a site with sums of so many days; return its manager's browser."""
    os.environ.update(
        DATA_DIR=folder,
        STATIC_ROOT=folder,
        DJANGO_SETTINGS_MODULE="config.settings",
        LOG_LEVEL="ERROR",
    )
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="cache")
    call_command("createcachetable", verbosity=0, database="cache")
    from accounts.models import Member

    today = timezone.localdate()
    days = [today - datetime.timedelta(days=ago) for ago in range(number, 0, -1)]
    _fill(days)
    manager = Member(
        username="bench", nickname="재는이", is_superuser=True, is_staff=True
    )
    manager.set_unusable_password()
    manager.save()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(manager)
    return client, days


def _fill(days: list[datetime.date]) -> None:
    from visitors.models import DailyVisits, VisitTotal

    DailyVisits.objects.bulk_create(
        DailyVisits(date=day, count=500, robots=200, views=4000, is_summed=True)
        for day in days
    )
    rows = (
        VisitTotal(kind=kind, date=day, name=f"{kind} {number:02}", count=number + 1)
        for day in days
        for kind, names in _NAMES.items()
        for number in range(names)
    )
    while batch := list(islice(rows, _BATCH)):
        VisitTotal.objects.bulk_create(batch)


def _median(client: Any, url: str, period: dict[str, str]) -> float:
    times = []
    for _ in range(_REPEATS):
        start = time.perf_counter()
        status = client.get(url, period).status_code
        times.append(time.perf_counter() - start)
        if status != 200:
            raise SystemExit(f"{url}: answered {status}")
    return statistics.median(times)


if __name__ == "__main__":
    main()
