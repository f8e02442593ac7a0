"""How a log-in is checked against the members, and who it is that comes back."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import filter_users_by_email
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from accounts.models import Member
from web.compiled import compiled


class MemberBackend(AuthenticationBackend):
    """allauth's, with one password checked for each try, whoever has the address.

    Unverified addresses may repeat. Were every member with the address tried, the
    time of the answer would tell how many there are.
    """

    def get_user(self, user_id: int) -> Member | None:
        """Return the member of a session, None for one who may not log in any more.

        A whole member, as Django reads him, by a query that is compiled once.
        """
        for row in _rows(member=user_id):
            member = Member.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row)
            return member if self.user_can_authenticate(member) else None
        return None

    def _authenticate_by_email(self, email: str, password: str) -> Member | None:
        """Try the member who verified the address, or who gave it first."""
        members = filter_users_by_email(email, prefer_verified=True)
        member = min(members, key=lambda member: int(member.pk), default=None)
        found: Member | None = self._check_password(member, password)
        return found


_COLUMNS = [field.attname for field in Member._meta.concrete_fields]


@compiled
def _rows(member: int) -> QuerySet[Member, tuple[Any, ...]]:
    return Member.objects.filter(pk=member).values_list(*_COLUMNS)
