"""A template's block, shown a second time: the page's title is also its heading."""

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY

register = template.Library()


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> str:
    """Render the named block as the page's own template fills it.

    Only in a template that others extend. Raises IndexError for an unknown name.
    """
    blocks = context.render_context[BLOCK_CONTEXT_KEY]
    return str(blocks.blocks[name][-1].render(context))
