"""Reads RSS and Atom as a feed reader does."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass
class Item:
    """One post of a feed; times as they are written."""

    title: str
    link: str
    guid: str
    text: str
    author: str
    published: str
    categories: list[str]
    enclosure: str | None


@dataclass
class Feed:
    """What a feed says, whichever of the two it is."""

    title: str
    link: str
    self_link: str
    items: list[Item]


def read_feed(client: Client, path: str) -> Feed:
    """Return what the feed at this path says; its own address tells its kind."""
    response = client.get(path)
    assert response.status_code == 200, path
    root = ET.fromstring(response.content)  # noqa: S314  our own
    if path.endswith("/atom/"):
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return _atom(root)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return _rss(root)


def _text(element: ET.Element, path: str) -> str:
    return element.findtext(path) or ""


def _rss(root: ET.Element) -> Feed:
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert channel.findtext("description")
    assert channel.findtext("language") == "ko"
    own = channel.find(f"{ATOM}link[@rel='self']")
    items = []
    for item in channel.iter("item"):
        guid, enclosure = item.find("guid"), item.find("enclosure")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        if enclosure is not None:
            assert (enclosure.get("type"), enclosure.get("length")) == (
                "image/webp",
                "0",
            )
        items.append(
            Item(
                _text(item, "title"),
                _text(item, "link"),
                guid.text or "",
                _text(item, "description"),
                _text(item, f"{DC}creator"),
                _text(item, "pubDate"),
                [each.text or "" for each in item.iter("category")],
                enclosure.get("url") if enclosure is not None else None,
            )
        )
    return Feed(_text(channel, "title"), _text(channel, "link"), own.get("href"), items)


def _atom(root: ET.Element) -> Feed:
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}updated")
    links = {link.get("rel"): link.get("href") for link in root.iterfind(f"{ATOM}link")}
    items = []
    for entry in root.iterfind(f"{ATOM}entry"):
        on_entry = {
            link.get("rel"): link.get("href") for link in entry.iterfind(f"{ATOM}link")
        }
        summary = entry.find(f"{ATOM}summary")
        assert summary is None or summary.get("type") == "html"
        assert entry.findtext(f"{ATOM}updated") >= entry.findtext(f"{ATOM}published")
        items.append(
            Item(
                _text(entry, f"{ATOM}title"),
                on_entry["alternate"],
                _text(entry, f"{ATOM}id"),
                _text(entry, f"{ATOM}summary"),
                _text(entry, f"{ATOM}author/{ATOM}name"),
                _text(entry, f"{ATOM}published"),
                [each.get("term") for each in entry.iterfind(f"{ATOM}category")],
                on_entry.get("enclosure"),
            )
        )
    return Feed(_text(root, f"{ATOM}title"), links["alternate"], links["self"], items)
