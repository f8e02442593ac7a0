"""Measure whether the time of an answer tells that an e-mail address is known.

    .venv/bin/python -m bench.enumeration [TRIES]

Runs the pages of this copy in one process on a new data folder, without limits and
without the guard's question. Of each kind of page a known and an unknown address
are asked by turns; the medians of TRIES (200) answers are printed as a Markdown
table, with their ratio, which should lie between 0.95 and 1.05.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any
from unittest import mock

TRIES = 200
_WARM_UPS = 5
_PASSWORD = "마당에 핀 꽃 7송이"

_numbers = count(1)
_Ask = Callable[[], Any]  # sends a request, returns the response
_Prepare = Callable[[str], _Ask]  # gets ready to ask about an address


def main() -> None:
    """Print the table."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    with tempfile.TemporaryDirectory(prefix="madang-bench-") as folder:
        _open_site(folder)
        print("| page | known, ms | unknown, ms | ratio |\n|---|---|---|---|")
        for name, prepare in _pages().items():
            known, unknown = _medians(prepare, tries)
            print(
                f"| {name} | {known * 1e3:.2f} | {unknown * 1e3:.2f} "
                f"| {known / unknown:.3f} |"
            )


def _open_site(folder: str) -> None:
    """Make a site of its own, without limits."""
    os.environ.update(
        DATA_DIR=folder,
        STATIC_ROOT=folder,
        DJANGO_SETTINGS_MODULE="config.settings",
        EMAIL_URL="dummymail://",
        LOG_LEVEL="ERROR",
    )
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ACCOUNT_RATE_LIMITS = False
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="cache")
    call_command("createcachetable", verbosity=0, database="cache")
    from portal.starter import ensure_starter_site

    ensure_starter_site()
    mock.patch("accounts.views.needs_question", return_value=False).start()


def _pages() -> dict[str, _Prepare]:
    """Return what is asked, by the page's name."""
    from accounts.consents import documents

    agreed: dict[str, str] = {}
    for page in documents():
        agreed[f"agrees_to_{page.slug}"] = "on"
        agreed[f"{page.slug}_version"] = str(page.number)

    def log_in(email: str) -> _Ask:
        data = {"login": email, "password": "a wrong one"}
        return partial(_client().post, "/accounts/login/", data)

    def reset(email: str) -> _Ask:
        return partial(_client().post, "/accounts/password/reset/", {"email": email})

    def find_name(email: str) -> _Ask:
        return partial(_client().post, "/accounts/find-name/", {"email": email})

    def sign_up(email: str) -> _Ask:
        number = next(_numbers)
        data = {
            "username": f"bench{number}",
            "nickname": f"새사람{number}",
            "email": email,
            "password1": _PASSWORD,
            "password2": _PASSWORD,
            "is_fourteen": "on",
            **agreed,
        }
        return partial(_client().post, "/accounts/signup/", data)

    def change(email: str) -> _Ask:
        client = _client()
        client.force_login(_new_member(email=""))
        # The page asks for the password again unless one has just typed it.
        client.post("/accounts/reauthenticate/", {"password": _PASSWORD})
        data = {"action_add": "1", "email": email}
        return partial(client.post, "/accounts/email/", data)

    return {
        "log-in, wrong password": log_in,
        "forgotten password": reset,
        "forgotten name": find_name,
        "sign-up": sign_up,
        "another address": change,
    }


def _new_member(*, email: str) -> Any:
    """Make a member, his address verified."""
    from allauth.account.models import EmailAddress

    from accounts.consents import agree, documents
    from accounts.services import create_member

    number = next(_numbers)
    member = create_member(f"known{number}", f"아는이{number}", _PASSWORD, email=email)
    agree(member, {page.slug: page.number for page in documents()})
    if email:
        EmailAddress.objects.create(
            user=member, email=email, verified=True, primary=True
        )
    return member


def _client() -> Any:
    """Return somebody new, at an address of his own: no limit counts for another."""
    from django.test import Client

    number = next(_numbers)
    address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
    return Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=address)


def _medians(prepare: _Prepare, tries: int) -> tuple[float, float]:
    """Return the median seconds of an answer for known and for unknown addresses."""
    times: dict[bool, list[float]] = {True: [], False: []}
    statuses: set[int] = set()
    for turn in range(-min(tries, _WARM_UPS), tries):
        for is_known in random.sample([True, False], k=2):
            email = f"somebody{next(_numbers)}@example.com"
            # Somebody new comes in either case, as a write slows what follows it.
            _new_member(email=email if is_known else f"not-{email}")
            ask = prepare(email)
            start = time.perf_counter()
            statuses.add(ask().status_code)
            if turn >= 0:
                times[is_known].append(time.perf_counter() - start)
    if statuses not in ({200}, {302}):
        raise SystemExit(f"{prepare.__name__}: answered {statuses}")
    return statistics.median(times[True]), statistics.median(times[False])


if __name__ == "__main__":
    main()
