"""Sessions in Django's own table, read at little cost.

They are read anew for every request and kept in no memory, so that a log-out or a
ban is true in every process at once.
"""

from datetime import datetime
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from web.compiled import compiled

# In a session: the time.time() at which all others of its member were ended.
OUTLIVED = "outlived_others_at"


# Django signs what it keeps under the name of this class: it must stay SessionStore.
class SessionStore(db.SessionStore):
    """Django's store, read by a query that is compiled once."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; an unknown or expired one is given up."""
        for data, expires_at in _rows(key=self.session_key or ""):
            if expires_at > timezone.now():
                return self.decode(data)
        self._session_key = None
        return {}


@compiled
def _rows(key: str) -> QuerySet[Session, tuple[str, datetime]]:
    rows = Session.objects.filter(session_key=key)
    return rows.values_list("session_data", "expire_date")


def is_from_before(data: dict[str, Any], moment: float) -> bool:
    """Tell whether a session began before a time.time(), and did not outlive others then.

    One of which nothing tells when it began is an old one.
    """
    records = data.get(AUTHENTICATION_METHODS_SESSION_KEY) or [{}]
    times: list[float] = [data.get(OUTLIVED, 0), records[0].get("at", 0)]
    return max(times) < moment
