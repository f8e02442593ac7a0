"""Pictures of other sites in a body: fetched into our own storage before it is saved.

A reader's browser never asks another site, and a picture stays when its source goes.
"""

import html as entities
import re
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Member
from guard.sanitise import LINK_REL, sanitise_html
from uploads.fetching import SECONDS, FetchRefused, fetch
from uploads.services import (
    PreparedFile,
    UploadRefused,
    keep_picture,
    prepare_picture,
)

MOST = 20  # pictures of one body
TOTAL_SECONDS = 15.0  # for all of them together
_AT_ONCE = 4
SHOWN_ADDRESS = 60  # characters

# As the sanitiser writes them: what it has read, every browser reads the same way.
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_SOURCE = re.compile(r' src="([^"]*)"')


@dataclass
class Brought:
    """A body whose foreign pictures have been asked for.

    failed: source and reason of each that could not be had.
    """

    body: str
    failed: dict[str, str] = field(default_factory=dict)


def prepare_foreign(url: str) -> PreparedFile:
    """Fetch a picture and make it safe; slow. Raises FetchRefused, UploadRefused."""
    fetched = fetch(
        url, kinds=("image/",), max_bytes=settings.MAX_BODY_BYTES, seconds=SECONDS
    )
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return prepare_picture(SimpleUploadedFile(name or "그림", fetched.content))


def bring_home(body: str, *, owner: Member | None) -> Brought:
    """Fetch the foreign pictures of an HTML body, several at a time.

    At most MOST pictures and TOTAL_SECONDS; what does not come in that time has
    failed. A body with such pictures comes back sanitised, any other as it is. What
    is on this site already loses its host. Slow: never in a transaction.
    """
    if "<img" not in body.lower():
        return Brought(body)
    html = sanitise_html(body)
    sources = list(dict.fromkeys(source_of(image) for image in _IMAGE.findall(html)))
    known = {url: own for url in sources if (own := _own(url))}
    urls = [url for url in sources if is_foreign(url) and url not in known]
    if not known and not urls:
        return Brought(body)
    failed = dict.fromkeys(urls[MOST:], "")
    for url, result in _prepare(urls[:MOST]).items():
        if isinstance(result, PreparedFile):
            path = keep_picture(result, owner=owner)
            known[url] = reverse("uploads:media", args=[path])
        else:
            failed[url] = result
    return Brought(_replaced(html, known), failed)


def link_foreign(html: str) -> str:
    """Return sanitised HTML with a link where a picture of another site stood."""

    def link(image: re.Match[str]) -> str:
        url = source_of(image[1])
        if not is_foreign(url):
            return image[0]
        shown = entities.escape(short(url))
        return f'<a href="{entities.escape(url)}" {LINK_REL}>{shown}</a>'

    return _IMAGE.sub(link, html)


def is_foreign(url: str) -> bool:
    """Say whether a picture's source lies on another site."""
    return not url.startswith("/")


def source_of(attributes: str) -> str:
    """Return the source of an <img> of sanitised HTML."""
    found = _SOURCE.search(attributes)
    return entities.unescape(found[1]) if found else ""


def short(url: str) -> str:
    """Return an address as it may be shown: cut when it is long."""
    return url if len(url) <= SHOWN_ADDRESS else f"{url[: SHOWN_ADDRESS - 1]}…"


def _prepare(urls: list[str]) -> dict[str, PreparedFile | str]:
    """Fetch them side by side; the value is the picture or why there is none."""
    pool = ThreadPoolExecutor(_AT_ONCE)
    coming = {url: pool.submit(prepare_foreign, url) for url in urls}
    wait(coming.values(), timeout=TOTAL_SECONDS)
    results = {url: _result(future) for url, future in coming.items()}
    pool.shutdown(wait=False, cancel_futures=True)
    return results


def _result(future: Future[PreparedFile]) -> PreparedFile | str:
    if not future.done():
        return ""
    try:
        return future.result()
    except (FetchRefused, UploadRefused) as refusal:
        return str(refusal)


def _own(url: str) -> str:
    """Return the address without its host when it is one of our own pictures."""
    place = f"{settings.SITE_URL}/media/"
    return url.removeprefix(settings.SITE_URL) if url.startswith(place) else ""


def _replaced(html: str, new_sources: dict[str, str]) -> str:
    def replace(image: re.Match[str]) -> str:
        new = new_sources.get(source_of(image[1]))
        if new is None:
            return image[0]
        return _SOURCE.sub(f' src="{new}"', image[0], count=1)

    return _IMAGE.sub(replace, html)
