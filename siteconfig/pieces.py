"""Pieces: text that pages share, with gaps where the page's or the reader's own stands.

A template leaves the gaps with the tags of templatetags/ready.py. Whoever keeps a piece
renders it once, with `pieces_of`, and fills its gaps for every page, with `filled`.

A page that is the same for all guests needs hardly anything in its frame that the last
page did not need, too: the counter, the notices, the box to log in. Such gaps are marked
as alike, and in pages for all guests they are filled once a second, without request and
reader: with the names of ForGuests alone.
"""

import re
import secrets
import time
from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, cast

from django.template.base import FilterExpression, Node, NodeList, Template, TextNode
from django.template.context import Context
from django.template.loader_tags import IncludeNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from web.generation_numbers import Numbers
from web.memory import Memory
from web.pages import ruling_numbers

MOST_KEPT = 100  # of a process; a page's frame is about 20 kilobytes
_SECONDS = 1.0
# Of a context's layers: Django's own names, and what a page or piece is made with.
_BUILTINS_AND_PAGE = 2
# Names in what one page, or one piece, is rendered with.
_GAPS, _IS_PIECE, _GUESTS = object(), object(), object()
# Stands with its number for a gap while a piece is made; nobody's words can hold it.
_MARK = f"<gap {secrets.token_hex(16)}"
_find_marks = re.compile(rf"{_MARK} (\d+)>")


@dataclass(slots=True)
class Gap:
    """A gap of something kept, with the names that stood around it when it was made."""

    nodelist: NodeList
    around: dict[str, Any]
    is_of_page: bool = False
    is_alike: bool = False

    def render(self, context: Context) -> str:
        """Render it for the reader of this context; leave it open in a larger piece."""
        beside = beside_of(context)
        gaps: list[Gap] | None = beside.get(_GAPS)
        if gaps is None or (self.is_of_page and _IS_PIECE not in beside):
            return self.render_alone(context)
        gaps.append(
            Gap(
                _without_search(self.nodelist, context),
                {**_names_around(context), **self.around},
                self.is_of_page,
                self.is_alike,
            )
        )
        return SafeString(f"{_MARK} {len(gaps) - 1}>")

    def render_alone(self, context: Context) -> str:
        """Render it with what this context knows."""
        if not self.around:
            return self._rendered(context)
        # As push() does, whose object for `with` takes as long as a small gap does.
        context.dicts.append({**self.around})
        try:
            return self._rendered(context)
        finally:
            context.pop()

    def _rendered(self, context: Context) -> str:
        if len(self.nodelist) == 1:
            return str(self.nodelist[0].render_annotated(context))
        return self.nodelist.render(context)


class _Found(NamedTuple):
    """The name of a template in an include, which knows the template."""

    template: Template

    def resolve(self, context: Context) -> Template:
        return self.template


def is_blank(node: Node) -> bool:
    """Tell whether it is nothing but spaces."""
    return isinstance(node, TextNode) and not node.s.strip()


def _without_search(nodelist: NodeList, context: Context) -> NodeList:
    """Return what shows the same; an include alone need not look for its template.

    Looking for it is half of an include's time, and a page has ten.
    """
    match [node for node in nodelist if not is_blank(node)]:
        case [IncludeNode(template=FilterExpression(var=str(), filters=[])) as include]:
            page = cast(Template, context.template)
            name = include.template.resolve(context)
            finding: Any = copy(include)
            finding.template = _Found(page.engine.get_template(name))
            return NodeList([finding])
    return nodelist


Piece = list[str | Gap]  # begins with text


def pieces_of(
    alone: Context, render: Callable[[], str], *, is_piece: bool = False
) -> Piece:
    """Return what `render` gives with this context, cut open where its gaps are.

    is_piece: the page's own is a gap, too.
    """
    beside = beside_of(alone)
    gaps = beside[_GAPS] = list[Gap]()
    if is_piece:
        beside[_IS_PIECE] = True
    # Text and number by turns; what is shown twice (a title) has its gaps twice.
    parts: Piece = [*_find_marks.split(render())]
    parts[1::2] = [gaps[int(number)] for number in cast(list[str], parts[1::2])]
    return parts


