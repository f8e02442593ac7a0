"""Reads the texts of the demo: plain files that are pleasant to edit.

A file begins with `게시판: <slug>` and `분류: <name>`, and has four parts:

    [글]    entries with an empty line between them; the first line is
            `title | thing it is about | options`, each other line one paragraph.
            Options: 공지, 비밀, 링크, 파일, 답글 (below the entry before it), 분류=<name>.
    [문단]  one paragraph a line, for any of the posts above.
    [목록]  entries for posts in HTML: a heading, then `- item` or `cell | cell` lines.
    [댓글]  entries, one line a comment; `>` answers the line above that has one `>`
            less, `*` is said by the post's author.

Any line may have slots such as {것:은}; see wording.py.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
GENERAL = "general"  # what may be said below any post
ANSWERS = "answers"  # what may be said below an answer
PHOTOS = "photos"  # what is written with a picture
_PART = re.compile(r"^\[(글|문단|목록|댓글)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One post as it is written in the file."""

    title: str
    thing: str
    paragraphs: tuple[str, ...]
    options: frozenset[str]

    @property
    def category(self) -> str:
        """The category this post has instead of its file's, or nothing."""
        names = [o.partition("=")[2] for o in self.options if o.startswith("분류=")]
        return names[0] if names else ""


@dataclass(frozen=True)
class Line:
    """One comment of an exchange; depth 0 stands directly below the post."""

    text: str
    depth: int
    by_author: bool


Exchange = tuple[Line, ...]


@dataclass(frozen=True)
class Subject:
    """One file: posts of a kind, and what is said in and below them."""

    name: str
    board: str
    category: str
    entries: tuple[Entry, ...] = ()
    paragraphs: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    exchanges: tuple[Exchange, ...] = ()


def read_subjects() -> list[Subject]:
    """Return every file of the folder, in the order of their names."""
    return [_read(path) for path in sorted(FOLDER.glob("*.txt"))]


def _read(path: Path) -> Subject:
    head, *parts = _PART.split(path.read_text(encoding="utf-8"))
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    part = dict(zip(parts[::2], parts[1::2], strict=True))
    return Subject(
        name=path.stem,
        board=facts.get("게시판", ""),
        category=facts.get("분류", ""),
        entries=tuple(_entry(lines) for lines in _blocks(part.get("글", ""))),
        paragraphs=_lines(part.get("문단", "")),
        lists=tuple(_blocks(part.get("목록", ""))),
        exchanges=tuple(
            tuple(_line(line) for line in lines)
            for lines in _blocks(part.get("댓글", ""))
        ),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _blocks(text: str) -> list[tuple[str, ...]]:
    return [_lines(block) for block in re.split(r"\n\s*\n", text) if block.strip()]


def _entry(lines: tuple[str, ...]) -> Entry:
    first, *paragraphs = lines
    title, thing, *options = [part.strip() for part in first.split(" | ")]
    chosen = frozenset(options[0].split(", ")) if options else frozenset[str]()
    return Entry(title, thing, tuple(paragraphs), chosen)


def _line(text: str) -> Line:
    said = text.lstrip("> ")
    depth = text[: len(text) - len(said)].count(">")
    return Line(said.removeprefix("* "), depth, said.startswith("* "))
