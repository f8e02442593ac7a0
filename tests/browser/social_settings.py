"""The site's own settings, with Google played by tests.accounts.stub_provider.

allauth itself lets settings say where Google lies; STUB_URL is where the stub does.
"""

import os

from config.settings import *  # noqa: F403

_STUB = f"{os.environ['STUB_URL']}/google"

SOCIALACCOUNT_PROVIDERS = {
    "google": {
        "OAUTH_PKCE_ENABLED": True,
        "AUTHORIZE_URL": f"{_STUB}/authorize",
        "ACCESS_TOKEN_URL": f"{_STUB}/token",
        "IDENTITY_URL": f"{_STUB}/profile",
    }
}
