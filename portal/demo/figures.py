"""What stands in more than one picture: trees, people, clouds, hills, windows."""

import math

from portal.demo.canvas import Canvas, Fill, Point, seeded


def hills(c: Canvas, y: float, height: float, fill: Fill, seed: int) -> None:
    """Draw a row of hills: their foot is the lower edge, `y` their mean height."""
    chance = seeded(seed)
    waves = [
        (chance.uniform(0, 6.3), chance.uniform(0.6, 1.4) * number)
        for number in (1, 2, 4, 7)
    ]
    points: list[Point] = [(0, c.height)]
    for x in range(0, c.width + 13, 12):
        lift = sum(
            math.sin(start + x / c.width * 6.3 * speed) / (number + 1)
            for number, (start, speed) in enumerate(waves)
        )
        points.append((x, y - lift * height / 2))
    c.polygon([*points, (c.width + 12, c.height)], fill)


def cloud(c: Canvas, x: float, y: float, width: float, fill: Fill) -> None:
    """Draw a cloud of four heaps on a flat foot, its middle above (x, y)."""
    foot = y + width * 0.17
    heaps = (
        (-0.36, 0.14, 0.14),
        (-0.16, 0.2, 0.3),
        (0.1, 0.22, 0.38),
        (0.34, 0.16, 0.2),
    )
    top: list[Point] = []
    for step in range(-100, 101):
        lifts = [
            high * math.sqrt(max(0, 1 - ((step / 200 - middle) / wide) ** 2))
            for middle, wide, high in heaps
        ]
        top.append((x + width * step / 200, foot - width * max(lifts)))
    c.polygon([(x + width / 2, foot), *reversed(top), (x - width / 2, foot)], fill)


def tree(
    c: Canvas, x: float, y: float, size: float, leaves: tuple[str, str], trunk: str
) -> None:
    """Draw a leafy tree of height `size` on (x, y): leaves in the shade and in light."""
    with c.at(x, y, size / 100):
        c.polygon([(-4, 0), (-2.5, -50), (2.5, -50), (4, 0)], trunk)
        c.line([(0, -34), (13, -52)], trunk, 2.4)
        c.line([(0, -28), (-12, -48)], trunk, 2.4)
        for dx, dy, r in ((-16, -52, 18), (17, -54, 17), (0, -72, 27), (0, -50, 20)):
            c.disc(dx, dy, r, leaves[0])
        for dx, dy, r in ((-19, -57, 10), (-6, -80, 15), (12, -62, 9)):
            c.disc(dx, dy, r, leaves[1])


def pine(
    c: Canvas, x: float, y: float, size: float, fill: Fill, snow: str | None = None
) -> None:
    """Draw a fir of height `size` on (x, y), with snow on its branches or without."""
    with c.at(x, y, size / 100):
        c.rect(-3, -16, 6, 16, "#5b4636")
        for foot, half, top in ((-12, 27, -52), (-34, 22, -74), (-56, 16, -100)):
            c.polygon([(-half, foot), (0, top), (half, foot)], fill)
            if snow:
                tip = top + (foot - top) * 0.45
                wide = half * 0.45
                teeth = [(wide, tip), (wide / 2, tip - 4), (0, tip + 2)]
                c.polygon([(-wide, tip), (0, top), *teeth, (-wide / 2, tip - 4)], snow)


def person(
    c: Canvas,
    x: float,
    y: float,
    size: float,
    coat: str,
    *,
    legs: str = "#33415c",
    hair: str = "#2d2530",
    skin: str = "#f0c3a0",
    stride: float = 7,
    arms: tuple[Point, Point] = ((-10, -42), (10, -42)),
) -> None:
    """Draw a person of height `size` whose feet are at (x, y).

    stride: how far the feet are apart; arms: where the hands are, the figure being
    100 high and its feet at (0, 0).
    """
    with c.at(x, y, size / 100):
        for foot in (-stride, stride):
            c.line([(foot * 0.3, -45), (foot, -3)], legs, 7)
            c.line([(foot, -2), (foot + 3, -2)], "#2b2733", 4.5)
        for side, hand in zip((-7, 7), arms, strict=True):
            c.line([(side, -72), hand], coat, 6)
            c.disc(*hand, 3.2, skin)
        c.rect(-10, -78, 20, 40, coat, 8)
        c.rect(-3, -84, 6, 9, skin, 2)
        c.disc(0, -90, 9, skin)
        c.half(0, -91, 9.8, 9.8, hair)


