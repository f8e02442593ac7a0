"""Numbers of single lists and posts: how a page learns that what it shows has changed.

Like generations (web.generations), but of one list or post each: whoever adds to it
says so, and pages that show it are made anew; all other pages stay.
"""

from functools import partial
from zlib import crc32

from django.db import transaction

from web.generation_numbers import PLACE, PLACES
from web.generations import shared_numbers


def note_change(*names: str) -> None:
    """Make pages that show one of these contents old, once the change is committed.

    names: as in the pages' header web.inner_headers.CONTENT.
    """
    for name in names:
        transaction.on_commit(partial(_raise, _place_of(name)))


def number_of(name: str) -> int | None:
    """Return the number that a content has now; None while it cannot be known."""
    return shared_numbers().read_place(_place_of(name))


def all_numbers() -> bytes | None:
    """Return the numbers of all contents, for `number_in`; None while unknown."""
    return shared_numbers().read_places()


def number_in(numbers: bytes, name: str) -> int:
    """Return the number that a content had when `all_numbers` was called."""
    number: int = PLACE.unpack_from(numbers, _place_of(name) * PLACE.size)[0]
    return number


def _raise(place: int) -> None:
    shared_numbers().raise_place(place)


def _place_of(name: str) -> int:
    return crc32(name.encode()) % PLACES
