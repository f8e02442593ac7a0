"""Cuts stencils: renders with stand-ins, and sees that they were only printed."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import count
from typing import Any

from django.utils.html import conditional_escape

from web.stencils import Shaped, Stencil, Writer

# What no filter leaves as it is: letters of both kinds, signs, spaces, and longer
# than anybody cuts a text.
_LONG = "<aA '\"&%\n> " + "word " * 400
_SECRET = secrets.token_hex(8)
_NUMBERS = count(10**17 + secrets.randbelow(10**17), 7_919)


def cut_stencil(
    render: Callable[[list[Any]], str], things: Sequence[Any], printed: Sequence[Any]
) -> Stencil | None:
    """Render with stand-ins for the things; None when it asks too much of them.

    printed: words that are put in themselves; they follow the things.
    """
    trial = _Trial()
    stand_ins: list[Any] = [
        _StandIn(thing, place, trial) if issubclass(type(thing), Shaped) else thing
        for place, thing in enumerate(things)
    ]
    for place, value in enumerate(printed, len(things)):
        stand_ins.append(trial.mark(place, "", value) if value else value)
    try:
        return trial.cut(render(stand_ins))
    except Exception:  # whatever a theme does with a value that is none
        return None


class _Trial:
    """One rendering with marks instead of values: which came out, and how often."""

    def __init__(self) -> None:
        self.has_failed = False
        self.words_out = 0
        self.numbers_out = 0
        self.marks: dict[tuple[int, str], _Mark] = {}

    def mark(self, place: int, name: str, value: Any) -> Any:
        """Return what stands for an attribute of the thing at this place."""
        if not isinstance(value, str | int):
            self.has_failed = True
            return value
        if (place, name) not in self.marks:
            kind = _Number if isinstance(value, int) else _Mark
            self.marks[place, name] = kind(self, len(self.marks))
        return self.marks[place, name]

    def cut(self, text: str) -> Stencil | None:
        """Cut the text at the marks; None when one came out changed, or went astray."""
        forms = {
            form: (place, name, write)
            for (place, name), mark in self.marks.items()
            for form, write in mark.forms().items()
        }
        parts, openings, end = [], [], 0
        for start, form in sorted(_found(text, forms)):
            parts.append(text[end:start])
            openings.append(forms[form])
            end = start + len(form)
        parts.append(text[end:])
        numbers = sum(write is _grouped for _place, _name, write in openings)
        came_out = (len(openings) - numbers, numbers)
        if self.has_failed or came_out != (self.words_out, self.numbers_out):
            return None
        return Stencil(parts, openings)


def _found(text: str, forms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Return where each form stands; no regular expression, which `re` would keep."""
    for form in forms:
        start = text.find(form)
        while start >= 0:
            yield start, form
            start = text.find(form, start + len(form))


class _Asked:
    """Fails its trial when it is asked for anything but its own methods."""

    _trial: _Trial

    def _fail(self, *_arguments: object) -> Any:
        self._trial.has_failed = True
        raise TypeError("a stand-in can only be printed")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _fail
    __hash__ = __len__ = __iter__ = __contains__ = _fail
    __float__ = __index__ = __add__ = __radd__ = __mod__ = _fail
    __int__: Callable[..., int] = _fail
    __str__: Callable[..., str] = _fail

    def __bool__(self) -> bool:
        return True


class _Mark(_Asked):
    """Stands for words that are there."""

    def __init__(self, trial: _Trial, number: int) -> None:
        self._trial = trial
        self._words = f"x{_SECRET}-{number}-{_LONG}"

    def __str__(self) -> str:
        self._trial.words_out += 1
        return self._words

    def forms(self) -> dict[str, Writer]:
        """Return how it can come out, and how a value is then written."""
        return {self._words: _raw, escape(self._words): _escaped}


class _Number(_Mark):
    """Stands for a whole number other than 0."""

    def __init__(self, trial: _Trial, number: int) -> None:
        super().__init__(trial, number)
        self._number = next(_NUMBERS)

    def __int__(self) -> int:
        self._trial.numbers_out += 1
        return self._number

    def forms(self) -> dict[str, Writer]:
        return {**super().forms(), _grouped(self._number): _grouped}


class _StandIn(_Asked):
    """Stands for a Shaped thing."""

    def __init__(self, thing: Shaped, place: int, trial: _Trial) -> None:
        self._thing = thing
        self._place = place
        self._trial = trial

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._thing, name)
        kind = type(self._thing)
        if name in kind.PRINTED or (name in kind.OPTIONAL and value):
            return self._trial.mark(self._place, name, value)
        if name not in kind.OPTIONAL and name not in kind.ASKED:
            self._trial.has_failed = True
        return value


def _raw(value: Any) -> str:
    return str(value)


def _escaped(value: Any) -> str:
    if type(value) is str:
        return escape(value)
    return str(value if type(value) is int else conditional_escape(str(value)))


def _grouped(value: int) -> str:
    return f"{value:,}"
