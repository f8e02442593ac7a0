"""What a first visit to a list fetches, and whether a script holds it up."""

import re
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import brotli

from bench.figures import Figure, figure
from bench.ground import Ground
from bench.wrk import BROWSER

# What a sheet or a module of ours fetches in its turn.
_IN_CSS = re.compile(r"""(?:url\(|@import\s+)\s*["']?([^"')]+)""")
_IN_JS = re.compile(r"""\b(?:import|export)\b[^"';]*["']([./][^"']+)["']""")
_LOADED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "modulepreload"}

_BLOCKING_TYPES = {"", "text/javascript", "application/javascript"}


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the kilobytes of a first list page and its render-blocking scripts."""
    url = ground.site.url + ground.pages.lists[0]
    page = Page()
    page.feed(_text(url))
    sizes = {address: size_of(address) for address in _everything(url)}
    total = sum(sizes.values()) / 1e3
    ground.say(f"first list page: {total:.1f} kB in {len(sizes)} files")
    return {
        "weight": figure([total]),
        "weight_html": figure([sizes[url] / 1e3]),
        "weight_files": figure([len(sizes)]),
        "blocking": figure([page.blocking]),
    }


def size_of(url: str) -> int:
    """Return the bytes of the body on the wire to a browser that takes brotli."""
    return len(_body(url)[0])


def _everything(url: str) -> set[str]:
    """Return the address of the page and of all that it makes a browser fetch."""
    found, waiting = {url}, [url]
    while waiting:
        at = waiting.pop()
        for link in _links(at):
            address = urljoin(at, link).partition("#")[0]
            if address.startswith("http") and address not in found:
                found.add(address)
                waiting.append(address)
    return found


def _links(url: str) -> Iterator[str]:
    path = url.partition("?")[0]
    if path.endswith("/"):
        page = Page()
        page.feed(_text(url))
        yield from page.links
    elif path.endswith(".css"):
        yield from _IN_CSS.findall(_text(url))
    elif path.endswith(".js"):
        yield from _IN_JS.findall(_text(url))


class Page(HTMLParser):
    """Finds what the page links as part of itself, and scripts that hold it up."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.blocking = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and _LOADED_LINKS & set(given.get("rel", "").split()):
            self.links.append(given.get("href", ""))
        elif tag in {"img", "source", "video"} and given.get("src"):
            self.links.append(given["src"])
        elif tag == "use" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "script":
            if given.get("src"):
                self.links.append(given["src"])
            is_script = given.get("type", "") in _BLOCKING_TYPES  # and no data
            self.blocking += is_script and not given.keys() & {"defer", "async"}


def _body(url: str) -> tuple[bytes, str]:
    headers = {"User-Agent": BROWSER, "Accept-Encoding": "br"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 (our own)
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.read(), answer.headers.get("Content-Encoding", "")


def _text(url: str) -> str:
    body, encoding = _body(url)
    return (brotli.decompress(body) if encoding == "br" else body).decode()
