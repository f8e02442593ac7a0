"""Paper to draw on: smooth flat shapes, given in the pixels of the finished picture."""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import cast

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

# Drawn this many times larger and reduced at the end, so that edges are smooth.
SCALE = 2

# One colour ("#rrggbb", or "#rrggbbaa" to let what is below shine through), or two:
# from the top of the shape to its bottom.
Fill = str | tuple[str, str]
Point = tuple[float, float]
_Box = tuple[int, int, int, int]


class Canvas:
    """A picture in the making.

    Places and sizes are in pixels of the finished picture, x to the right and y down;
    angles in degrees, clockwise from the right. `at` moves, scales and turns all that
    is drawn inside it.
    """

    def __init__(self, width: int = 1600, height: int = 1066, *colors: str) -> None:
        """Start with a ground of `colors`, blended from the top to the bottom."""
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), "white")
        self._draw = ImageDraw.Draw(self._image)
        self._factor, self._origin = complex(SCALE), complex(0)
        colors = (colors[0], *colors) if len(colors) == 1 else colors
        band = height / max(1, len(colors) - 1)
        for number, (top, bottom) in enumerate(itertools.pairwise(colors)):
            self.rect(0, number * band, width, band, (top, bottom))

    def finish(self) -> Image.Image:
        """Return the picture at its real size."""
        return self._image.reduce(SCALE)

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1, turn: float = 0
    ) -> Iterator[None]:
        """Draw what follows around (x, y), larger by `scale`, turned by `turn`."""
        before = self._factor, self._origin
        self._origin += self._factor * complex(x, y)
        self._factor *= scale * complex(*_around(turn))
        yield
        self._factor, self._origin = before

    def polygon(self, points: Sequence[Point], fill: Fill) -> None:
        """Fill the area inside `points`."""
        placed = [self._placed(point) for point in points]
        if isinstance(fill, str) and len(fill) == 7:
            self._draw.polygon(placed, fill)
            return
        whole = _bounds(placed, 0)
        box = self._on_paper(whole)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        moved = [(x - box[0], y - box[1]) for x, y in placed]
        ImageDraw.Draw(mask).polygon(moved, 255)
        self._lay(_blend(fill, whole, box), box, mask)

    def rect(
        self, x: float, y: float, w: float, h: float, fill: Fill, radius: float = 0
    ) -> None:
        """Fill a rectangle from its top left corner, its corners rounded."""
        radius = min(radius, w / 2, h / 2)
        corners = [(x + w, y + h, 0), (x, y + h, 90), (x, y, 180), (x + w, y, 270)]
        points: list[Point] = []
        for corner_x, corner_y, start in corners:
            inward_x = corner_x + (radius if corner_x == x else -radius)
            inward_y = corner_y + (radius if corner_y == y else -radius)
            steps = range(start, start + 91, 15) if radius else [start]
            for angle in steps:
                cos, sin = _around(angle)
                points.append((inward_x + radius * cos, inward_y + radius * sin))
        self.polygon(points, fill)

    def disc(self, x: float, y: float, radius: float, fill: Fill) -> None:
        """Fill a circle around (x, y)."""
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Fill) -> None:
        """Fill an ellipse around (x, y)."""
        self.polygon(arc_points(x, y, rx, ry, 0, 360), fill)

    def half(
        self, x: float, y: float, rx: float, ry: float, fill: Fill, start: float = 180
    ) -> None:
        """Fill half an ellipse: the upper half, or from `start` on."""
        self.polygon(arc_points(x, y, rx, ry, start, start + 180), fill)

    def slice(
        self, x: float, y: float, radius: float, start: float, end: float, fill: Fill
    ) -> None:
        """Fill a slice of a circle between two angles."""
        points = arc_points(x, y, radius, radius, start, end)
        self.polygon([(x, y), *points], fill)

    def blob(self, points: Sequence[Point], fill: Fill) -> None:
        """Fill a closed shape that passes smoothly through `points`."""
        self.polygon(smooth([*points, points[0]], closed=True), fill)

    def line(self, points: Sequence[Point], color: str, width: float) -> None:
        """Draw a line with round ends and corners."""
        placed = [self._placed(point) for point in points]
        thick = max(1, round(width * abs(self._factor)))
        if len(color) == 7:
            self._stroke(self._draw, placed, color, thick)
            return
        whole = _bounds(placed, thick)
        box = self._on_paper(whole)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        moved = [(x - box[0], y - box[1]) for x, y in placed]
        self._stroke(ImageDraw.Draw(mask), moved, 255, thick)
        self._lay(_blend(color, whole, box), box, mask)

    def curve(self, points: Sequence[Point], color: str, width: float) -> None:
        """Draw a line that passes smoothly through `points`."""
        self.line(smooth(points), color, width)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        color: str,
        width: float,
    ) -> None:
        """Draw part of a circle's edge."""
        self.line(arc_points(x, y, radius, radius, start, end), color, width)

    def glow(self, x: float, y: float, rx: float, ry: float, color: str) -> None:
        """Lay a soft spot that fades outwards: light, or a shadow. Never turned."""
        middle_x, middle_y = self._placed((x, y))
        rx, ry = rx * abs(self._factor), ry * abs(self._factor)
        corners = [(middle_x - rx, middle_y - ry), (middle_x + rx, middle_y + ry)]
        whole = _bounds(corners, 0)
        box = self._on_paper(whole)
        if box is None:
            return
        width, height = whole[2] - whole[0], whole[3] - whole[1]
        part = (
            (box[0] - whole[0]) / width * 256,
            (box[1] - whole[1]) / height * 256,
            (box[2] - whole[0]) / width * 256,
            (box[3] - whole[1]) / height * 256,
        )
        size = (box[2] - box[0], box[3] - box[1])
        mask = _spot().resize(size, Image.Resampling.BILINEAR, part)
        self._lay(_blend(color, whole, box), box, mask)

    def mirror(
        self,
        shore: float,
        depth: float,
        water: Fill,
        waves: float = 6,
        reach: float = 0,
    ) -> None:
        """Turn what is above `shore` upside down below it, under a film of `water`.

        shore: the y of the water's edge; depth: how far the water reaches down;
        water: lets the reflection through by its alpha; waves: how far the rows of
        the reflection sway, growing towards the viewer; reach: how far up it shows,
        as far as `depth` unless told.
        """
        top, rows = round(shore * SCALE), round(depth * SCALE)
        width = self._image.width
        start = max(0, top - round((reach or depth) * SCALE))
        above = self._image.crop((0, start, width, top)).resize((width, rows))
        flipped = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        step = 4 * SCALE
        for row in range(0, rows, step):
            near = row / rows
            sway = math.sin(row * 0.09 / (0.4 + near)) + math.sin(row * 0.023 + 1)
            shift = round(sway * waves * SCALE * (0.2 + near))
            strip = flipped.crop((0, row, width, row + step))
            self._image.paste(ImageChops.offset(strip, shift, 0), (0, top + row))
        self.rect(0, shore, self.width, depth + 1, water)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        color: str,
        anchor: str = "mm",
    ) -> None:
        """Write digits or Latin letters: Pillow's own font has no others."""
        font = _font(round(size * abs(self._factor)))
        self._draw.text(self._placed((x, y)), words, color, font, anchor=anchor)

    def _placed(self, point: Point) -> Point:
        place = self._factor * complex(*point) + self._origin
        return place.real, place.imag

    def _on_paper(self, box: _Box) -> _Box | None:
        width, height = self._image.size
        left, top = max(0, box[0]), max(0, box[1])
        right, bottom = min(width, box[2]), min(height, box[3])
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _lay(self, color: Image.Image, box: _Box, mask: Image.Image) -> None:
        alpha = color.getchannel("A")
        if alpha.getextrema() != (255, 255):
            mask = ImageChops.multiply(mask, alpha)
        self._image.paste(color.convert("RGB"), box, mask)

    @staticmethod
    def _stroke(
        draw: ImageDraw.ImageDraw, points: list[Point], color: str | int, width: int
    ) -> None:
        draw.line(points, color, width, joint="curve")
        radius = width / 2
        if width > 2:
            for x, y in (points[0], points[-1]):
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), color)


