"""How the pages that join several boards introduce themselves to other programs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from boards.models import BoardGroup
from boards.pager import Page
from portal.feeds import link_to_group_feed, link_to_site_feed
from portal.latest import boards_of
from siteconfig.services import site
from web.introduction import (
    Introduction,
    absolute_url,
    breadcrumbs,
    numbered,
    numbered_title,
)


def introduce_front() -> Introduction:
    """Introduce the site, and where it can be searched."""
    search = absolute_url(reverse("portal:search"))
    website = {
        "@type": "WebSite",
        "name": site().site_name,
        "url": absolute_url("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return Introduction(
        title=site().site_name, path="/", feed=link_to_site_feed(), data=[website]
    )


def introduce_group(group: BoardGroup) -> Introduction | None:
    """Introduce a group of which guests may list a board."""
    if not boards_of(group, None):
        return None
    path = reverse("portal:group", args=[group.slug])
    return Introduction(
        title=group.name,
        path=path,
        feed=link_to_group_feed(group),
        data=[breadcrumbs((site().site_name, "/"), (group.name, path))],
    )


def introduce_new_posts(page: Page) -> Introduction:
    """Introduce a page of the new posts."""
    return Introduction(
        title=numbered_title(_("새글"), page.number),
        path=numbered(reverse("portal:new_posts"), "", page.number),
        feed=link_to_site_feed(),
    )
