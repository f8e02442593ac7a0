"""Pictures of posts that a manager has put into a content page as well."""

import re
from collections.abc import Collection

from siteconfig.models import PageVersion

_IN_PAGE = re.compile(r"/media/(pictures/[\w/.-]+\.webp)")


def pictures_in_use(paths: Collection[str]) -> set[str]:
    """Return which of these pictures stand in a content page, in any version of it."""
    pages = PageVersion.objects.filter(body_html__contains="/media/pictures/")
    bodies = pages.order_by().values_list("body_html", flat=True)
    return {path for body in bodies for path in _IN_PAGE.findall(body) if path in paths}