def seeded(seed: int) -> random.Random:
    """Return chance that falls the same way each time, for leaves, stars and waves."""
    return random.Random(seed)  # noqa: S311 - nothing secret is made with it


def arc_points(
    x: float, y: float, rx: float, ry: float, start: float, end: float
) -> list[Point]:
    """Return points along an ellipse's edge, close enough to look round."""
    steps = max(8, round(math.sqrt(max(rx, ry)) * abs(end - start) / 60))
    turns = (_around(start + (end - start) * n / steps) for n in range(steps + 1))
    return [(x + rx * cos, y + ry * sin) for cos, sin in turns]


def smooth(points: Sequence[Point], *, closed: bool = False) -> list[Point]:
    """Return a finer line through `points` without corners (Catmull-Rom).

    closed: the last point is the first again, and there is no corner there either.
    """
    before, after = (points[-2], points[1]) if closed else (points[0], points[-1])
    ends = [before, *points, after]
    finer: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(10):
            t = step / 10
            weights = (
                -t * (1 - t) ** 2,
                2 - 5 * t * t + 3 * t**3,
                t + 4 * t * t - 3 * t**3,
                -t * t * (1 - t),
            )
            x, y = (
                sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) / 2
                for axis in (0, 1)
            )
            finer.append((x, y))
    return [*finer, points[-1]]


def _around(angle: float) -> Point:
    turned = math.radians(angle)
    return math.cos(turned), math.sin(turned)


def _bounds(points: Sequence[Point], margin: int) -> _Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = math.floor(min(xs)) - margin, math.floor(min(ys)) - margin
    right, bottom = math.ceil(max(xs)) + margin, math.ceil(max(ys)) + margin
    return left, top, right + 1, bottom + 1


def _blend(fill: Fill, whole: _Box, box: _Box) -> Image.Image:
    """Return the colours of `box`, a part of the shape that fills `whole`."""
    size = (box[2] - box[0], box[3] - box[1])
    if isinstance(fill, str):
        return Image.new("RGBA", size, ImageColor.getrgb(fill))
    height = whole[3] - whole[1]
    top, bottom = (Image.new("RGBA", (1, height), color) for color in fill)
    fade = Image.linear_gradient("L").resize((1, height))
    column = Image.composite(bottom, top, fade)
    return column.crop((0, box[1] - whole[1], 1, box[3] - whole[1])).resize(size)


@lru_cache(maxsize=1)
def _spot() -> Image.Image:
    """Return a light in the middle of the dark that fades smoothly to all sides."""

    def faded(value: int) -> int:
        inside = max(0.0, 1 - value / 179)  # what Pillow's has at its sides
        return round(255 * inside * inside * (3 - 2 * inside))

    return Image.radial_gradient("L").point([faded(value) for value in range(256)])


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size))
