"""What the form of the site's settings sends when a manager presses 저장."""

from typing import Any

from accounts.profile import PROFILE_FIELDS
from siteconfig.models import Asking


def settings_form(**fields: Any) -> dict[str, Any]:
    """Return the least the form sends, and `fields`."""
    asked = {f"asks_{name}": Asking.OFF.value for name in PROFILE_FIELDS}
    return {"site_name": "은행나무골", **asked, **fields}
