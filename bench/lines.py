"""The lines of the table: what is measured, in which unit, and what it should be.

gnuboard5 5.6.34 (PHP 8.2 with opcache, MariaDB) was measured on the same kind of
machine, 2 cores, wrk with one thread on loopback, 100,000 posts: a list 240 to 405
requests a second (7 ms of processor time each), a post with 20 comments 205 to 330
(8.5 ms), the front page 320 to 490 (5.8 ms). We compare with its fastest runs.
"""

from dataclasses import dataclass

from bench.figures import Figure

GNUBOARD_LIST = 405  # requests a second
GNUBOARD_POST = 330


@dataclass(frozen=True)
class Line:
    """A number that is measured, and its goal: at least or at most so much."""

    key: str
    name: str
    korean: str
    unit: str
    least: float | None = None
    most: float | None = None

    def measured(self, found: Figure) -> str:
        """Return the median, and between what the rounds lay when they differ."""
        text = self._with_unit(_number(found.value))
        low, high = _number(found.low), _number(found.high)
        return text if low == high else f"{text} ({low}–{high})"

    def goal(self) -> str:
        """Return the goal as the table shows it; empty when there is none."""
        if self.least is not None:
            return f"≥ {self._with_unit(_number(self.least))}"
        if self.most is not None:
            bound = self._with_unit(_number(self.most))
            return f"≤ {bound}" if self.most else bound
        return ""

    def is_met(self, found: Figure) -> bool:
        """Tell whether the median reaches the goal."""
        if self.least is not None:
            return found.value >= self.least
        return self.most is None or found.value <= self.most

    def _with_unit(self, number: str) -> str:
        space = "" if self.unit in {"", "/s"} else " "
        return f"{number}{space}{self.unit}"


def _number(value: float) -> str:
    """Return three figures of it, or all that stand before the point."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


LINES = [
    Line("guest_front", "guest, warm: front page", "손님, 데워진 첫 화면", "L", 2),
    Line("guest_list", "guest, warm: lists", "손님, 데워진 목록", "L", 2),
    Line("guest_post", "guest, warm: posts", "손님, 데워진 글", "L", 2),
    Line(
        "guest_mix",
        "guest, warm: 1,000 pages by Zipf",
        "손님, 데워진 화면 1,000개(지프 분포)",
        "L",
        2,
    ),
    Line(
        "weight",
        "first list page and all it loads, brotli",
        "처음 여는 목록과 딸린 모든 것, brotli",
        "kB",
        most=60,
    ),
    Line(
        "blocking",
        "its scripts that hold up the page",
        "화면을 붙잡는 스크립트",
        "",
        most=0,
    ),
]
# Numbers behind those, without goals.
BEHIND = [
    *(
        Line(f"guest_{kind}_{what}", f"guest, {name}: {words}", "", unit)
        for kind, name in (
            ("front", "front page"),
            ("list", "lists"),
            ("post", "posts"),
            ("mix", "mixed"),
        )
        for what, words, unit in (
            ("rate", "requests", "/s"),
            ("limit", "L", "/s"),
            ("cpu", "processor time of a page", "ms"),
        )
    ),
    Line("weight_html", "first list page: the HTML alone", "", "kB"),
    Line("weight_files", "first list page: files", "", ""),
]
