"""Members whose nicknames begin with what somebody types into a search box.

Two indexes tell: of the nicknames themselves, for whole syllables (홍길), and of their
initials (ㅎㄱ). What was typed is a few ranges of the one that narrows it more.
"""

from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Substr

from accounts.models import Member
from accounts.names import NICKNAME_KEY_MAX, nickname_key
from accounts.suspending import suspension_of
from web.code_points import LAST, ByCodePoint
from web.hangul import Choice, folded, initials_of, matches_beginning, readings

CANDIDATES_MAX = 40  # that are read of one range, for some may be suspended
# How much a character narrows a search, about: one more bit halves what is left.
_BITS_OF_SAME, _BITS_OF_OPEN, _BITS_OF_INITIAL = 8, 6, 3
_PLACES_MAX = 8  # that the database compares; nearly nobody is left then


class _Span(NamedTuple):
    """Rows whose `column` begins with `start` and then a character up to `end`."""

    column: str
    start: str
    end: str


def members_beginning(query: str, limit: int) -> list[Member]:
    """Return at most `limit` members by the beginning of their nickname.

    Those that begin just so come first. None who has left, is suspended or whose
    account is shut. They carry `pk` and the nickname alone.
    """
    typed = nickname_key(folded(query))
    if not typed or len(typed) == NICKNAME_KEY_MAX:  # cut: nobody is called so
        return []
    spans: dict[_Span, list[Choice]] = {_Span("nickname_key", typed, typed + LAST): []}
    for choices in readings(typed):
        for span in _spans(choices):
            spans.setdefault(span, choices)
    found: dict[int, Member] = {}
    for span, choices in spans.items():
        for member in _candidates(span, choices):
            if _is_meant(typed, member):
                found.setdefault(member.pk, member)
            if len(found) == limit:
                return [*found.values()]
    return [*found.values()]


def _is_meant(typed: str, member: Member) -> bool:
    key = member.nickname_key or ""
    return matches_beginning(typed, key) and suspension_of(member) is None


def _candidates(span: _Span, choices: list[Choice]) -> list[Member]:
    column = ByCodePoint(span.column)
    rows = Member.objects.filter(is_active=True).alias(column=column)
    rows = rows.filter(column__gte=span.start, column__lt=span.end)
    for place, choice in enumerate(choices[:_PLACES_MAX], start=1):
        character = ByCodePoint(Substr("nickname_key", place, 1))
        is_chosen = Q()
        for low, high in choice:
            is_chosen |= Q(character__gte=low, character__lte=high)
        rows = rows.alias(character=character).filter(is_chosen)
    rows = rows.order_by(column).only("nickname", "nickname_key")
    return list(rows[:CANDIDATES_MAX])


def _spans(choices: list[Choice]) -> list[_Span]:
    """Return where to look for names that may begin so: what narrows it more."""
    same = 0
    while same < len(choices) and _is_one(choices[same]):
        same += 1
    prefix = "".join(choice[0].low for choice in choices[:same])
    initials = initials_of("".join(choice[0].low for choice in choices))
    bits = _BITS_OF_SAME * same
    if same < len(choices):
        bits += _BITS_OF_INITIAL if len(choices[same]) > 1 else _BITS_OF_OPEN
    if bits <= _BITS_OF_INITIAL * len(choices):
        return [_Span("initials", initials, initials + LAST)]
    if same == len(choices):
        return [_Span("nickname_key", prefix, prefix + LAST)]
    return [
        _Span("nickname_key", prefix + low, prefix + high + LAST)
        for low, high in choices[same]
    ]


def _is_one(choice: Choice) -> bool:
    return len(choice) == 1 and choice[0].low == choice[0].high
