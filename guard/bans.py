"""Which addresses may not use the site: kept in memory by every process, true at once.

A store of ready pages that answers before Django does must ask `ban_of` too, and
give its pages to nobody whose ban covers reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guard.models import AddressBan
from guard.networks import Network, NetworkTable, overlaps, parse_network
from web.generations import Generation, keep, raise_on_commit
from web.proxy import parse_address

WIDEST = {4: 8, 6: 16}  # the shortest prefix by version: no wider network is banned
KEEP_DAYS = 365  # of what is over
_LOOPBACK = [parse_network("127.0.0.0/8"), parse_network("::1")]


@dataclass(frozen=True)
class Ban:
    """What a banned visitor is told; `until` is None when there is no end."""

    reason: str
    until: datetime | None
    covers_reading: bool

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until <= timezone.now()


def ban_of(address: str) -> Ban | None:
    """Return the strictest ban that holds for the address now, without a query."""
    table = keep(Generation.BANS, "table", _read)
    parsed = parse_address(address) if table else None
    if parsed is None:
        return None
    bans = [ban for ban in table.covering(parsed) if not ban.is_over]
    return max(bans, key=_strictness, default=None)


def count_bans() -> int:
    """Return how many bans hold now."""
    unended = Q(until__isnull=True) | Q(until__gt=timezone.now())
    return AddressBan.objects.filter(unended).count()


def _strictness(ban: Ban) -> tuple[bool, bool, float]:
    """Order bans by what they cover, then by how long they last."""
    until = ban.until.timestamp() if ban.until else 0.0
    return ban.covers_reading, ban.until is None, until


def _read() -> NetworkTable[Ban]:
    rows = AddressBan.objects.values_list("network", "reason", "until", "scope")
    now = timezone.now()
    return NetworkTable(
        (
            parse_network(network),
            Ban(reason, until, covers_reading=scope == AddressBan.Scope.ALL),
        )
        for network, reason, until, scope in rows
        if until is None or until > now
    )


def clean_network(text: str, *, own_address: str) -> str:
    """Return the network as it is kept.

    own_address: of the manager at work. Raises ValidationError, in Korean, for what
    is no network, or one that would shut out too many, the manager, or the machines
    that the site itself stands on.
    """
    try:
        network = parse_network(text)
    except ValueError as error:
        raise ValidationError(
            _(
                "주소가 아닙니다. 203.0.113.7이나 203.0.113.0/24처럼 적어 주세요. "
                "콜론이 든 주소도 됩니다."
            )
        ) from error
    if network.prefixlen < WIDEST[network.version]:
        words = _("너무 넓습니다. /%(prefix)d보다 좁은 묶음으로 나누어 적어 주세요.")
        raise ValidationError(words % {"prefix": WIDEST[network.version]})
    if _touches(network, _LOOPBACK):
        raise ValidationError(
            _("이 서버 자신의 주소라 막을 수 없습니다. 막을 사람의 주소를 적어 주세요.")
        )
    if _touches(network, map(parse_network, settings.TRUSTED_PROXIES)):
        raise ValidationError(
            _(
                "사이트 앞에 선 프록시의 주소가 들어 있어 모두가 막힙니다. "
                "막을 사람의 주소만 적어 주세요."
            )
        )
    own = parse_address(own_address)
    if own is not None and _touches(network, [parse_network(str(own))]):
        raise ValidationError(
            _(
                "지금 쓰고 계신 주소(%(address)s)가 들어 있습니다. "
                "그 주소를 뺀 묶음으로 나누어 적어 주세요."
            )
            % {"address": own}
        )
    is_one = network.prefixlen == network.max_prefixlen
    return str(network.network_address if is_one else network)


def _touches(network: Network, others: Iterable[Network]) -> bool:
    return any(overlaps(network, other) for other in others)


@transaction.atomic
def save_ban(ban: AddressBan) -> None:
    """Save a ban whose network `clean_network` has cleaned; it holds at once."""
    ban.save()
    raise_on_commit(Generation.BANS)


@transaction.atomic
def delete_ban(ban: AddressBan) -> None:
    """Let the address in again, at once."""
    ban.delete()
    raise_on_commit(Generation.BANS)


@transaction.atomic
def lift_bans(address: str) -> list[str]:
    """Delete every ban that shares an address with this one; return their networks.

    Raises ValueError for what is no address and no network.
    """
    wanted = parse_network(address)
    lifted = [
        ban
        for ban in AddressBan.objects.all()
        if overlaps(parse_network(ban.network), wanted)
    ]
    for ban in lifted:
        delete_ban(ban)
    return [ban.network for ban in lifted]


def drop_old_bans() -> None:
    """Delete the bans that ended more than KEEP_DAYS ago."""
    end = timezone.now() - timedelta(days=KEEP_DAYS)
    AddressBan.objects.filter(until__lt=end).delete()
