"""Suspensions: who may not use the site for a time, and why.

Every process keeps who is suspended in memory, so that a request costs no query,
and drops it when a suspension is made or lifted. The end needs nobody: what is
kept holds the time at which it is over.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member, Suspension
from accounts.services import LastManager, is_last_manager, lock_managers
from web.generations import Generation, keep, raise_on_commit


class CannotSuspend(Exception):
    """This member cannot be suspended; the text says why, in Korean."""


@dataclass(frozen=True)
class Suspended:
    """What a suspended member is told; `until` is None when there is no end."""

    until: datetime | None
    reason: str

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until <= timezone.now()


def suspension_of(member: Member) -> Suspended | None:
    """Return the suspension that holds now, without a query; None when there is none."""
    suspended = keep(Generation.SUSPENSIONS, "members", _read).get(member.pk)
    return None if suspended is None or suspended.is_over else suspended


def anybody_suspended() -> bool:
    """Whether any member at all may be suspended, without a query."""
    return bool(keep(Generation.SUSPENSIONS, "members", _read))


def count_suspended() -> int:
    """Return how many members are suspended now."""
    return Suspension.objects.current().count()


def _read() -> dict[int, Suspended]:
    current = Suspension.objects.current().order_by("pk")
    rows = current.values_list("member_id", "until", "reason")
    return {member_id: Suspended(until, reason) for member_id, until, reason in rows}


def check_can_suspend(member: Member, *, by: Member | None) -> None:
    """Raise CannotSuspend for who suspends himself, has left, or runs the site alone."""
    if by is not None and member.pk == by.pk:
        raise CannotSuspend(
            _("자기 자신은 정지할 수 없습니다. 다른 최고관리자에게 부탁해 주세요.")
        )
    if member.left_at is not None:
        raise CannotSuspend(
            _("이미 탈퇴한 회원이라 정지할 것이 없습니다. 다른 회원을 골라 주세요.")
        )
    if is_last_manager(member):
        raise CannotSuspend(str(LastManager()))


@transaction.atomic
def suspend(
    member: Member, *, until: datetime | None, reason: str, by: Member | None
) -> Suspension:
    """Keep a member from the site at once, until a time or, with None, without end.

    It takes the place of one that holds already. `reason` is told to him, by letter
    too when he has a verified address. Raises CannotSuspend.
    """
    lock_managers()
    row = Member.objects.select_for_update().get(pk=member.pk)
    check_can_suspend(row, by=by)
    row.suspensions.current().update(lifted_at=timezone.now())
    suspension = row.suspensions.create(until=until, reason=reason, made_by=by)
    raise_on_commit(Generation.SUSPENSIONS)
    _write_letter(row, "suspended", until=until, reason=reason)
    return suspension


@transaction.atomic
def lift(member: Member) -> bool:
    """End what keeps a member from the site; return whether anything did."""
    current = member.suspensions.current()
    has_changed = bool(current.update(lifted_at=timezone.now()))
    if has_changed:
        raise_on_commit(Generation.SUSPENSIONS)
        _write_letter(member, "suspension_lifted")
    return has_changed


def _write_letter(member: Member, name: str, **context: object) -> None:
    """Tell him by mail; an address nobody has verified may be a stranger's."""
    addresses = EmailAddress.objects.filter(user=member, verified=True)
    address = addresses.order_by("-primary", "pk").first()
    if not settings.HAS_MAIL or address is None:
        return
    context["name"] = member.display_name
    send = partial(
        get_adapter().send_mail, f"account/email/{name}", address.email, context
    )
    transaction.on_commit(send)
