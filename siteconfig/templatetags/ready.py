"""Pieces of a page that are kept ready: `{% ready name=value … %} … {% endready %}`.

What stands inside is rendered once for each set of values, then given as it is. It
sees the site's settings, menu and footer pages, and the values that the tag names;
it sees no request and no reader. So one reader's page cannot hold what was made for
another one, and a value that is not named is empty from the first look on.
"""

import datetime
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from siteconfig.services import footer_pages, menu, site
from web.generations import Generation, keep

register = template.Library()

MOST_PIECES = 2000  # of a process; a piece is about a kilobyte
# What is told from another one by its value, and never changes.
_PLAIN = (str, int, datetime.date, type(None))


class ReadyNode(template.Node):
    """The tag: as many pieces as there were sets of values."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: Context) -> SafeString:
        """Return the piece for these values. Raises TypeError for what may change."""
        values = {
            name: value.resolve(context, ignore_failures=True)
            for name, value in self.values.items()
        }
        # 1 and True, plain and safe text are equal, and look different.
        kinds = tuple(map(type, values.values()))
        key = (self, get_language(), kinds, *values.values())
        pieces = keep(Generation.SITE, "pieces", dict[Any, SafeString])
        piece = pieces.get(key)
        if piece is None:
            piece = self._make(values, context)
            if len(pieces) >= MOST_PIECES:
                pieces.clear()
            pieces[key] = piece
        return piece

    def _make(self, values: dict[str, Any], context: Context) -> SafeString:
        for name, value in values.items():
            if not _is_plain(value):
                message = (
                    f"ready: {name} is a {type(value).__name__}, not a plain value"
                )
                raise TypeError(message)
        of_site = {"site_settings": site, "menu": menu, "footer_pages": footer_pages}
        alone = Context({**of_site, **values}, autoescape=context.autoescape)
        with alone.bind_template(context.template):  # type: ignore[arg-type]
            return self.nodelist.render(alone)


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN)


@register.tag
def ready(parser: Parser, token: Token) -> ReadyNode:
    """Read the tag. Raises TemplateSyntaxError for other words than name=value."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("ready takes name=value and nothing else")
    nodelist = parser.parse(["endready"])
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("a block inside ready could not be filled")
    return ReadyNode(nodelist, values)
