"""Fetches the stills of videos into our own storage; rows say which are missing.

A reader's browser asks the video's host for nothing before play is pressed.
"""

import html as entities
import json
import logging
import re

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from uploads.fetching import FetchRefused, fetch
from uploads.models import VideoStill
from uploads.services import UploadRefused, discard, prepare_picture, store
from uploads.videos import HOSTS

MAX_TRIES = 3
_KINDS = ("image/", "application/json", "text/html")
_META = re.compile(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_log = logging.getLogger(__name__)


def fetch_waiting_stills() -> int:
    """Fetch every still that is missing; return how many came.

    One that does not come is tried MAX_TRIES times in all; until then, and after,
    pages show a drawn picture.
    """
    waiting = VideoStill.objects.filter(path="", tries__lt=MAX_TRIES)
    done = 0
    for still in waiting.order_by("pk"):
        VideoStill.objects.filter(pk=still.pk).update(tries=F("tries") + 1)
        try:
            path = _fetch_still(still.host, still.code)
        except (FetchRefused, UploadRefused, KeyError) as refusal:
            _log.warning("No still for the video %s: %s", still, refusal)
            continue
        if VideoStill.objects.filter(pk=still.pk, path="").update(path=path):
            done += 1
        else:
            discard(path)  # another worker was faster
    return done


def _fetch_still(host: str, code: str) -> str:
    """Store the still of a video and return its name."""
    most = settings.MAX_BODY_BYTES
    fetched = fetch(HOSTS[host].still.format(code=code), kinds=_KINDS, max_bytes=most)
    if not fetched.content_type.startswith("image/"):
        url = _picture_named_in(fetched.content.decode("utf-8", "replace"))
        fetched = fetch(url, kinds=("image/",), max_bytes=most)
    return store(prepare_picture(SimpleUploadedFile(code, fetched.content)))


def _picture_named_in(text: str) -> str:
    """Return the picture that an oEmbed answer or a page's og:image names, or ""."""
    if text.lstrip().startswith("{"):
        try:
            return str(json.loads(text).get("thumbnail_url", ""))
        except ValueError:
            return ""
    for meta in _META.findall(text):
        content = _CONTENT.search(meta)
        if "og:image" in meta and "og:image:" not in meta and content:
            return entities.unescape(content[1])
    return ""
