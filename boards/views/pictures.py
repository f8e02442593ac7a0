"""Takes pictures for a body that is being written; scripts ask, JSON answers."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.current import member_of
from boards import permissions, refusals
from boards.foreign import prepare_foreign
from boards.views.finding import find_board
from guard.throttle import Throttled, throttle_request
from uploads.fetching import FetchRefused
from uploads.services import (
    PreparedFile,
    UploadRefused,
    keep_picture,
    prepare_picture,
)


@require_POST
def picture_upload(request: HttpRequest, slug: str) -> JsonResponse:
    """Keep the picture in `file`.

    201 with url, width, height (pixels), name and thumbnail (an address too);
    otherwise 400, 403 or 429 with the reason and the next step in `error`.
    """
    file = request.FILES.get("file")
    return _take(request, slug, file, _("올릴 그림을 골라 주세요."))


@require_POST
def picture_fetch(request: HttpRequest, slug: str) -> JsonResponse:
    """Fetch the picture at `url` into our own storage; answers as `picture_upload`."""
    url = request.POST.get("url", "").strip()
    return _take(request, slug, url, _("가져올 그림의 주소를 적어 주세요."))


def _take(
    request: HttpRequest, slug: str, source: UploadedFile | str | None, missing: str
) -> JsonResponse:
    """Keep a picture that was sent, or fetch the one at an address."""
    board = find_board(request, slug)
    member = member_of(request)
    if not permissions.can_send_pictures(member, board):
        return _refuse(
            refusals.level_needed(member, board.upload_level, _("그림을 올릴")), 403
        )
    if not source:
        return _refuse(missing, 400)
    try:
        if not (member and member.is_superuser):
            throttle_request(request, "picture", member.pk if member else None)
        if isinstance(source, str):
            prepared = prepare_foreign(source)
        else:
            prepared = prepare_picture(source)
    except Throttled as refusal:
        return _refuse(str(refusal), 429)
    except (UploadRefused, FetchRefused) as refusal:
        return _refuse(str(refusal), 400)
    return _answer(prepared, keep_picture(prepared, owner=member))


def _answer(prepared: PreparedFile, path: str) -> JsonResponse:
    url = reverse("uploads:media", args=[path])
    answer = {
        "url": url,
        "width": prepared.width,
        "height": prepared.height,
        "name": prepared.name,
        "thumbnail": url,  # its sizes are made after this answer
    }
    return JsonResponse(answer, status=201)


def _refuse(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"error": reason}, status=status)
