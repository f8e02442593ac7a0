"""Pieces of a page that are kept ready: `{% ready name=value … %} … {% endready %}`.

What stands inside is rendered once for each set of values, then given as it is. It
sees the site's settings, menu and footer pages, and the values that the tag names;
it sees no request and no reader. So one reader's page cannot hold what was made for
another one, and a value that is not named is empty from the first look on.

What is the reader's own stands in a gap, `{% fresh %} … {% endfresh %}`: rendered for
every page, with all that the page knows. What is the page's own, the same for all its
readers, stands in `{% own %} … {% endown %}`; so does a block for others to fill. In
`{% own if filled %}` a block that nobody fills is no gap: it is made with the piece, and
sees no more than the piece does.

What all guests see alike on every page, such as the counter, stands in `{% fresh alike %}`
or `{% own alike %}`. In a guest's page it is filled with what portal.context says all
guests see; what is the page's own in it stands in a gap once more. Where a theme asks
for other names there, it is filled for every page.
"""

import datetime
from typing import Any, TypeVar

from django import template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    Token,
    token_kwargs,
)
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from siteconfig.pieces import (
    Gap,
    Piece,
    beside_of,
    filled,
    guests_of,
    is_blank,
    pieces_of,
)
from siteconfig.services import footer_pages, menu, site
from web.generations import Generation, keep
from web.memory import Memory

register = template.Library()

MOST_PIECES = 2000  # of a process; a piece is a kilobyte or two
# What is told from another one by its value, and never changes.
_PLAIN = (str, int, datetime.date, type(None))
# Names in what one page, or one piece, is rendered with.
_PIECES, _FILLED = object(), object()


class ReadyNode(template.Node):
    """The tag: as many pieces as there were sets of values."""

    def __init__(
        self,
        nodelist: NodeList,
        values: dict[str, FilterExpression],
        blocks: list[Any],
    ) -> None:
        self.nodelist = nodelist
        self.values = values
        self.blocks = blocks
        unless_filled: list[Any] = nodelist.get_nodes_by_type(FilledNode)
        self.may_be_filled = [node.block_name for node in unless_filled]

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Any]:
        """Return the blocks in gaps: every page looks for them, and for no others."""
        nodes: list[Any] = [self] if isinstance(self, nodetype) else []
        return [*nodes, *self.blocks] if issubclass(nodetype, BlockNode) else nodes

    def render(self, context: Context) -> SafeString:
        """Return the piece for these values. Raises TypeError for what may change."""
        guests_of(context)  # before what is kept is looked at
        values = {
            name: value.resolve(context, ignore_failures=True)
            for name, value in self.values.items()
        }
        filled_blocks = _filled_blocks(context, self.may_be_filled)
        # 1 and True, plain and safe text are equal, and look different.
        kinds = map(type, values.values())
        key = (self, context.autoescape, filled_blocks, *kinds, *values.values())
        pieces = _pieces(context)
        piece = pieces.get(key)
        if piece is None:
            piece = self._make(values, filled_blocks, context)
            pieces.keep(key, piece)
        return filled(key, piece, context)

    def _make(
        self, values: dict[str, Any], filled_blocks: tuple[str, ...], context: Context
    ) -> Piece:
        for name, value in values.items():
            if not _is_plain(value):
                message = (
                    f"ready: {name} is a {type(value).__name__}, not a plain value"
                )
                raise TypeError(message)
        of_site = {"site_settings": site, "menu": menu, "footer_pages": footer_pages}
        alone = Context({**of_site, **values}, autoescape=context.autoescape)
        beside_of(alone)[_FILLED] = filled_blocks
        with alone.bind_template(context.template):  # type: ignore[arg-type]
            return pieces_of(alone, lambda: self.nodelist.render(alone), is_piece=True)


class FreshNode(template.Node):
    """A gap; outside of a piece it shows what stands in it, as if there were no tag.

    is_alike: what it shows is the same for all guests, whatever page they read.
    """

    is_of_page = False

    def __init__(self, nodelist: NodeList, *, is_alike: bool) -> None:
        self.nodelist = nodelist
        self.is_alike = is_alike

    def render(self, context: Context) -> SafeString:
        gap = Gap(self.nodelist, {}, self.is_of_page, self.is_alike)
        if not self.is_alike:
            return SafeString(gap.render(context))
        return filled((self, context.autoescape), ["", gap], context)


