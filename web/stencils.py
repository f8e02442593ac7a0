"""Stencils: parts of a page whose template runs once for each of their shapes.

Fifteen rows of a list differ in their words and numbers and in hardly anything else.
So the template of a row is rendered once with stand-ins for what it prints; the text
is cut open where they came out, and from then on a row is made by putting its values
in, escaped as the template did. Nothing kept here can grow old: a stencil depends on
what it was given alone. It holds no word that it prints, only the values that have a
stencil of their own each, such as a board or the words of a search.

A template may be anybody's (a theme's), so a stand-in notices all that is done with
it. What is asked for more than to be printed, or to be there or not, or comes out
otherwise than it went in, is rendered each time as if there were no stencils.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any, ClassVar, Literal, cast

from django.utils.functional import Promise, SimpleLazyObject

from web.memory import Memory

MOST_KEPT = 2_000  # of a process; one is about eight kilobytes

_PLAIN = (str, int, type(None))

Writer = Callable[[Any], str]


class Shaped:
    """A thing that stencils show; a subclass names the attributes they may use.

    PRINTED: words and whole numbers that are never empty; a template prints them.
    OPTIONAL: such that may be empty; a template may ask whether they are.
    ASKED: a template may ask anything of them. Every value has stencils of its own,
    so they have few.
    """

    PRINTED: ClassVar[tuple[str, ...]] = ()
    OPTIONAL: ClassVar[tuple[str, ...]] = ()
    ASKED: ClassVar[tuple[str, ...]] = ()
    _asked: ClassVar[Callable[[Any], Any]]
    _optional: ClassVar[Callable[[Any], tuple[Any, ...]]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # Of one name it would give the value, no tuple: so there are always two.
        cls._asked = attrgetter(*cls.ASKED, "__class__", "__class__")
        cls._optional = attrgetter(*cls.OPTIONAL, "__class__", "__class__")

    def shape(self) -> Hashable:
        """Return what tells the stencils for this thing from those for others."""
        kind = type(self)
        return kind._asked(self), tuple(map(bool, kind._optional(self)))


class Later(SimpleLazyObject):
    """A thing that is made when a template looks into it: not for a ready stencil.

    key: all that the thing depends on, and what it is.
    """

    def __init__(self, make: Callable[[], Any], *key: Hashable) -> None:
        super().__init__(make)
        self.__dict__["stencil_key"] = key


class NoKey(Exception):
    """A value of which nobody can tell whether another one looks the same."""


def key_of(value: Any) -> Hashable:
    """Return what tells a stencil made with this value from others. Raises NoKey.

    For words, whole numbers, lists of such, Shaped things and what has a
    `stencil_key`.
    """
    kind = type(value)  # for isinstance() a Later thing would have to be made
    if issubclass(kind, _PLAIN):
        # 1 == True, and safe words equal unsafe ones, but they look different.
        return kind, value
    if issubclass(kind, Shaped):
        return cast(Shaped, value).shape()
    if issubclass(kind, list | tuple):
        return kind, *map(key_of, value)
    if issubclass(kind, Promise):
        return str, str(value)
    try:
        key: Hashable = value.stencil_key
    except AttributeError:
        raise NoKey from None
    return key


def is_there(value: Any) -> bool:
    """Return whether a word or number to print is not empty. Raises NoKey for others."""
    if isinstance(value, _PLAIN):
        return bool(value)
    raise NoKey


class Stencil:
    """A text with openings: each is for an attribute of one of several things."""

    def __init__(
        self, parts: list[str], openings: list[tuple[int, str, Writer]]
    ) -> None:
        self._text = "%s".join(part.replace("%", "%%") for part in parts)
        self._writers = [write for _place, _name, write in openings]
        self._read = _reader([(place, name) for place, name, _write in openings])

    def fill(self, things: Sequence[Any]) -> str:
        """Put in what these things print; they are of the shapes it was cut for."""
        values = zip(self._writers, self._read(things), strict=True)
        return self._text % tuple([write(value) for write, value in values])


def _reader(paths: list[tuple[int, str]]) -> Callable[[Sequence[Any]], Iterable[Any]]:
    """Return a function that reads attributes of things; "" is the thing itself."""
    places = {place for place, _name in paths}
    if len(places) == 1 and len(paths) > 1 and paths[0][1]:
        (place,), read_all = places, attrgetter(*(name for _place, name in paths))
        return lambda things: read_all(things[place])
    reads = [(place, attrgetter(name) if name else None) for place, name in paths]
    return lambda things: [
        read(things[place]) if read else things[place] for place, read in reads
    ]


# False stands for one that cannot be.
STENCILS: Memory[Hashable, "Stencil | Literal[False]"] = Memory(MOST_KEPT)
