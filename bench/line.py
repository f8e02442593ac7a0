"""A line of the table: a measured number and its goal."""

from dataclasses import dataclass

from bench.figures import Figure


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
            return f"≥ {self._with_unit(f'{self.least:g}')}"
        if self.most is not None:
            bound = self._with_unit(f"{self.most:g}")
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
