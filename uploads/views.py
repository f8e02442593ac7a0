"""Sends stored files: pictures to everybody, others for views that gave permission."""

import re
from pathlib import PurePosixPath
from typing import BinaryIO, TypeVar

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from uploads.models import VideoStill

Response = TypeVar("Response", bound=HttpResponseBase)

_PICTURE = re.compile(
    r"pictures/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{28}(-320|-640|-1280)?\.webp"
)
# The icons of the site's mark; a new mark has new names.
_ICON = re.compile(r"icons/[0-9a-f]{32}/[a-z0-9-]+\.(png|ico)")
_ICON_TYPES = {"png": "image/png", "ico": "image/x-icon"}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_SANDBOX = "default-src 'none'; sandbox"


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """Send a picture or icon; its name never comes back with other content.

    A size that is not made yet is the picture itself, which no browser keeps.
    """
    icon, picture = _ICON.fullmatch(path), _PICTURE.fullmatch(path)
    if not icon and not picture:
        raise Http404
    content_type = _ICON_TYPES[icon[1]] if icon else "image/webp"
    try:
        file, kept = _open(path), "public, max-age=31536000, immutable"
    except Http404:
        if not picture or not picture[3]:
            raise
        # Bodies name the smaller files from the beginning, the job makes them later.
        file, kept = _open(path.replace(picture[3], "")), "no-cache"
    response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = kept
    return _harmless(response)


@require_safe
def video_still(request: HttpRequest, host: str, code: str) -> HttpResponse:
    """Lead to the still of a video, to a drawn one until it has been fetched.

    So texts name it from the beginning, and nothing is rewritten when it comes.
    """
    still = VideoStill.objects.filter(host=host, code=code).first()
    if still and still.path:
        response = redirect("uploads:media", still.path)
        response["Cache-Control"] = "public, max-age=86400"
    else:
        response = redirect(static("img/video.svg"))
        response["Cache-Control"] = "public, max-age=60"
    return response


def send_file(
    request: HttpRequest, path: str, name: str, size: int
) -> HttpResponseBase:
    """Send a stored file as a download called `name`; the caller checked permission.

    path: its name in the storage. size: its length in bytes. A single Range is
    honoured (206, 416), several are answered with the whole file.
    """
    if path.startswith("pictures/"):
        name = str(PurePosixPath(name).with_suffix(".webp"))
    etag = f'"{PurePosixPath(path).stem}"'
    wanted = _range_of(request, etag, size)
    if wanted == (0, 0):
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return _harmless(response)
    start, end = wanted or (0, size)
    response = FileResponse(
        _Slice(_open(path), start, end),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["Content-Length"] = str(end - start)
    if wanted:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return _harmless(response)


class _Slice:
    """The bytes of a file from `start` to before `end`."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self.file, self.left = file, end - start
        file.seek(start)

    def read(self, count: int) -> bytes:
        block = self.file.read(min(count, self.left))
        self.left -= len(block)
        return block

    def close(self) -> None:
        self.file.close()


def _range_of(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """Return (start, end) of the wanted part, None for all of it, (0, 0) for none."""
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not wanted or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = wanted.groups()
    if not first and not last:
        return None
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last or size) + 1)
        if last and int(last) < start:
            return None
    return (start, end) if start < end else (0, 0)


def _open(path: str) -> BinaryIO:
    try:
        return default_storage.open(path)  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise Http404 from error


def _harmless(response: Response) -> Response:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    return response
