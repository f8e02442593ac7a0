"""Places in a thread: `reply_path`, four characters of [0-9a-z] per level.

Sorting a thread by path puts every reply below what it answers, older ones first.
"""

from django.db.models import Max, QuerySet

from boards.errors import ThreadFull

STEP = 4
MAX_DEPTH = 10
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LAST = len(_DIGITS) ** STEP - 1  # 1,679,615 replies to one post


def step_of(number: int) -> str:
    """Write a number as four base-36 digits, which sort as the numbers do."""
    digits = ""
    for _place in range(STEP):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def next_path(parent_path: str, siblings: "QuerySet") -> str:  # type: ignore[type-arg]
    """Return the path of a new reply, after its `siblings` (replies of one parent).

    The caller holds the thread's lock. Raises ThreadFull when nothing fits below.
    """
    if len(parent_path) // STEP >= MAX_DEPTH:
        raise ThreadFull
    last: str | None = siblings.aggregate(last=Max("reply_path"))["last"]
    number = int(last[-STEP:], 36) + 1 if last else 0
    if number > _LAST:
        raise ThreadFull
    return parent_path + step_of(number)
