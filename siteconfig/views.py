"""The content pages as a reader sees them; the site's icons and its manifest."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from siteconfig import icons
from siteconfig.services import ContentPage, current_page, icon_url, site
from web.introduction import Introduction, breadcrumbs
from web.pages import anonymous_page


@anonymous_page()
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a content page in its newest version."""
    page = current_page(slug)
    if page is None:
        raise Http404(_("그런 페이지가 없습니다."))
    context = {"page": page, "introduction": _introduce(page)}
    return render(request, "siteconfig/page_detail.html", context)


def _introduce(page: ContentPage) -> Introduction:
    way = breadcrumbs((site().site_name, "/"), (page.title, page.url))
    return Introduction(
        title=page.title, path=page.url, description=page.excerpt, data=[way]
    )


@cache_control(public=True, max_age=3600)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead whoever asks without having read a page to the icon of the tabs."""
    return HttpResponseRedirect(icon_url(icons.FAVICON))


@cache_control(public=True, max_age=3600)
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the site stands on a phone's home screen.

    `minimal-ui` keeps the ways back and around, which a site of links needs.
    """
    purposes = {icons.SMALL: "any", icons.LARGE: "any", icons.MASKABLE: "maskable"}
    content = {
        "id": "/",
        "name": site().site_name,
        "lang": "ko",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": "#212020",  # the header's, as in base.html
        "background_color": "#ffffff",
        "icons": [
            {
                "src": icon_url(icon.name),
                "sizes": "{}x{}".format(*icon.size),
                "type": "image/png",
                "purpose": purpose,
            }
            for icon, purpose in purposes.items()
        ],
    }
    return JsonResponse(
        content,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
