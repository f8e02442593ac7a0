"""The video hosts we know: their links, players and stills.

Nothing of Django is needed here: the settings name the players' hosts in the CSP.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Host:
    """A place for videos.

    links: what its links look like, matched against "host/path?query"; the group is
    the video's code. player, page: addresses with {code}. still: the picture's own
    address, or a page that names it: oEmbed (JSON) or the video's page (og:image).
    """

    key: str
    name: str
    links: re.Pattern[str]
    player: str
    page: str
    still: str


HOSTS = {
    host.key: host
    for host in (
        Host(
            "youtube",
            "YouTube",
            re.compile(
                r"(?:(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/"
                r"(?:watch/?\?(?:[^#]*&)?v=|shorts/|live/|embed/|v/)|youtu\.be/)"
                r"([\w-]{11})(?![\w-])",
                re.ASCII,
            ),
            "https://www.youtube-nocookie.com/embed/{code}",
            "https://www.youtube.com/watch?v={code}",
            "https://i.ytimg.com/vi/{code}/hqdefault.jpg",
        ),
        Host(
            "vimeo",
            "Vimeo",
            re.compile(
                r"(?:(?:www\.)?vimeo\.com/|player\.vimeo\.com/video/)([0-9]{3,12})"
                r"(?=[/?#]|\Z)",
                re.ASCII,
            ),
            "https://player.vimeo.com/video/{code}",
            "https://vimeo.com/{code}",
            "https://vimeo.com/api/oembed.json?url=https%3A//vimeo.com/{code}",
        ),
        Host(
            "naver",
            "네이버TV",
            re.compile(
                r"(?:m\.)?tv\.naver\.com/(?:v|h|embed)/([0-9]{3,12})(?=[/?#]|\Z)",
                re.ASCII,
            ),
            "https://tv.naver.com/embed/{code}",
            "https://tv.naver.com/v/{code}",
            "https://tv.naver.com/v/{code}",
        ),
        Host(
            "kakao",
            "카카오TV",
            re.compile(
                r"(?:m\.)?tv\.kakao\.com/(?:(?:channel/[0-9]{1,12}/cliplink|v)/"
                r"|embed/player/cliplink/)([0-9]{3,12})(?=[/?#@]|\Z)",
                re.ASCII,
            ),
            "https://play-tv.kakao.com/embed/player/cliplink/{code}",
            "https://tv.kakao.com/v/{code}",
            "https://tv.kakao.com/v/{code}",
        ),
    )
}
# What the Content-Security-Policy lets stand in frames, and nothing else.
FRAME_HOSTS = sorted({f"https://{urlsplit(h.player).netloc}" for h in HOSTS.values()})

_START = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", re.ASCII)


@dataclass(frozen=True)
class Video:
    """One video: its host, its code there, and the second it is to start at."""

    host: Host
    code: str
    start: int = 0

    @property
    def player_url(self) -> str:
        """Where it is played; begins at once, since somebody has pressed play."""
        start = f"&start={self.start}" if self.start else ""
        if self.host.key == "vimeo" and self.start:
            start = f"#t={self.start}s"
        return f"{self.host.player.format(code=self.code)}?autoplay=1{start}"


def video_at(url: str) -> Video | None:
    """Return the video that an address leads to, None for any other address."""
    scheme, _, place = url.partition("://")
    if scheme.lower() not in {"http", "https"}:
        return None
    for host in HOSTS.values():
        if found := host.links.match(place):
            return Video(host, found[1], _start_of(url))
    return None


def _start_of(url: str) -> int:
    """Return the second in `t` or `start`, such as 90, 90s or 1m30s."""
    parts = urlsplit(url)
    values = {**parse_qs(parts.fragment), **parse_qs(parts.query)}
    typed = (values.get("t") or values.get("start") or [""])[0]
    found = _START.fullmatch(typed)
    if not found:
        return 0
    hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return hours * 3600 + minutes * 60 + seconds
