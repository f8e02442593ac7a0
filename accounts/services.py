"""Every write to members: joining, renaming, leaving, the first manager."""

import hashlib
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import consents, devices, log_ins, tasks
from accounts.erasure import erase_elsewhere
from accounts.levels import NEW_MEMBER_LEVEL, TOP_LEVEL
from accounts.models import ManagerInvitation, Member, Suspension
from accounts.names import nickname_key
from accounts.profile import PROFILE_FIELDS
from accounts.second_factor import drop_second_factor
from guard import audit


class NameTaken(Exception):
    """Another member has the name; `field` is `username` or `nickname`."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field

    def __str__(self) -> str:
        if self.field == "username":
            return _("이미 쓰고 있는 아이디입니다. 다른 아이디를 정해 주세요.")
        return _("이미 쓰고 있는 닉네임입니다. 다른 닉네임을 정해 주세요.")


class LastManager(Exception):
    """The site would be left without anybody who can manage it."""

    def __str__(self) -> str:
        return _(
            "이 회원은 하나뿐인 최고관리자입니다. "
            "다른 회원을 최고관리자로 정한 뒤에 다시 해 주세요."
        )


class InvitationSpent(Exception):
    """The link was used, replaced by a newer one, or a manager exists already."""


def create_member(
    username: str,
    nickname: str,
    password: str | None,
    *,
    email: str = "",
    level: int = NEW_MEMBER_LEVEL,
) -> Member:
    """Make a member; without a password nobody can log in as him.

    The names must have been checked by a form. Raises NameTaken when another
    member has one of them, also when he took it this very moment.
    """
    member = Member(username=username, nickname=nickname, email=email, level=level)
    member.set_password(password)
    save_named(member)
    return member


@transaction.atomic
def join_member(
    username: str,
    nickname: str,
    password: str | None,
    *,
    email: str = "",
    profile: dict[str, str],
    versions: dict[str, int],
    wants_marketing: bool = False,
) -> Member:
    """Make the member who joins by himself, with what he agreed to.

    profile: columns of accounts.profile. versions: of the terms and the privacy
    policy, by slug. Raises NameTaken.
    """
    member = create_member(username, nickname, password, email=email)
    save_profile(member, nickname=nickname, profile=profile)
    consents.agree(member, versions, is_fourteen=True)
    consents.set_marketing(member, is_given=wants_marketing)
    return member


def save_named(member: Member) -> None:
    """Save the whole member; the database decides who has a name first.

    Raises NameTaken.
    """
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        taken = taken_field(member)
        if taken is None:
            raise
        raise NameTaken(taken) from error


def taken_field(member: Member) -> str | None:
    """Say which of the member's names another one has: a field, or None."""
    others = Member.objects.exclude(pk=member.pk)
    if others.filter(username=member.username).exists():
        return "username"
    if others.filter(nickname_key=nickname_key(member.nickname)).exists():
        return "nickname"
    return None


def save_profile(
    member: Member,
    *,
    nickname: str,
    profile: dict[str, str],
    hides_presence: bool = False,
) -> None:
    """Save what a member says of himself. Raises NameTaken, leaving him as he was.

    profile: columns of accounts.profile. hides_presence: whether readers may not see
    that he is here.
    """
    values = {"nickname": nickname, "hides_presence": hides_presence, **profile}
    before = {name: getattr(member, name) for name in values}
    _set(member, values)
    try:
        with transaction.atomic():
            member.save(update_fields=list(values))
    except IntegrityError as error:
        _set(member, before)
        raise NameTaken("nickname") from error


def _set(member: Member, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(member, name, value)


@transaction.atomic
def save_by_manager(member: Member) -> None:
    """Save what a manager wrote of a member, new or old; his e-mail in one place.

    Raises NameTaken.
    """
    save_named(member)
    EmailAddress.objects.filter(user=member).exclude(email=member.email).delete()


def is_last_manager(member: Member) -> bool:
    """Say whether nobody else could manage the site without this member."""
    suspended = Suspension.objects.current().values("member")
    managers = Member.objects.filter(is_superuser=True, is_active=True)
    managers = managers.exclude(pk__in=suspended)
    return (
        member.is_superuser
        and member.is_active
        and not managers.exclude(pk=member.pk).exists()
    )


@transaction.atomic
def erase_member(member: Member) -> None:
    """Empty the member's row, which stays as `left-<id>` because his posts do.

    Twice does nothing twice. Raises LastManager for the last active site manager.
    """
    lock_managers()
    row = Member.objects.select_for_update().get(pk=member.pk)
    if row.left_at is None:
        if is_last_manager(row):
            raise LastManager
        _empty(row)
        EmailAddress.objects.filter(user=row).delete()
        row.suspensions.all().delete()
        SocialAccount.objects.filter(user=row).delete()
        row.groups.clear()
        row.user_permissions.clear()
        devices.forget_devices(row)
        log_ins.forget_log_ins(row)
        drop_second_factor(row)
        erase_elsewhere(row)
        transaction.on_commit(lambda: tasks.forget_sessions(row.pk))
    # Also the second time: the admin logs a deletion with the name it found.
    _forget_in_admin_log(row)
    member.refresh_from_db()


def lock_managers() -> None:
    """Have two managers who go at the same moment wait for each other."""
    managers = Member.objects.filter(is_superuser=True).order_by("pk")
    list(managers.select_for_update().values_list("pk"))


def _empty(row: Member) -> None:
    row.username = f"left-{row.pk}"
    row.nickname = row.email = ""
    _set(row, dict.fromkeys(PROFILE_FIELDS, ""))
    row.level = NEW_MEMBER_LEVEL
    row.is_active = row.is_staff = row.is_superuser = False
    row.last_login = None
    row.wants_marketing = False
    row.left_at = timezone.now()
    row.set_unusable_password()  # which also ends every session of his
    row.save()


def _forget_in_admin_log(row: Member) -> None:
    content_type = ContentType.objects.get_for_model(Member)
    entries = LogEntry.objects.filter(content_type=content_type, object_id=str(row.pk))
    entries.update(object_repr=row.username)
    audit.forget_name(row, row.username)


def has_manager() -> bool:
    """Say whether the site has ever been given a manager who is still there."""
    return Member.objects.filter(is_superuser=True).exists()


@transaction.atomic
def invite_first_manager() -> str | None:
    """Return a new one-time link for making the first manager.

    Older links die with it. None when a manager exists.
    """
    if has_manager():
        return None
    ManagerInvitation.objects.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    ManagerInvitation.objects.create(token_hash=_hash(token))
    path = reverse("accounts:first_manager", args=[token])
    return f"{settings.SITE_URL}{path}"


def is_invited(token: str) -> bool:
    """Say whether this link can still make the first manager."""
    unused = ManagerInvitation.objects.filter(token_hash=_hash(token), used_at=None)
    return unused.exists() and not has_manager()


def create_first_manager(
    token: str, *, username: str, nickname: str, password: str, email: str = ""
) -> Member:
    """Make the site manager whom the link invites; one link makes one.

    Raises InvitationSpent, or NameTaken, after which the link is still good.
    """
    manager = Member(
        username=username,
        nickname=nickname,
        email=email,
        level=TOP_LEVEL,
        is_staff=True,
        is_superuser=True,
    )
    manager.set_password(password)
    with transaction.atomic():
        unused = ManagerInvitation.objects.filter(token_hash=_hash(token), used_at=None)
        # The update locks the row: of two at the same moment one finds it used.
        if not unused.update(used_at=timezone.now()) or has_manager():
            raise InvitationSpent
        save_named(manager)
    return manager


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
