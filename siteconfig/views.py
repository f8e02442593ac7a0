"""The content pages as a reader sees them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from siteconfig.services import current_page
from web.pages import anonymous_page


@anonymous_page()
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a content page in its newest version."""
    page = current_page(slug)
    if page is None:
        raise Http404(_("그런 페이지가 없습니다."))
    return render(request, "siteconfig/page_detail.html", {"page": page})
