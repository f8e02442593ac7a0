"""Fixtures of the members' tests."""

from typing import Any

import pytest


@pytest.fixture
def with_mail(settings: Any) -> None:
    """Have letters leave the site, as EMAIL_URL does."""
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
