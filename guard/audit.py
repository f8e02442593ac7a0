"""The record of what managers do and of whose data they look at, kept for a year."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from guard.models import AuditEntry
from guard.sanitise import clean_text
from web.networks import network_of
from web.proxy import parse_address

KEEP_DAYS = 365
_REPR_MAX, _DETAIL_MAX = 200, 500  # characters, as long as the columns

Act = AuditEntry.Act


def record(
    request: HttpRequest, act: Act, of: Model | type[Model], *, detail: str = ""
) -> None:
    """Write down what whoever is asking does to a row, or to a list of such rows.

    Call it inside the transaction of the act, so that one is not there without the
    other. `detail` is Korean and names fields, never what stands in them.
    """
    is_row = isinstance(of, Model)
    name = of if is_row else _("%(kind)s 목록") % {"kind": of._meta.verbose_name}
    AuditEntry.objects.create(
        actor_id=request.user.pk,
        actor_name=request.user.get_username(),
        act=act,
        object_type=of._meta.label_lower,
        object_id=str(of.pk) if is_row else "",
        # What was typed into a search may hold what no database keeps.
        object_repr=clean_text(str(name))[:_REPR_MAX],
        detail=clean_text(detail)[:_DETAIL_MAX],
        address=str(parse_address(request.META.get("REMOTE_ADDR", "")) or ""),
    )


def forget_name(member: Model, name: str) -> None:
    """Put another name in place of that of a member who has left."""
    of_member = {"object_type": member._meta.label_lower, "object_id": str(member.pk)}
    AuditEntry.objects.filter(**of_member).update(object_repr=name)
    AuditEntry.objects.filter(actor=member.pk).update(actor_name=name)


def drop_old_entries() -> None:
    """Delete what is a year old, and cut addresses older than IP_KEEP_DAYS."""
    now = timezone.now()
    AuditEntry.objects.filter(at__lt=now - timedelta(days=KEEP_DAYS)).delete()
    old = AuditEntry.objects.filter(at__lt=now - timedelta(days=settings.IP_KEEP_DAYS))
    whole = old.exclude(address="").exclude(address__contains="/")
    for address in set(whole.values_list("address", flat=True)):
        whole.filter(address=address).update(address=network_of(address))
