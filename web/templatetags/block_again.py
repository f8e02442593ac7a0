"""A template's block, shown a second time: the page's title is also its heading."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.safestring import SafeString

register = template.Library()


class _Again(template.Node):
    """A block that is noted as it is shown, for `block_again`."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        text = self.nodelist.render(context)
        context.render_context[_key(self.name)] = text
        return text


def _key(name: str) -> str:
    return f"shown block {name}"


@register.tag
def again(parser: Parser, token: Token) -> _Again:
    """Note how the block inside is shown: `{% again %}{% block title %}…{% endagain %}`.

    So what is shown again need not be rendered again; without this tag it is.
    """
    if len(token.split_contents()) > 1:
        raise template.TemplateSyntaxError("again takes no words")
    nodelist = parser.parse(["endagain"])
    parser.delete_first_token()
    match list(nodelist):
        case [BlockNode(name=name)]:
            return _Again(nodelist, name)
    raise template.TemplateSyntaxError("again holds one block and nothing else")


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> str:
    """Render the named block as the page's own template fills it.

    Only in a template that others extend. Raises IndexError for an unknown name.
    """
    shown = context.render_context.get(_key(name))
    if shown is None:
        blocks = context.render_context[BLOCK_CONTEXT_KEY]
        shown = blocks.blocks[name][-1].render(context)
    return str(shown)