def bird(c: Canvas, x: float, y: float, size: float, color: str) -> None:
    """Draw a bird far away, its wings `size` wide."""
    s = size / 2
    wings = [(x - s, y - s * 0.3), (x - s * 0.45, y - s * 0.5), (x, y)]
    wings += [(x + s * 0.45, y - s * 0.5), (x + s, y - s * 0.3)]
    c.curve(wings, color, max(2, size * 0.08))


def awning(
    c: Canvas, x: float, y: float, w: float, h: float, colors: tuple[str, str], n: int
) -> None:
    """Draw an awning of `n` stripes, its upper edge narrower, its lower one scalloped."""
    stripe, slope = w / n, w * 0.05
    for number in range(n):
        left, right = x + number * stripe, x + (number + 1) * stripe
        top = [x + slope + (w - 2 * slope) * (number + more) / n for more in (0, 1)]
        color = colors[number % 2]
        c.polygon([(top[0], y), (top[1], y), (right, y + h), (left, y + h)], color)
        c.half((left + right) / 2, y + h - 1, stripe / 2, stripe / 2.4, color, 0)
    c.rect(x, y + h - h * 0.12, w, h * 0.12, "#0000001a")


def windows(
    c: Canvas,
    place: tuple[float, float, float, float],
    grid: tuple[int, int],
    colors: tuple[str, ...],
    seed: int,
) -> None:
    """Fill `place` (x, y, w, h) with a grid of columns and rows of windows."""
    x, y, w, h = place
    columns, rows = grid
    chance = seeded(seed)
    for row in range(rows):
        for column in range(columns):
            left, top = x + w * column / columns, y + h * row / rows
            wide, high = w / columns * 0.66, h / rows * 0.56
            c.rect(
                left + wide * 0.25, top + high * 0.3, wide, high, chance.choice(colors)
            )


def steam(c: Canvas, x: float, y: float, height: float, color: str) -> None:
    """Draw a wisp of steam that rises from (x, y), thin at both ends."""
    left: list[Point] = []
    right: list[Point] = []
    for step in range(31):
        t = step / 30
        middle = x + height * 0.09 * math.sin(t * 7.5) * (0.5 + t)
        half = height * 0.045 * math.sin(t * math.pi) ** 0.7
        left.append((middle - half, y - height * t))
        right.append((middle + half, y - height * t))
    c.polygon([*left, *reversed(right)], fill=color)


def lantern(c: Canvas, x: float, y: float, size: float, fill: Fill, rim: str) -> None:
    """Draw a paper lantern that hangs from (x, y), with its light around it."""
    with c.at(x, y, size / 100):
        c.glow(0, 60, 130, 130, "#ff9d4d4d")
        c.line([(0, 0), (0, 14)], rim, 3)
        c.oval(0, 60, 44, 48, fill)
        for rx in (15, 31):
            ring = _arc(0, 60, rx, 47, 0, 360)
            c.line(ring, "#ffffff3c", 1.6)
        c.rect(-19, 10, 38, 9, rim, 3)
        c.rect(-19, 102, 38, 9, rim, 3)
        for dx in (-8, 0, 8):
            c.line([(dx, 110), (dx, 138)], rim, 2.4)


def flower(
    c: Canvas, x: float, y: float, r: float, petals: str, heart: str, n: int = 5
) -> None:
    """Draw a flower seen from the front, its petals reaching `r` from the middle."""
    for number in range(n):
        angle = math.tau * number / n
        where = x + math.cos(angle) * r * 0.55, y + math.sin(angle) * r * 0.55
        c.disc(*where, r * 0.45, petals)
    c.disc(x, y, r * 0.33, heart)


def _arc(x: float, y: float, rx: float, ry: float, start: int, end: int) -> list[Point]:
    return [
        (x + rx * math.cos(math.radians(a)), y + ry * math.sin(math.radians(a)))
        for a in range(start, end + 1, 10)
    ]
