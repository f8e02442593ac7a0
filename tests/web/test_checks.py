"""Every unsafe setting is refused by name."""

import pytest
from django.core.checks import Tags, run_checks
from pytest_django import Settings


def refused() -> set[str]:
    return {error.id or "" for error in run_checks(tags=[Tags.security])}


def test_the_settings_as_shipped_are_safe() -> None:
    assert refused() == set()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"PORT": 0}, "web.E001"),
        ({"PORT": 65536}, "web.E001"),
        ({"WORKERS": 0}, "web.E002"),
        ({"SITE_URL": "board.example.kr"}, "web.E003"),
        ({"SITE_URL": "ftp://board.example.kr"}, "web.E003"),
        ({"SITE_URL": "http://"}, "web.E003"),
        ({"SITE_URL": "http://board.example.kr/yard"}, "web.E003"),
        ({"SITE_URL": "http://board.example.kr:port"}, "web.E003"),
        ({"SITE_URL": "http://me@board.example.kr"}, "web.E003"),
        ({"TRUSTED_PROXIES": ["10.0.0.0/8", "nginx"]}, "web.E005"),
        ({"SITE_URL": "https://board.example.kr"}, "web.E006"),
        ({"SECRET_KEY": "x" * 49}, "web.E007"),
    ],
)
def test_an_unsafe_setting_is_refused(
    changes: dict[str, object], error: str, settings: Settings
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)

    assert refused() == {error}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "board.example.kr"])
def test_a_site_open_to_others_needs_an_address(
    host: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    settings.HOST = host

    assert refused() == {"web.E004"}

    monkeypatch.setenv("SITE_URL", "http://127.0.0.1:8000")
    assert refused() == set()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_site_for_this_machine_alone_needs_no_address(
    host: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    settings.HOST = host

    assert refused() == set()


def test_a_site_behind_a_trusted_proxy_may_speak_https(
    settings: Settings,
) -> None:
    settings.SITE_URL = "https://board.example.kr:8443"
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"]
    settings.SECRET_KEY = "x" * 50

    assert refused() == set()
