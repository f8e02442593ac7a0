"""Reads the head of a page as search engines and link previews do."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client


@dataclass
class Head:
    """What a page says of itself; what it says twice is an error."""

    metas: dict[str, str] = field(default_factory=dict)
    links: dict[tuple[str, str], str] = field(default_factory=dict)
    data: list[dict[str, Any]] = field(default_factory=list)

    @property
    def canonical(self) -> str | None:
        return self.links.get(("canonical", ""))

    @property
    def may_be_found(self) -> bool:
        return "noindex" not in self.metas.get("robots", "")

    def feed(self, kind: str) -> str | None:
        return self.links.get(("alternate", f"application/{kind}+xml"))

    def thing(self, kind: str) -> dict[str, Any]:
        """Return the one thing of this schema.org type."""
        (found,) = [thing for thing in self.data if thing["@type"] == kind]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.json = ""
        self.is_json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("property") or given.get("name")
        if tag == "meta" and name:
            assert name not in self.head.metas, name
            self.head.metas[name] = given["content"]
        if tag == "link" and given["rel"] in {"canonical", "alternate"}:
            key = given["rel"], given.get("type", "")
            assert key not in self.head.links, key
            self.head.links[key] = given["href"]
        self.is_json = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.is_json:
            self.json += data

    def handle_endtag(self, tag: str) -> None:
        if self.is_json and tag == "script":
            said = json.loads(self.json)
            assert said["@context"] == "https://schema.org"
            self.head.data += said["@graph"]
            self.json, self.is_json = "", False


def read_head(html: str) -> Head:
    """Return what the page's head says."""
    reader = _Reader()
    reader.feed(html.split("<body", 1)[0])
    return reader.head


def head_of(client: Client, path: str, status: int = 200) -> Head:
    """Return what the head of the page at this path says."""
    response = client.get(path)
    assert response.status_code == status, path
    return read_head(response.text)
