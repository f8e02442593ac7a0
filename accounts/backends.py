"""How a log-in is checked against the members."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import filter_users_by_email

from accounts.models import Member


class MemberBackend(AuthenticationBackend):
    """allauth's, with one password checked for each try, whoever has the address.

    Unverified addresses may repeat. Were every member with the address tried, the
    time of the answer would tell how many there are.
    """

    def _authenticate_by_email(self, email: str, password: str) -> Member | None:
        """Try the member who verified the address, or who gave it first."""
        members = filter_users_by_email(email, prefer_verified=True)
        member = min(members, key=lambda member: int(member.pk), default=None)
        found: Member | None = self._check_password(member, password)
        return found
