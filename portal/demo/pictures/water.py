"""By the water: a river in the evening, a path along it, the sea at sunrise."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, seeded
from portal.demo.figures import bird, cloud, hills, person, tree, windows


def river_evening() -> Image.Image:
    """A bridge before the setting sun, and all of it again in the water."""
    c = Canvas(1600, 1066, "#38306b", "#8b4a86", "#e8796b", "#ffc778", "#ffe3a6")
    shore = 640
    c.glow(1060, 560, 460, 460, "#fff0b8cc")
    c.disc(1060, 560, 86, "#fff3cf")
    for x, y, width in ((300.0, 190, 360), (760, 130, 260), (1330, 250, 420)):
        c.rect(x - width / 2, y, width, 16, "#ffb98a66", 8)
        c.rect(x - width / 3, y + 26, width, 12, "#ffb98a44", 6)
    hills(c, 560, 90, "#a4577f", 3)
    chance = seeded(4)
    for number in range(34):
        wide, high = chance.randint(30, 70), chance.randint(40, 190)
        x = number * 48 - 20
        c.rect(x, shore - high, wide, high, chance.choice(["#5d3a73", "#6d4079"]))
        windows(
            c,
            (x + 4, shore - high + 8, wide - 8, high - 12),
            (3, max(2, high // 22)),
            ("#5d3a7300", "#ffd98a", "#5d3a7300"),
            number,
        )
    c.rect(0, shore - 20, 1600, 20, "#46305f")
    deck = shore - 96
    for tower in (420, 1180):
        c.rect(tower - 11, deck - 250, 22, 346, "#2d2350")
        c.rect(tower - 20, deck - 256, 40, 14, "#2d2350", 4)
        for side in (-1, 1):
            for reach in range(1, 9):
                end = (tower + side * reach * 44, deck)
                c.line([(tower, deck - 270 + reach * 14), end], "#2d2350", 3)
    c.rect(0, deck - 4, 1600, 22, "#2d2350")
    for x in range(30, 1600, 76):
        c.disc(x, deck - 12, 4.5, "#ffe9a8")
    c.mirror(shore, 426, ("#3a2f6b40", "#251f52d0"), 10)
    for _ in range(90):
        y = shore + 10 + 400 * chance.random() ** 1.5
        spread = 60 + (y - shore) * 0.5
        x = 1060 + chance.gauss(0, spread * 0.5)
        long = 20 + (y - shore) * 0.2
        c.rect(x - long / 2, y, long, 4 + (y - shore) / 90, "#ffe6a077", 3)
    with c.at(520, 850):
        c.polygon([(-120, -14), (120, -14), (84, 24), (-90, 24)], "#1c1740")
        c.line([(-40, -10), (-10, -10)], "#1c1740", 20)
        person(
            c, -10, 0, 105, "#1c1740", legs="#1c1740", hair="#1c1740", skin="#2a2352"
        )
        c.line([(-4, -50), (92, 40)], "#1c1740", 5)
    for x, y, size in ((620, 300, 44), (690, 260, 34), (560, 240, 28)):
        bird(c, x, y, size, "#2d2350")
    return c.finish()


def river_path() -> Image.Image:
    """A bicycle on the path by the river on a clear morning."""
    c = Canvas(1600, 1066, "#8fd3f0", "#c9ecf5", "#f1fbf4")
    cloud(c, 330, 190, 330, "#ffffffd8")
    cloud(c, 1240, 130, 420, "#ffffffb8")
    hills(c, 400, 110, "#9fcdc5", 11)
    hills(c, 440, 60, "#7dbba6", 12)
    c.rect(0, 470, 1600, 210, ("#5db8d6", "#8ed6e4"))
    chance = seeded(2)
    for _ in range(70):
        x, y = chance.uniform(0, 1600), chance.uniform(480, 660)
        c.rect(x, y, 40 + (y - 470) * 0.6, 4, "#ffffff80", 2)
    for x in range(-20, 1640, 120):
        tree(c, x, 482, chance.uniform(50, 84), ("#4f9a78", "#68b48b"), "#4f6a55")
    c.polygon([(0, 640), (1600, 670), (1600, 1066), (0, 1066)], ("#7fc46a", "#4f9b52"))
    c.polygon([(0, 770), (1600, 770), (1600, 990), (0, 990)], "#d0675a")
    c.rect(0, 770, 1600, 9, "#fdf3e2")
    c.rect(0, 981, 1600, 9, "#fdf3e2")
    for x in range(40, 1600, 190):
        c.rect(x, 876, 104, 9, "#fdf3e2", 4)
    for _ in range(150):
        x = chance.uniform(0, 1600)
        y = chance.choice([chance.uniform(690, 760), chance.uniform(1005, 1060)])
        c.line([(x, y), (x + chance.uniform(-8, 8), y - 24)], "#3d8748", 4)
        if chance.random() < 0.4:
            c.disc(x, y - 26, 7, chance.choice(["#fff6d8", "#ffd95e", "#ff9fb0"]))
    with c.at(760, 852, 1.45):
        c.glow(0, 92, 190, 20, "#00000055")
        _bicycle(c)
        hip, knee, foot = (-34, -88), (22, -58), (2, 12)
        c.line([hip, (26, -36), (0, 36)], "#2f3d63", 20)
        c.line([hip, knee, foot], "#3e5185", 20)
        c.line([foot, (18, 14)], "#fafafa", 12)
        c.polygon([(-56, -92), (-16, -84), (40, -176), (6, -196)], "#ffce45")
        c.disc(22, -182, 20, "#ffce45")
        c.line([(26, -176), (44, -128), (84, -112)], "#f2b62d", 15)
        c.disc(86, -112, 9, "#f0c3a0")
        c.disc(44, -222, 25, "#f0c3a0")
        c.half(42, -228, 31, 27, "#e5533d", 170)
        c.line([(16, -226), (74, -222)], "#c43f2c", 6)
    for x, y in ((1180, 300), (1260, 330), (1120, 350)):
        bird(c, x, y, 46, "#ffffff")
    return c.finish()


def _bicycle(c: Canvas) -> None:
    for x in (-92, 92):
        c.arc(x, 40, 58, 0, 360, "#26324a", 8)
        c.arc(x, 40, 51, 0, 360, "#e8eef2", 2)
        for angle in range(0, 180, 30):
            dx, dy = (f(math.radians(angle)) * 52 for f in (math.cos, math.sin))
            c.line([(x - dx, 40 - dy), (x + dx, 40 + dy)], "#26324a66", 1.6)
    frame = [(-92, 40), (-40, -58), (66, -66), (0, 38), (-92, 40)]
    c.line(frame, "#1f7a8c", 9)
    c.line([(0, 38), (-44, -72)], "#1f7a8c", 9)
    c.line([(92, 40), (62, -96), (86, -108)], "#1f7a8c", 9)
    c.line([(-64, -76), (-26, -76)], "#2d2530", 13)
    c.disc(0, 38, 15, "#26324a")
    with c.at(104, -62):
        c.rect(-26, -20, 60, 46, "#b98655", 8)
        for x in (-10, 6, 22):
            c.line([(x, -18), (x, 24)], "#8f6238", 3)
        for x in (-16, 2, 22):
            c.disc(x, -26, 13, "#7fb069")
        c.disc(-4, -34, 9, "#ff9fb0")
        c.disc(16, -36, 9, "#fff6d8")


def sea_sunrise() -> Image.Image:
    """The sun comes out of the sea, half of it, with rays; a lighthouse stays on."""
    c = Canvas(1600, 1066, "#2a6f97", "#61a5c2", "#ffd6a5", "#ffb385")
    sun = (640, 600)
    for number in range(24):
        angle = 180 + number * 7.5
        if number % 2:
            c.slice(*sun, 1400, angle, angle + 5, "#fff3b020")
    c.glow(*sun, 520, 520, "#fff0bfbb")
    c.disc(*sun, 172, ("#ff6b4a", "#ffb347"))
    for x, y, width in ((260.0, 330.0, 340), (1110, 420, 300), (820, 220, 220)):
        cloud(c, x, y, width, "#fff1dfc0")
    c.rect(0, 600, 1600, 466, ("#e88b6d", "#1d4e73"))
    chance = seeded(8)
    for row in range(15):
        y = 606 + row * row * 2.1
        wide = 180 - row * 2 + chance.uniform(-30, 60)
        c.rect(640 - wide, y, wide * 2, 4 + row * 1.2, "#ffe3a0b0", 8)
    for layer, color in enumerate(("#3f7f9c90", "#2f6d8fb0", "#1f5878d0", "#143f5ce6")):
        level = 740 + layer * 84
        wave: list[Point] = [
            (x, level + 16 * math.sin(x / (90 + layer * 22) + layer * 1.7))
            for x in range(0, 1621, 20)
        ]
        c.polygon([(0, 1066), *wave, (1620, 1066)], color)
        c.line(wave, "#ffffff30", 4)
    c.blob(
        [
            (1130, 1090),
            (1180, 760),
            (1290, 640),
            (1420, 600),
            (1640, 560),
            (1640, 1100),
        ],
        ("#355a4c", "#162f38"),
    )
    with c.at(1400, 604):
        c.polygon([(-46, 0), (-30, -250), (30, -250), (46, 0)], "#fbf5ea")
        for top, bottom in ((-205, -150), (-100, -45)):
            edge = [(30 + 16 * (250 + y) / 250, y) for y in (top, bottom)]
            left = [(-x, y) for x, y in reversed(edge)]
            c.polygon([*edge, *left], "#d1495b")
        c.polygon([(6, 0), (6, -250), (30, -250), (46, 0)], "#00000018")
        c.rect(-42, -262, 84, 14, "#2b3a4a", 3)
        c.rect(-22, -306, 44, 46, "#ffe8a3")
        c.half(0, -304, 30, 26, "#d1495b")
        c.glow(0, -284, 120, 120, "#fff2b8aa")
    with c.at(300, 742):
        c.polygon([(-92, 0), (92, 0), (62, 38), (-66, 38)], "#fbf5ea")
        c.polygon([(-86, 12), (84, 12), (76, 22), (-80, 22)], "#d1495b")
        c.rect(-30, -44, 62, 44, "#2b5d7d", 6)
        c.rect(-18, -34, 16, 18, "#ffe8a3", 2)
        c.rect(8, -34, 16, 18, "#ffe8a3", 2)
        c.line([(-60, 0), (-60, -96)], "#2b3a4a", 5)
        c.polygon([(-57, -94), (-14, -80), (-57, -66)], "#ffb347")
    for x, y, size in ((930, 340, 70), (1030, 290, 54), (860, 270, 42), (430, 470, 40)):
        bird(c, x, y, size, "#fffaf0")
    return c.finish()