class OwnNode(FreshNode):
    """A gap in a piece for what is the page's own; no gap in a page for many readers."""

    is_of_page = True


class FilledNode(OwnNode):
    """A block that is the page's own where a page fills it, and the piece's elsewhere."""

    def __init__(self, nodelist: NodeList, block_name: str) -> None:
        super().__init__(nodelist, is_alike=False)
        self.block_name = block_name

    def render(self, context: Context) -> SafeString:
        filled_blocks = beside_of(context).get(_FILLED)
        if filled_blocks is None or self.block_name in filled_blocks:
            return super().render(context)
        return self.nodelist.render(context)


def _filled_blocks(context: Context, names: list[str]) -> tuple[str, ...]:
    """Return which of these blocks a template fills that extends theirs."""
    found = context.render_context.get(BLOCK_CONTEXT_KEY) if names else None
    return (
        tuple([name for name in names if len(found.blocks[name]) > 1]) if found else ()
    )


def _pieces(context: Context) -> Memory[Any, Piece]:
    """Return what is kept now, in this language; asked for once in a page."""
    beside = beside_of(context)
    found: Memory[Any, Piece] | None = beside.get(_PIECES)
    if found is None:
        key = f"pieces:{get_language()}"
        found = keep(Generation.SITE, key, lambda: Memory[Any, Piece](MOST_PIECES))
        beside[_PIECES] = found
    return found


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN)


GapNode = TypeVar("GapNode", bound=FreshNode)


@register.tag
def ready(parser: Parser, token: Token) -> ReadyNode:
    """Read the tag. Raises TemplateSyntaxError for other words than name=value."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("ready takes name=value and nothing else")
    nodelist = parser.parse(["endready"])
    parser.delete_first_token()
    blocks: list[Any] = nodelist.get_nodes_by_type(BlockNode)
    gaps = [
        *nodelist.get_nodes_by_type(OwnNode),
        *nodelist.get_nodes_by_type(ReadyNode),
    ]
    filled = {block for gap in gaps for block in gap.get_nodes_by_type(BlockNode)}
    if not filled.issuperset(blocks) or _has_blocks_of_its_own(nodelist):
        raise template.TemplateSyntaxError("a block inside ready could not be filled")
    return ReadyNode(nodelist, values, blocks)


def _has_blocks_of_its_own(nodelist: NodeList) -> bool:
    """Tell whether a piece in this one would ask which blocks the page fills."""
    inner: list[Any] = nodelist.get_nodes_by_type(ReadyNode)
    gaps: list[Any] = nodelist.get_nodes_by_type(FreshNode)
    of_page = {node for gap in gaps for node in gap.get_nodes_by_type(ReadyNode)}
    return any(node.may_be_filled for node in inner if node not in of_page)


@register.tag
def fresh(parser: Parser, token: Token) -> FreshNode:
    """Read the tag of a gap, `{% fresh %}` or `{% fresh alike %}`."""
    return _read_gap(parser, token, FreshNode)


@register.tag
def own(parser: Parser, token: Token) -> OwnNode:
    """Read the tag of what is the page's own, or, `{% own alike %}`, of all pages.

    `{% own if filled %}` holds one block, without further blocks in it.
    """
    if token.split_contents()[1:] == ["if", "filled"]:
        nodelist = parser.parse(["endown"])
        parser.delete_first_token()
        blocks = nodelist.get_nodes_by_type(BlockNode)
        match [node for node in nodelist if not is_blank(node)]:
            case [BlockNode(name=name)] if len(blocks) == 1:
                return FilledNode(nodelist, name)
        raise template.TemplateSyntaxError("own if filled holds one block, no more")
    return _read_gap(parser, token, OwnNode)


def _read_gap(parser: Parser, token: Token, kind: type[GapNode]) -> GapNode:
    name, *bits = token.split_contents()
    if bits not in ([], ["alike"]):
        raise template.TemplateSyntaxError(f"{name} takes the word alike and no other")
    nodelist = parser.parse([f"end{name}"])
    parser.delete_first_token()
    if bits and nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("a block is alike on no two pages")
    return kind(nodelist, is_alike=bool(bits))
