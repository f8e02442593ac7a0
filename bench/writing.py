"""Members' forms, and what of it the site has said is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.browser import Answer, Browser
from bench.ground import Ground
from bench.site import ask

_POSTED = re.compile(r"/boards/[a-z0-9_-]+/(\d+)/")
_COMMENTED = re.compile(r"#c_(\d+)")


@dataclass
class Writing:
    """Writes as members do; keeps what was acknowledged, by id.

    writers: numbers of members, who take turns; each may write 20 comments and 10 posts
    in ten minutes (guard.throttle).
    """

    ground: Ground
    browser: Browser
    writers: Iterator[int]
    comments: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    async def comment(self, post: str) -> bool:
        """Comment on the post of this path; tell whether it was taken."""
        body = self._words("댓글")
        request = self.ground.by_that_member(f"{post}comments/", next(self.writers))
        answer = await self.browser.post(request, {"body": body})
        return _keep(answer, _COMMENTED, self.comments, body)

    async def post(self, board: str) -> bool:
        """Write a post on the board of this path; tell whether it was taken."""
        title = self._words("글")
        request = self.ground.by_that_member(f"{board}write/", next(self.writers))
        fields = {"title": title, "body": f"{title}\n\n저녁에 적어 둡니다."}
        answer = await self.browser.post(request, fields)
        return _keep(answer, _POSTED, self.posts, title)

    def _words(self, what: str) -> str:
        self._count += 1
        return f"재는 {what} {self._count}번째, {self.ground.chance.random():.9f}"

    def lost(self) -> list[str]:
        """Return what was acknowledged and is not in the database."""
        found: list[str] = ask(
            self.ground.folder, "missing", posts=self.posts, comments=self.comments
        )
        return found


def _keep(
    answer: Answer, pattern: re.Pattern[str], kept: dict[str, str], text: str
) -> bool:
    found = pattern.search(answer.location) if answer.status == 302 else None
    if found is None:
        return False
    kept[found[1]] = text
    return True


def locks_in(log: str) -> int:
    """Return how often the site's log tells of a database that was locked."""
    return log.count("database is locked")
