"""Downloads and links of a post."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.current import member_of
from boards import keys, permissions, refusals, services
from boards.models import Attachment, Link
from boards.views.finding import find_readable_post
from boards.views.unlocking import asks_for_key
from uploads.views import send_file
from web.require import require


@require_safe
@asks_for_key
def file_download(
    request: HttpRequest, slug: str, post_id: int, number: int
) -> HttpResponseBase:
    """Send one attachment to whoever may download on this board."""
    post = find_readable_post(request, slug, post_id)
    member = member_of(request)
    has_key = keys.has_reading_key(request, post)
    require(
        permissions.can_download(member, post, has_key=has_key),
        refusals.level_needed(member, post.board.download_level, _("파일을 내려받을")),
    )
    file = get_object_or_404(Attachment, post=post, number=number)
    response = send_file(request, file.path, file.name, file.size)
    if request.method == "GET" and response.status_code == 200:
        services.note_download(file)
    return response


@require_safe
@asks_for_key
def link_follow(
    request: HttpRequest, slug: str, post_id: int, number: int
) -> HttpResponse:
    """Count a click on a post's link and lead there."""
    post = find_readable_post(request, slug, post_id)
    link = get_object_or_404(Link, post=post, number=number)
    return redirect(services.follow_link(link))
