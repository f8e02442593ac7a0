"""A video link that stands alone in its line becomes a still with a play button.

What is made here is a link for everybody; a script puts the player in its place
(static/js/video-player.js). The still comes from our own server (uploads.stills).
"""

import html as entities
import re

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guard.sanitise import LINK_REL, plain_text
from uploads.models import VideoStill
from uploads.tasks import fetch_stills
from uploads.videos import Video, video_at

# All of this reads sanitised HTML, whose tags have one form only.
_LINK = r'<a href="([^"<>]*)"[^<>]*>((?:(?!<a\b|</a>).)*)</a>'
_ALONE = re.compile(rf"\s*{_LINK}\s*", re.DOTALL)
_PARAGRAPH = re.compile(
    r"<(p|div)((?: [a-z]+=\"[^\"]*\")*)>((?:(?!</?(?:p|div)\b).)*)</\1>", re.DOTALL
)
_BARE = re.compile(
    rf"(\A\s*|</(?:p|div|h[2-4]|ul|ol|blockquote|figure|table|pre)>\s*){_LINK}"
    r"(?=\s*(?:\Z|<(?:p|div|h[2-4]|ul|ol|blockquote|figure|table|pre|hr)\b))",
    re.DOTALL,
)
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_VOID = {"br", "img", "hr"}
_STILL = re.compile(r'<img class="video__still" src="/media/videos/(\w+)/([\w-]+)/"')


def show_videos(html: str) -> str:
    """Return sanitised HTML with a still for each video link that stands alone."""
    if "<a " not in html:
        return html
    html = _PARAGRAPH.sub(_show_in_paragraph, html)
    return _BARE.sub(lambda bare: bare[1] + _figure_for(bare[2], bare[3], bare), html)


def videos_in(html: str) -> list[tuple[str, str]]:
    """Return (host's key, code) of each video that `show_videos` has made a still for."""
    return list(dict.fromkeys(_STILL.findall(html)))


def note_videos(html: str) -> None:
    """Have the stills of a text's videos fetched; inside the text's transaction."""
    videos = videos_in(html)
    if not videos:
        return
    VideoStill.objects.bulk_create(
        [VideoStill(host=host, code=code) for host, code in videos],
        ignore_conflicts=True,
    )
    transaction.on_commit(fetch_stills)


def _show_in_paragraph(paragraph: re.Match[str]) -> str:
    tag, attributes, inside = paragraph.groups()
    if "<a " not in inside:
        return paragraph[0]
    pieces: list[str] = []
    lines: list[str] = []

    def close() -> None:
        if any(line.strip() for line in lines):
            pieces.append(f"<{tag}{attributes}>{'<br>'.join(lines)}</{tag}>")
        lines.clear()

    for line in inside.split("<br>"):
        alone = _ALONE.fullmatch(line)
        video = video_at(entities.unescape(alone[1])) if alone else None
        if alone and video and _is_closed("".join(lines)):
            close()
            pieces.append(_figure(video, alone[1], alone[2]))
        else:
            lines.append(line)
    if not pieces:
        return paragraph[0]
    if not _is_closed("".join(lines)):
        return paragraph[0]  # bold, say, runs over the link
    close()
    return "\n".join(pieces)


def _is_closed(html: str) -> bool:
    """Say whether every element that begins here ends here."""
    still_open: list[str] = []
    for end, name in _TAG.findall(html):
        if name in _VOID:
            continue
        if not end:
            still_open.append(name)
        elif not still_open or still_open.pop() != name:
            return False
    return not still_open


def _figure_for(href: str, words: str, otherwise: re.Match[str]) -> str:
    video = video_at(entities.unescape(href))
    link = otherwise[0][len(otherwise[1]) :]
    return _figure(video, href, words) if video else link


def _figure(video: Video, href: str, words: str) -> str:
    """Return the markup; href and words are parts of sanitised HTML."""
    title = entities.escape(plain_text(words))
    if words == href or words.startswith("http"):
        title = entities.escape(_("%(host)s 동영상") % {"host": video.host.name})
    still = reverse("uploads:video_still", args=[video.host.key, video.code])
    label = entities.escape(_("동영상 재생: ")) + title
    return (
        f'<figure class="video"><a class="video__link" href="{href}" {LINK_REL}'
        f' data-player="{entities.escape(video.player_url)}" aria-label="{label}">'
        f'<img class="video__still" src="{still}" alt="" width="480" height="270"'
        f' loading="lazy" decoding="async">'
        f'<span class="video__title">{title}</span></a></figure>'
    )
