"""Addresses of pages, found once for each name: `reverse` takes 20 us and more."""

import re
from functools import cache

from django.urls import get_script_prefix, reverse

_WORD = re.compile(r"[\w-]+", re.ASCII)
_NUMBER = 1_917_350_001  # no number of any address


def address_of(name: str, *args: str | int) -> str:
    """Return what `reverse(name, args=args)` returns."""
    kinds = tuple(map(type, args))
    pattern = _pattern(name, kinds, get_script_prefix())
    if pattern is None:
        return reverse(name, args=args)
    for arg in args:
        if type(arg) is not int and not _WORD.fullmatch(str(arg)):
            return reverse(name, args=args)
    return pattern % args


@cache
def _pattern(name: str, kinds: tuple[type, ...], prefix: str) -> str | None:
    """Return the address with %s where its words and numbers stand, if it has such."""
    marks = [
        _NUMBER + place if kind is int else f"word-{place}-of-an-address"
        for place, kind in enumerate(kinds)
    ]
    address = reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        before, found, after = address.partition(str(mark))
        if not found or "%s" in after:
            return None
        address = f"{before}%s{after}"
    return address
