"""Pieces: text that pages share, with gaps where the page's or the reader's own stands.

A template leaves the gaps with the tags of templatetags/ready.py. Whoever keeps a piece
renders it once, with `pieces_of`, and fills its gaps for every page, with `filled`.

A page that is the same for all guests needs hardly anything in its frame that the last
page did not need, too: the counter, the notices, the boxes for a guest. So for such
pages the gaps are filled once a second, but for those that turn out to show more than
what `for_guests` holds: the page's address, its words. Nothing of a request is there
when that is done, so no byte of a visitor can stay in it.
"""

import secrets
import time
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.template.base import FilterExpression, NodeList, Template, TextNode
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, IncludeNode
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
# Stands for a gap while a piece is made; nobody's words can hold it.
_MARK = f"<gap {secrets.token_hex(16)}>"


class ForGuests(NamedTuple):
    """What all guests see alike: names for templates; `key` tells it from others."""

    names: Mapping[str, Any]
    key: Hashable


@dataclass(slots=True)
class Gap:
    """A gap of something kept, with the names that stood around it when it was made."""

    nodelist: NodeList
    around: dict[str, Any]
    is_of_page: bool = False

    def render(self, context: Context) -> SafeString:
        """Render it for the reader of this context; leave it open in a larger piece."""
        beside = beside_of(context)
        gaps: list[Gap] | None = beside.get(_GAPS)
        if gaps is None:
            return self._render(context)
        if isinstance(context, _GuestContext):
            return self._render_if_alike(context, gaps)
        if _IS_PIECE in beside or not self.is_of_page:
            return self._leave_open(context, gaps)
        return self._render(context)

    def _render(self, context: Context) -> SafeString:
        if not self.around:
            return self.nodelist.render(context)
        with context.push(**self.around):
            return self.nodelist.render(context)

    def _leave_open(self, context: Context, gaps: "list[Gap]") -> SafeString:
        around = {**_names_around(context), **self.around}
        nodelist = _without_search(self.nodelist, context)
        gaps.append(Gap(nodelist, around, self.is_of_page))
        return SafeString(_MARK)

    def _render_if_alike(
        self, context: "_GuestContext", gaps: "list[Gap]"
    ) -> SafeString:
        """Render it for all guests; leave it open where it shows the page's own."""
        had_asked = context.has_asked
        number = len(gaps)
        try:
            text = self._render(context)
        except Exception:
            if not context.has_asked:
                raise
        if context.has_asked:
            del gaps[number:]
            text = self._leave_open(context, gaps)
        context.has_asked = had_asked
        return text


class _Found(NamedTuple):
    """The name of a template in an include, which knows the template."""

    template: Template

    def resolve(self, context: Context) -> Template:
        return self.template


def _without_search(nodelist: NodeList, context: Context) -> NodeList:
    """Return what shows the same; an include alone need not look for its template.

    Looking for it is half of an include's time, and a page has ten.
    """
    nodes = [
        node
        for node in nodelist
        if not (isinstance(node, TextNode) and not node.s.strip())
    ]
    match nodes:
        case [IncludeNode(template=FilterExpression(var=str(), filters=[])) as include]:
            page = cast(Template, context.template)
            name = include.template.resolve(context)
            finding: Any = copy(include)
            finding.template = _Found(page.engine.get_template(name))
            return NodeList([finding])
    return nodelist


Piece = list[str | Gap]  # text and gaps, by turns


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
    first, *texts = render().split(_MARK)
    piece: Piece = [first]
    for gap, text in zip(gaps, texts, strict=True):
        piece += [gap, text]
    return piece


def filled(key: Hashable, piece: Piece, context: Context) -> SafeString:
    """Return a piece as the reader of this context sees it.

    key: what tells the piece from others; it names a node of a template.
    """
    if len(piece) == 1:
        (text,) = piece
        return SafeString(text)
    guests = _guests(context)
    if guests is not None:
        piece = _filled_for_guests(key, piece, context, guests)
    return SafeString(_text(piece, context))


def beside_of(context: Context) -> dict[Any, Any]:
    """Return what Django keeps beside a context while one page, or piece, is made."""
    return context.render_context.dicts[0]


def _text(piece: Piece, context: Context) -> str:
    return "".join(
        [part if isinstance(part, str) else part.render(context) for part in piece]
    )


def _names_around(context: Context) -> dict[str, Any]:
    """Return what tags around set, such as `with` and `for`; not what it began with."""
    around: dict[str, Any] = {}
    for names in context.dicts[_BUILTINS_AND_PAGE:]:
        around |= names
    around.pop("block", None)
    return around


class _GuestContext(Context):
    """What all guests see alike; notes when a template asks for more."""

    def __init__(self, names: Mapping[str, Any], *, autoescape: bool) -> None:
        super().__init__(dict(names), autoescape=autoescape)
        self.has_asked = False
        self.render_context[BLOCK_CONTEXT_KEY] = _BlocksOfPage(self)

    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self._note(key)
        return super().__contains__(key)

    def get(self, key: Any, otherwise: Any = None) -> Any:
        self._note(key)
        return super().get(key, otherwise)

    def _note(self, key: Any) -> None:
        self.has_asked |= not super().__contains__(key)


class _BlocksOfPage:
    """Stands for the blocks of a page's template: each page has others."""

    def __init__(self, context: _GuestContext) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        self._context.has_asked = True
        raise LookupError(name)


@dataclass(slots=True, frozen=True)
class _Filled:
    """A piece whose gaps are filled as far as all guests see them alike."""

    numbers: Numbers
    until: float  # by time.monotonic()
    piece: Piece


_kept: Memory[Hashable, _Filled] = Memory(MOST_KEPT)


def _guests(context: Context) -> ForGuests | None:
    """Return what guests see alike where the page is for all of them; asked for once."""
    beside = beside_of(context)
    if _GAPS in beside:  # a piece is being made
        return None
    if _GUESTS not in beside:
        ask = context.get("for_guests")
        beside[_GUESTS] = ask and ask()
    found: ForGuests | None = beside[_GUESTS]
    return found


def _filled_for_guests(
    key: Hashable, piece: Piece, context: Context, guests: ForGuests
) -> Piece:
    numbers = ruling_numbers()  # before it is made, never after
    if numbers is None:
        return piece
    name = key, guests.key, get_language()
    kept = _kept.get(name)
    now = time.monotonic()
    if kept is None or kept.numbers != numbers or now >= kept.until:
        alone = _GuestContext(guests.names, autoescape=context.autoescape)
        with alone.bind_template(context.template):  # type: ignore[arg-type]
            made = pieces_of(alone, lambda: _text(piece, alone))
        kept = _Filled(numbers, now + _SECONDS, made)
        _kept.keep(name, kept)
    return kept.piece