def filled(key: Hashable, piece: Piece, context: Context) -> SafeString:
    """Return a piece as the reader of this context sees it.

    key: what tells the piece from others; it names a node of a template.
    """
    if len(piece) == 1:
        (text,) = piece
        return SafeString(text)
    guests = guests_of(context)
    if guests is not None and any(map(_is_alike, piece)):
        piece = _filled_for_guests(key, piece, context, guests)
    is_making = _GAPS in beside_of(context)
    render = Gap.render if is_making else Gap.render_alone
    return SafeString(
        "".join(
            [part if isinstance(part, str) else render(part, context) for part in piece]
        )
    )


def beside_of(context: Context) -> dict[Any, Any]:
    """Return what Django keeps beside a context while one page, or piece, is made."""
    return context.render_context.dicts[0]


def _names_around(context: Context) -> dict[str, Any]:
    """Return what tags around set, such as `with` and `for`; not what it began with."""
    around: dict[str, Any] = {}
    for names in context.dicts[_BUILTINS_AND_PAGE:]:
        around |= names
    around.pop("block", None)
    return around


class ForGuests(NamedTuple):
    """What all guests see alike: names for templates; `key` tells it from others."""

    names: dict[str, Any]
    key: Hashable


class _Guests(NamedTuple):
    """What all guests see alike while the generations have these numbers."""

    numbers: Numbers
    seen: ForGuests


class _Filled(NamedTuple):
    """A piece whose alike gaps are filled."""

    numbers: Numbers
    until: float  # by time.monotonic()
    piece: Piece


_kept: Memory[Hashable, _Filled] = Memory(MOST_KEPT)


def guests_of(context: Context) -> _Guests | None:
    """Return what guests see alike where the page is for all of them; asked for once.

    The first to ask does so before anything that is kept goes into the page: the
    numbers are never newer than what is shown.
    """
    beside = beside_of(context)
    if _GAPS in beside:  # a piece is being made
        return None
    if _GUESTS not in beside:
        ask = context.get("for_guests")
        numbers = ruling_numbers() if ask else None
        seen: ForGuests | None = ask() if ask and numbers else None
        beside[_GUESTS] = _Guests(numbers, seen) if numbers and seen else None
    found: _Guests | None = beside[_GUESTS]
    return found


def _is_alike(part: str | Gap) -> bool:
    return not isinstance(part, str) and part.is_alike


def _filled_for_guests(
    key: Hashable, piece: Piece, context: Context, guests: _Guests
) -> Piece:
    name = key, guests.seen.key, get_language()
    kept = _kept.get(name)
    now = time.monotonic()
    if kept is None or kept.numbers != guests.numbers or now >= kept.until:
        made = _with_alike_filled(piece, context, guests.seen.names)
        kept = _Filled(guests.numbers, now + _SECONDS, made)
        _kept.keep(name, kept)
    return kept.piece


def _with_alike_filled(piece: Piece, context: Context, names: dict[str, Any]) -> Piece:
    """Return the piece with other gaps alone, those inside of the alike ones too."""
    made: Piece = []
    for part in piece:
        inside = _seen_by_guests(part, context, names) if _is_alike(part) else None
        made += [part] if inside is None else _with_alike_filled(inside, context, names)
    return made


def _seen_by_guests(gap: Any, context: Context, names: dict[str, Any]) -> Piece | None:
    """Return what all guests see in a gap; None where a theme shows more than that."""
    alone = NotingContext(dict(names), autoescape=context.autoescape)
    try:
        with alone.bind_template(cast(Template, context.template)):
            inside = pieces_of(alone, partial(gap.render_alone, alone), is_piece=True)
    except Exception:  # whatever it does without the page; the page will tell it again
        return None
    return None if alone.has_asked else inside


class NotingContext(Context):
    """Names for templates; notes in `has_asked` when one is asked for that is not here."""

    has_asked = False

    def is_here(self, key: Any) -> bool:
        """Whether this may be asked for."""
        return super().__contains__(key)

    def __getitem__(self, key: Any) -> Any:
        self.has_asked |= not self.is_here(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self.has_asked |= not self.is_here(key)
        return super().__contains__(key)

    def get(self, key: Any, otherwise: Any = None) -> Any:
        self.has_asked |= not self.is_here(key)
        return super().get(key, otherwise)
