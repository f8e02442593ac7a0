"""Fixtures of the members' tests."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from tests.accounts.coming_in import ALL, lead_to, make_key
from tests.accounts.stub_provider import StubProvider


@pytest.fixture
def with_mail(settings: Any) -> None:
    """Have letters leave the site, as EMAIL_URL does."""
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


@pytest.fixture(scope="session")
def stub_server() -> Iterator[StubProvider]:
    with StubProvider() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def stub(
    stub_server: StubProvider, monkeypatch: pytest.MonkeyPatch, db: None
) -> StubProvider:
    """All providers, with the site's key to each of them."""
    stub_server.begin()
    lead_to(stub_server.url, monkeypatch)
    for provider in ALL:
        make_key(provider, stub_server)
    return stub_server
