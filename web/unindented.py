"""Templates without the spaces that begin their lines: a fifth of a page.

Browsers show such spaces in <pre> and <textarea> alone, where no template has any. What
people write, in whatever lines, comes into a page later and stays as it is.
"""

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENT = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """Django's own, for the site's and its theme's templates."""

    def get_contents(self, origin: Origin) -> str:
        """Return the template's text; the lines keep their numbers."""
        text = super().get_contents(origin)
        if not str(origin.template_name).endswith(".html"):
            return text
        return _INDENT.sub("\n", text)
