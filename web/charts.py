"""Charts as shapes for a template to draw in SVG: columns, bars, a line.

All numbers are units of the view box, whole or with one decimal, so that the same
values always give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 200
_GAP = 0.25  # of a column's room
_WIDEST = 60
_MOST_LABELS = 8
MOST_COLUMNS = 366


@dataclass(frozen=True)
class Shape:
    """One rectangle with the value it stands for."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float
    has_label: bool = True

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """Shapes in a box of `width` and `height`; `top` is the value at its upper edge."""

    shapes: list[Shape]
    top: int
    width: int = WIDTH
    height: int = HEIGHT


def columns(values: Sequence[tuple[str, int]]) -> Chart:
    """Return a column for each value, in their order, labels only where there is room.

    Of more than MOST_COLUMNS values some neighbours share a column, which is their sum.
    """
    values = _together(values, -(-len(values) // MOST_COLUMNS))
    top = max((value for _label, value in values), default=0)
    room = WIDTH / max(len(values), 1)
    every = -(-len(values) // _MOST_LABELS)
    shapes = []
    for place, (label, value) in enumerate(values):
        height = round(HEIGHT * value / top, 1) if top else 0.0
        width = min(room * (1 - _GAP), _WIDEST)
        shapes.append(
            Shape(
                label=label,
                value=value,
                x=round(room * place + (room - width) / 2, 1),
                y=round(HEIGHT - height, 1),
                width=round(width, 1),
                height=height,
                has_label=not place % every,
            )
        )
    return Chart(shapes, top)


def short_label(name: str) -> str:
    """Return a name as there is room for below a column: a day without its year."""
    return name[5:] if name.count("-") == 2 else name


def _together(
    values: Sequence[tuple[str, int]], number: int
) -> Sequence[tuple[str, int]]:
    if number <= 1:
        return values
    groups = [values[at : at + number] for at in range(0, len(values), number)]
    return [
        (f"{group[0][0]} ~ {group[-1][0]}", sum(value for _label, value in group))
        for group in groups
    ]


def line(values: Sequence[int], width: int = 120, height: int = 28) -> str:
    """Return the points of a line through the values, for `<polyline points>`."""
    top = max(values, default=0)
    step = width / max(len(values) - 1, 1)
    return " ".join(
        f"{step * place:.1f},{height - (height - 2) * value / top - 1 if top else height - 1:.1f}"
        for place, value in enumerate(values)
    )
