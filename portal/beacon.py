"""Counts pages that a cache on the way gives away without asking us.

Only with CDN_SECONDS: then a guest's ready page says itself that it was shown, by a
beacon, or by a picture where there is no JavaScript. See web.pages.
"""

import base64
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boards.models import Post
from web import inner_headers

_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def has_beacons() -> bool:
    """Return whether a cache on the way gives pages away; settled by the settings."""
    return bool(settings.CDN_SECONDS)


def beacon_url(request: HttpRequest, post: Post | None) -> str:
    """Return where the page says that it was shown; "" where we count it ourselves."""
    if not has_beacons() or inner_headers.ASKED not in request.META:
        return ""
    query = f"?post={post.pk}" if post is not None else ""
    return reverse("portal:beacon") + query


@require_http_methods(["GET", "POST"])
def beacon(request: HttpRequest) -> HttpResponse:
    """Take the word of a page of ours that it was shown; its address is the Referer.

    A POST comes from a script and tells where the visitor came from, a GET is a
    picture. One says no more by it than by opening the page.
    """
    response = HttpResponse(status=204)
    if request.method == "GET":
        response = HttpResponse(_PIXEL, content_type="image/gif")
    response["Cache-Control"] = "no-store"
    if path := _page_of(request):
        response[inner_headers.PAGE] = quote(path)
        response[inner_headers.FROM] = quote(request.POST.get("from", ""))
        if post := _readable_post(request.GET.get("post", "")):
            response[inner_headers.POST] = str(post)
    return response


def _page_of(request: HttpRequest) -> str:
    """Return the path of our page that the request comes from, "" for another's."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return unquote(page.path) if page.netloc == request.get_host() else ""


def _readable_post(number: str) -> int | None:
    """Return the id of a post that guests may read."""
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    posts = Post.objects.readable_by(None).filter(pk=int(number))
    return posts.values_list("pk", flat=True).first()
