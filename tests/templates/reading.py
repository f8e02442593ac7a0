"""Reads a page as a person does who sees no picture and hears no style."""

from html.parser import HTMLParser

LINES = {"h1", "h2", "h3", "li", "dt", "dd", "div", "a", "legend", "td", "label"}
SILENT = {"script", "style", "title"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.in_paragraph = self.in_silence = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_silence = self.in_silence or tag in SILENT
        self.in_paragraph = self.in_paragraph or tag == "p"
        if tag == "img":
            self.text += f"\n{dict(attrs).get('alt') or ''}\n"
        elif tag in {"br", "p"} or (tag in LINES and not self.in_paragraph):
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.in_silence = False
        if tag == "p":
            self.in_paragraph = False
        if tag == "p" or (tag in LINES and not self.in_paragraph):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        if not self.in_silence:
            self.text += " " if data.isspace() else data


def lines_of(html: str) -> list[str]:
    """Return the lines of text in the page's body, spaces folded, none empty."""
    reader = _Reader()
    reader.feed(html.split("<body", 1)[1].split(">", 1)[1])
    lines = (" ".join(line.split()) for line in reader.text.splitlines())
    return [line for line in lines if line]
