"""At the festival: balloons and tents, fireworks, a street of lanterns."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, seeded
from portal.demo.figures import cloud, hills, lantern, person


def balloons() -> Image.Image:
    """Hot-air balloons of all colours over a meadow with tents and bunting."""
    c = Canvas(1600, 1066, "#5bc0de", "#a9e0ea", "#fff3d4")
    cloud(c, 160, 330, 260, "#ffffffb0")
    cloud(c, 1060, 130, 300, "#ffffffb0")
    cloud(c, 1480, 480, 260, "#ffffffa0")
    hills(c, 760, 130, "#8fc9b3", 71)
    hills(c, 830, 70, "#6fb58a", 72)
    palettes = (
        ("#e63946", "#f1faee"),
        ("#f4a261", "#e76f51"),
        ("#3a5ba0", "#f2c14e"),
        ("#8e6bbf", "#f5d0e6"),
        ("#2a9d8f", "#e9f5db"),
    )
    places = (
        (430, 330, 1.9),
        (1180, 420, 1.4),
        (820, 230, 0.9),
        (120, 560, 0.8),
        (1470, 210, 0.7),
    )
    for (x, y, size), colors in zip(places, palettes, strict=True):
        with c.at(x, y, size):
            _balloon(c, colors)
    c.polygon(
        [(0, 880), (800, 850), (1600, 890), (1600, 1066), (0, 1066)],
        ("#8ccf6a", "#5aa84f"),
    )
    for x, color in ((170, "#e63946"), (700, "#f2c14e"), (1340, "#3a86c8")):
        with c.at(x, 960):
            c.glow(0, 4, 190, 18, "#2d5a3066")
            c.rect(-130, -90, 260, 94, "#fffaf0")
            for stripe in range(0, 5, 2):
                c.rect(-130 + stripe * 52, -90, 52, 94, color)
            c.polygon([(-160, -86), (0, -210), (160, -86)], color)
            c.polygon([(-54, -86), (0, -210), (54, -86)], "#fffaf0")
            for n in range(6):
                c.half(-133 + n * 53.3, -88, 27, 20, (color, "#fffaf0")[n % 2], 0)
            c.polygon([(-34, 4), (0, -84), (34, 4)], "#5a4a4a")
            c.line([(0, -208), (0, -250)], "#7a5c4a", 5)
            c.polygon([(2, -250), (46, -238), (2, -224)], "#f2c14e")
    for left, right in ((-40, 440), (440, 960), (960, 1640)):
        sag: list[Point] = [
            (left + (right - left) * n / 12, 800 + 46 * math.sin(n / 12 * math.pi))
            for n in range(13)
        ]
        c.line(sag, "#6a5a50", 3)
        for n, (flag_x, flag_y) in enumerate(sag[:-1]):
            c.polygon(
                [
                    (flag_x + 4, flag_y + 4),
                    (flag_x + 34, flag_y + 6),
                    (flag_x + 18, flag_y + 42),
                ],
                ("#e63946", "#f2c14e", "#2a9d8f", "#8e6bbf")[n % 4],
            )
    for number, x in enumerate((420, 490, 930, 1010, 1110, 1530)):
        size = (130, 96)[number % 2]
        coat = ("#e76f51", "#264653", "#f4a261", "#2a9d8f", "#8e6bbf", "#d1495b")[
            number
        ]
        person(c, x, 1010 + number % 3 * 12, size, coat, arms=((-12, -44), (12, -88)))
        c.line(
            [(x + size * 0.12, 1010 - size * 0.88), (x + size * 0.2, 870 - size * 0.6)],
            "#ffffff",
            2,
        )
        c.oval(
            x + size * 0.2,
            840 - size * 0.6,
            22,
            28,
            ("#ef476f", "#ffd166", "#118ab2")[number % 3],
        )
    return c.finish()


def _balloon(c: Canvas, colors: tuple[str, str]) -> None:
    for dx in (-20, 20):
        c.line([(dx * 1.5, 92), (dx, 152)], "#6b4f3a", 2)
    for number, wide in enumerate((104, 78, 48, 17)):
        right: list[Point] = []
        for n in range(25):
            t = n / 24 * math.pi
            bulge = (
                math.sin(t)
                if t < 1.7
                else math.sin(t) * 0.78 + 0.22 * (1 - (t - 1.7) / 1.44)
            )
            right.append((wide * bulge + wide * 0.26 * n / 24, -math.cos(t) * 108 - 6))
        left = [(-x, y) for x, y in reversed(right)]
        c.polygon([*right, *left], colors[number % 2])
    c.glow(-40, -50, 60, 74, "#ffffff66")
    c.rect(-27, 94, 54, 9, "#5a4636", 3)
    c.rect(-22, 150, 44, 36, ("#b98655", "#8f6238"), 7)
    c.rect(-25, 148, 50, 8, "#6b4f3a", 3)


def fireworks() -> Image.Image:
    """Fireworks over a bay, their colours in the water, people watching."""
    c = Canvas(1600, 1066, "#070b24", "#1a1448", "#43246b")
    c.glow(800, 700, 900, 300, "#b04a7a77")
    hills(c, 660, 120, "#1d1450", 81)
    chance = seeded(40)
    bursts = (
        (380, 260, 220, "#ff5d8f", "#ffd1dc"),
        (800, 190, 250, "#ffd166", "#fff4d0"),
        (1230, 280, 210, "#4cc9f0", "#d7f5ff"),
        (1010, 450, 120, "#80ed99", "#e4ffe9"),
        (590, 460, 110, "#c77dff", "#f0dcff"),
    )
    for x, y, reach, color, light in bursts:
        c.glow(x, y, reach * 1.5, reach * 1.5, color + "55")
        c.line([(x, y + 30), (x + 8, 690)], color + "40", 4)
        rays = 28 if reach > 150 else 18
        for ring, share in enumerate((1.0, 0.62)):
            for n in range(rays):
                angle = math.tau * (n + ring / 2) / rays
                far = reach * share * chance.uniform(0.88, 1.06)
                points = [
                    (
                        x + math.cos(angle) * far * t,
                        y + math.sin(angle) * far * t + 40 * t * t,
                    )
                    for t in (0.35, 0.7, 1)
                ]
                c.curve(points, (color, light)[ring], 4.5 - ring)
                c.disc(*points[-1], 6 - ring, light)
        c.glow(x, y, 60, 60, "#ffffffcc")
    for n in range(40):
        x, high = n * 41, chance.randint(14, 60)
        c.rect(x, 690 - high, 34, high + 10, "#0d0a2a")
        if n % 2:
            c.rect(x + 10, 690 - high + 8, 7, 7, "#ffd98a")
    c.mirror(696, 240, ("#140f3a20", "#0a0826a0"), 9, reach=690)
    for number in range(19):
        guest_x = 60 + number * 82 + chance.uniform(-14, 14)
        size = chance.uniform(96, 150)
        arms = ((-12, -44), (12, -44)) if number % 3 else ((-17, -100), (17, -100))
        shade = "#05041a"
        person(
            c,
            guest_x,
            960,
            size,
            shade,
            legs=shade,
            hair=shade,
            skin=shade,
            stride=5,
            arms=arms,
        )
    c.blob(
        [
            (-60, 960),
            (260, 905),
            (800, 892),
            (1300, 905),
            (1680, 950),
            (1700, 1200),
            (-60, 1200),
        ],
        "#05041a",
    )
    return c.finish()


def lantern_street() -> Image.Image:
    """Paper lanterns in rows over a lane, one row behind another."""
    c = Canvas(1600, 1066, "#12203f", "#2c2a5a", "#5a2f59")
    c.glow(800, 700, 620, 420, "#ff9b5466")
    for side in (-1, 1):
        for depth, shade in enumerate(("#33264f", "#281e44", "#1c1636")):
            edge = 800 + side * (230 + depth * 190)
            outer = 800 + side * 1000
            eave = 470 - depth * 110
            walls = [(edge, eave), (outer, eave), (outer, 1066), (edge, 1066)]
            c.polygon(walls, shade)
            c.glow(edge + side * 80, 900, 260, 200, "#ff9d4d33")
            roof = [(edge - side * 76, eave + 4), (edge - side * 30, eave - 8)]
            roof += [(edge + side * 40, eave - 60), (outer, eave - 60)]
            c.polygon([*roof, (outer, eave + 26), (edge, eave + 26)], "#141029")
            for tile in range(12):
                c.disc(edge - side * (48 - tile * 34), eave + 20, 12, "#2a2148")
            for row in range(2):
                left, top = edge + side * 100 - 46, eave + 90 + row * 150
                c.glow(left + 46, top + 50, 110, 110, "#ffb35c55")
                c.rect(left, top, 92, 100, ("#ffdf9a", "#ffb45e"))
                for bar in (22, 45, 68):
                    c.rect(left + bar - 2, top, 4, 100, "#5a3a2a")
                c.rect(left, top + 48, 92, 4, "#5a3a2a")
    c.polygon(
        [(640, 760), (960, 760), (1400, 1066), (200, 1066)], ("#7a4a5c", "#3b2746")
    )
    fills = (
        ("#ff6b5b", "#d7263d"),
        ("#ffd166", "#f4a02c"),
        ("#7bdcb5", "#2a9d8f"),
        ("#f7a8c9", "#d6568f"),
        ("#8ecdf7", "#4179c4"),
    )
    for row, (level, size, count) in enumerate(
        ((400, 62, 11), (250, 96, 8), (40, 160, 6))
    ):
        string: list[Point] = [
            (1600 * n / 40, level + size * 0.5 * math.sin(n / 40 * math.pi * 2 + row))
            for n in range(41)
        ]
        c.line(string, "#0b0a1c", 4)
        for n in range(count):
            x = 1600 * (n + 0.5) / count
            y = level + size * 0.5 * math.sin((n + 0.5) / count * math.tau + row)
            lantern(c, x, y, size, fills[(n * 2 + row) % 5], "#5a2a2a")
    for x, size, coat in (
        (720, 150, "#3e6fa8"),
        (790, 110, "#f2c14e"),
        (870, 158, "#c94f7c"),
        (1010, 200, "#2f6f6a"),
        (560, 210, "#8a4f7d"),
    ):
        y = 790 + size * 0.95
        c.glow(x, y, size * 0.4, size * 0.07, "#00000088")
        person(c, x, y, size, coat, legs="#241b3a")
    return c.finish()
