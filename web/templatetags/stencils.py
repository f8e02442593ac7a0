"""`{% stencil %}`: a part of a template that is rendered once for each of its shapes."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, cast

from django import template
from django.template.base import (
    FilterExpression,
    NodeList,
    Parser,
    Template,
    Token,
    token_kwargs,
)
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from web.cutting import cut_stencil
from web.stencils import STENCILS, NoKey, is_there, key_of

register = template.Library()


class StencilNode(template.Node):
    """What stands between `{% stencil %}` and `{% endstencil %}`."""

    child_nodelists = ("nodelist",)

    def __init__(
        self,
        nodelist: NodeList,
        given: dict[str, FilterExpression],
        printed: dict[str, FilterExpression],
        each: tuple[str, FilterExpression] | None = None,
    ) -> None:
        self.nodelist = nodelist
        self.each = each
        self.given = list(given.values())
        self.printed = list(printed.values())
        self.names = [*([each[0]] if each else []), *given, *printed]

    def render(self, context: Context) -> SafeString:
        """Fill the stencil for these values, or for these with each of the things."""
        given = [value.resolve(context) for value in self.given]
        printed = [value.resolve(context) for value in self.printed]
        render = partial(self._render, context)
        key = _key(given, printed)
        if key is not None:
            key = self, get_language(), context.autoescape, *key
        if self.each is None:
            return SafeString(_fill(key, render, given, printed))
        texts = []
        for thing in self.each[1].resolve(context) or ():
            its_own = _key([thing], ()) if key is not None else None
            whole = None if its_own is None else (*its_own, key)
            texts.append(_fill(whole, render, [thing, *given], printed))
        return SafeString("".join(texts))

    def _render(self, context: Context, values: list[Any]) -> SafeString:
        """Render what stands inside, with nothing but these values."""
        page = cast(Template, context.template)
        alone = Context(
            dict(zip(self.names, values, strict=True)), autoescape=context.autoescape
        )
        with alone.render_context.push_state(page), alone.bind_template(page):
            return self.nodelist.render(alone)


def _key(given: Sequence[Any], printed: Sequence[Any]) -> tuple[Hashable, ...] | None:
    """Return what tells the stencil of these values; None where it cannot be told."""
    try:
        return *map(key_of, given), *map(is_there, printed)
    except NoKey:
        return None


def _fill(
    key: Hashable | None,
    render: Callable[[list[Any]], str],
    given: list[Any],
    printed: list[Any],
) -> str:
    """Fill the stencil with this key; render the values where there can be none."""
    values = given + printed
    if key is None:
        return render(values)
    stencil = STENCILS.get(key)
    if stencil is None:
        stencil = cut_stencil(render, given, printed) or False
        STENCILS.keep(key, stencil)
    return stencil.fill(values) if stencil else render(values)


@register.tag
def stencil(parser: Parser, token: Token) -> StencilNode:
    """Cut a stencil of what follows for each shape of the values: see web/stencils.py.

        {% stencil row board_name=board.name printing url %}…{% endstencil %}
        {% stencil row in rows board_name=board.name %}…{% endstencil %}

    Inside there are only these names. Every value has stencils of its own; of what is
    Shaped every shape has, and what follows `printing` (words and whole numbers) is
    put in each time. The second way shows each of the rows, as a loop does.
    """
    bits = token.split_contents()[1:]
    each = None
    if bits[1:2] == ["in"] and bits[2:]:
        each = bits[0], parser.compile_filter(bits[2])
        bits = bits[3:]
    place = bits.index("printing") if "printing" in bits else len(bits)
    nodelist = parser.parse(["endstencil"])
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("a block inside a stencil cannot be filled")
    return StencilNode(
        nodelist,
        _named(parser, bits[:place]),
        _named(parser, bits[place + 1 :]),
        each,
    )


def _named(parser: Parser, bits: list[str]) -> dict[str, FilterExpression]:
    named: dict[str, FilterExpression] = {}
    for bit in bits:
        named |= token_kwargs([bit], parser) or {bit: parser.compile_filter(bit)}
    return named
