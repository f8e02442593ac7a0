"""Site search: posts that contain the words, newest first, with the hits marked."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Member
from boards.models import Post
from boards.rows import Row, row_of
from guard.sanitise import plain_text
from portal.latest import findable_posts

MAX_HITS = 100
EXCERPT_BEFORE, EXCERPT_LENGTH = 40, 160


@dataclass
class Hit:
    """One post that was found; title and excerpt are HTML with the words marked."""

    row: Row
    title_html: SafeString
    excerpt_html: SafeString

    @property
    def url(self) -> str:
        return self.row.url

    @property
    def board_name(self) -> str:
        return self.row.board_name

    @property
    def board_url(self) -> str:
        return self.row.board_url

    @property
    def author_name(self) -> str:
        return self.row.author_name

    @property
    def created_at(self) -> datetime:
        return self.row.created_at


def find_posts(words: str, member: Member | None) -> list[Hit]:
    """Return the newest posts this member may read with `words` in title or body.

    MAX_HITS at most; one query.
    """
    posts = findable_posts(member).matching("title_body", words).order_by("-id")
    return [_hit(post, words) for post in posts[:MAX_HITS]]


def _hit(post: Post, words: str) -> Hit:
    text = plain_text(post.body_html)
    at = text.casefold().find(words.casefold())
    start = max(0, at - EXCERPT_BEFORE)
    excerpt = text[start : start + EXCERPT_LENGTH]
    return Hit(
        row=row_of(post),
        title_html=marked(post.title, words),
        excerpt_html=marked(("…" if start else "") + excerpt, words),
    )


def marked(text: str, words: str) -> SafeString:
    """Return the text as HTML, each occurrence of the words in <mark>."""
    parts = re.split(f"({re.escape(words)})", text, flags=re.IGNORECASE)
    html = "".join(
        f"<mark>{escape(part)}</mark>" if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
    return mark_safe(html)  # noqa: S308  every part is escaped above
