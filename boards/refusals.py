"""Why somebody may not do something, and what opens the door, in Korean."""

from django.utils.translation import gettext as _

from accounts.levels import NEW_MEMBER_LEVEL, level_of
from accounts.models import Member


def level_needed(member: Member | None, level: int, act: str) -> str:
    """Say from which level on one may do `act` (such as "글을 쓸"), and what to do."""
    if member is None and level <= NEW_MEMBER_LEVEL:
        return _("회원만 %(act)s 수 있습니다. 로그인해 주세요.") % {"act": act}
    if member is None:
        return _(
            "%(level)d레벨 회원부터 %(act)s 수 있습니다. 회원이라면 로그인해 주세요."
        ) % {"act": act, "level": level}
    return _(
        "%(level)d레벨부터 %(act)s 수 있습니다. 지금은 %(mine)d레벨입니다. "
        "레벨은 관리자에게 문의해 주세요."
    ) % {"act": act, "level": level, "mine": level_of(member)}


def secret_post() -> str:
    return _("비밀글입니다. 글쓴이와 관리자만 볼 수 있습니다.")


def secret_comment() -> str:
    return _("비밀 댓글입니다. 댓글을 쓴 사람과 글쓴이, 관리자만 볼 수 있습니다.")


def not_yours() -> str:
    return _("글쓴이와 관리자만 고치거나 지울 수 있습니다.")


def logged_out() -> str:
    return _("쓰는 동안 로그인이 풀렸습니다.")  # the page says how to go on
