"""What must be emptied elsewhere when a member leaves.

Apps above this one keep personal data too; each registers one plain callable in
its `AppConfig.ready`, so that leaving needs no knowledge of them.
"""

from collections.abc import Callable

from accounts.models import Member

_erasers: list[Callable[[Member], None]] = []


def register_eraser(erase: Callable[[Member], None]) -> None:
    """Have `erase(member)` called, inside the transaction, when a member leaves."""
    _erasers.append(erase)


def erase_elsewhere(member: Member) -> None:
    """Call every registered eraser."""
    for erase in _erasers:
        erase(member)
