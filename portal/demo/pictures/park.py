"""In the park: blossoms, autumn leaves, kites."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, seeded
from portal.demo.figures import bird, cloud, flower, hills, person, tree


def cherry_blossoms() -> Image.Image:
    """One large cherry tree over a bench, petals in the air."""
    c = Canvas(1600, 1066, "#d9ecf7", "#fdf0f4", "#fbe4ea")
    hills(c, 620, 110, "#e3d3e4", 17)
    hills(c, 690, 80, "#cfdcc0", 18)
    c.polygon(
        [(0, 800), (700, 740), (1600, 790), (1600, 1066), (0, 1066)],
        ("#a9cf8a", "#7fb069"),
    )
    c.blob(
        [
            (560, 790),
            (760, 800),
            (700, 880),
            (1100, 980),
            (1240, 1100),
            (500, 1100),
            (560, 960),
            (470, 860),
        ],
        "#f0dfc4",
    )
    for x in (90, 230, 1320, 1450, 1560):
        tree(c, x, 780, 190, ("#eeb6c8", "#f8d3dd"), "#8a6a66")
    chance = seeded(14)
    c.glow(470, 905, 420, 54, "#3d553a66")
    for points, width in (
        ([(450, 900), (470, 700), (430, 520), (500, 300)], 74),
        ([(460, 640), (580, 500), (760, 420)], 40),
        ([(450, 600), (330, 470), (170, 420)], 38),
        ([(450, 480), (390, 330), (300, 240)], 28),
        ([(640, 470), (700, 330), (720, 250)], 22),
    ):
        c.curve(points, "#6b4650", width)
    heaps = [
        (160, 400, 130),
        (300, 250, 150),
        (500, 210, 175),
        (700, 260, 150),
        (820, 400, 130),
        (400, 380, 110),
        (600, 380, 120),
    ]
    for color, spread, dots, size in (
        ("#e59bb4", 1.0, 26, 62),
        ("#f2b8cb", 0.95, 30, 46),
        ("#fbd6e1", 0.85, 26, 30),
    ):
        for x, y, r in heaps:
            for _ in range(dots):
                angle, far = (
                    chance.uniform(0, 6.3),
                    r * spread * math.sqrt(chance.random()),
                )
                lift = (62 - size) * 0.9
                c.disc(
                    x + far * math.cos(angle),
                    y - lift + far * 0.72 * math.sin(angle),
                    chance.uniform(0.6, 1) * size,
                    color,
                )
    for _ in range(46):
        x, y, r = chance.choice(heaps)
        flower(
            c,
            x + chance.uniform(-r, r),
            y + chance.uniform(-r, r) * 0.7,
            17,
            "#fff4f7",
            "#e8708f",
        )
    with c.at(1010, 900):
        c.glow(10, 6, 220, 26, "#3d553a66")
        for y in (-112, -86, -60):
            c.rect(-170, y, 350, 18, "#b07d54", 6)
        c.rect(-184, -36, 378, 20, "#966441", 6)
        for x in (-150, 140):
            c.rect(x, -112, 14, 116, "#4a4e58", 4)
        c.rect(30, -66, 44, 30, "#7aa5d2", 4)
        c.rect(36, -78, 40, 12, "#f6d365", 3)
    for _ in range(170):
        petal_x, petal_y = chance.uniform(0, 1600), chance.uniform(300, 1060)
        with c.at(petal_x, petal_y, 1, chance.uniform(0, 180)):
            c.oval(0, 0, 10, 5.5, chance.choice(("#f7bfd0", "#fde3ea", "#f09fb8")))
    return c.finish()


def autumn_walk() -> Image.Image:
    """A path that runs away under red and yellow trees."""
    c = Canvas(1600, 1066, "#ffe9b8", "#ffd489", "#f5b461")
    c.glow(830, 430, 520, 440, "#fffbe0ee")
    c.rect(0, 520, 1600, 546, ("#d9913f", "#8c4a24"))
    c.polygon(
        [(812, 505), (838, 505), (1270, 1066), (310, 1066)], ("#f7dca6", "#d8a866")
    )
    chance = seeded(23)
    palettes = (
        ("#c8452d", "#e0613c"),
        ("#e58a1f", "#f5a83b"),
        ("#d9a514", "#f4c843"),
        ("#a8392f", "#c9513a"),
    )
    for row in range(11):
        near = (row + 1) / 11
        y = 512 + 500 * near**2.1
        for side in (-1, 1):
            x = 825 + side * (60 + 880 * near**1.7)
            size = 150 + 800 * near**1.5
            dark, light = palettes[(row + side) % 4]
            trunk = "#5b3a2a" if row > 4 else "#8f6440"
            wide = size * 0.045
            c.polygon(
                [
                    (x - wide, y),
                    (x - wide * 0.6, y - size),
                    (x + wide * 0.6, y - size),
                    (x + wide, y),
                ],
                trunk,
            )
            for _ in range(16):
                angle, far = chance.uniform(0, 6.3), math.sqrt(chance.random())
                where = (
                    x + size * 0.36 * far * math.cos(angle) - side * size * 0.06,
                    y - size * 0.83 + size * 0.32 * far * math.sin(angle),
                )
                c.disc(
                    *where,
                    size * chance.uniform(0.09, 0.16),
                    chance.choice((dark, dark, light)),
                )
    for _ in range(420):
        y = 540 + 520 * chance.random() ** 0.7
        x, near = chance.uniform(0, 1600), (y - 500) / 560
        with c.at(x, y, 0.3 + near, chance.uniform(0, 90)):
            c.oval(
                0, 0, 15, 6, chance.choice(("#e8622c", "#f6b73c", "#c23b22", "#ffd766"))
            )
    for _ in range(30):
        with c.at(
            chance.uniform(300, 1300),
            chance.uniform(100, 760),
            1,
            chance.uniform(0, 180),
        ):
            c.oval(0, 0, 15, 8, chance.choice(("#e8622c", "#f6b73c", "#c23b22")))
    c.glow(790, 812, 120, 16, "#3a1d1088")
    person(c, 770, 812, 190, "#2f6690", stride=8, arms=((-13, -43), (18, -45)))
    person(
        c,
        846,
        812,
        178,
        "#f7f0e3",
        stride=8,
        arms=((-18, -47), (13, -43)),
        hair="#6b3e26",
    )
    c.line([(830, 662), (862, 662)], "#c1121f", 13)
    return c.finish()


def kites() -> Image.Image:
    """Kites high over a green slope, seen from below; children hold the strings."""
    c = Canvas(1066, 1600, "#2d7dd2", "#6bb6e8", "#c8ecf5")
    for x, y, width in (
        (200, 930, 360),
        (860, 800, 420),
        (560, 230, 260),
        (120, 420, 260),
    ):
        cloud(c, x, y, width, "#ffffffd0")
    hills(c, 1240, 120, "#8ecf9d", 50)
    c.polygon(
        [(0, 1330), (400, 1290), (1066, 1390), (1066, 1600), (0, 1600)],
        ("#7cc35f", "#4a9a4c"),
    )
    flyers = (
        ((640, 400), 1.5, 12, ("#ef476f", "#ffd166"), (300, 1296)),
        ((250, 660), 1.1, -14, ("#06d6a0", "#fdfcdc"), (560, 1328)),
        ((840, 640), 0.95, 20, ("#f78c1f", "#7b2cbf"), (800, 1370)),
    )
    for (x, y), size, turn, colors, hand in flyers:
        c.curve(
            [(x, y), (x + (hand[0] - x) * 0.3, y + (hand[1] - y) * 0.55), hand],
            "#ffffffcc",
            3,
        )
        with c.at(x, y, size, turn):
            tail: list[Point] = [
                (18 * math.sin(n * 0.9), 140 + n * 26) for n in range(11)
            ]
            c.curve([(0, 118), *tail], colors[1], 5)
            for number, (bow_x, bow_y) in enumerate(tail[1::2]):
                color = colors[number % 2]
                c.polygon(
                    [
                        (bow_x, bow_y),
                        (bow_x - 22, bow_y - 12),
                        (bow_x - 22, bow_y + 12),
                    ],
                    color,
                )
                c.polygon(
                    [
                        (bow_x, bow_y),
                        (bow_x + 22, bow_y - 12),
                        (bow_x + 22, bow_y + 12),
                    ],
                    color,
                )
            top, right, foot, left = (0, -120), (86, -20), (0, 120), (-86, -20)
            for corner, color in (
                ((top, right), colors[0]),
                ((right, foot), colors[1]),
                ((foot, left), colors[0]),
                ((left, top), colors[1]),
            ):
                c.polygon([corner[0], corner[1], (0, -20)], color)
            c.line([top, foot], "#ffffffaa", 3)
            c.line([left, right], "#ffffffaa", 3)
    # The shield kite: a sheet of paper with a round hole.
    c.curve([(470, 1010), (480, 1200), (560, 1328)], "#ffffff00", 1)
    with c.at(480, 1010, 0.8, -8):
        c.rect(-80, -100, 160, 200, "#fffdf5", 4)
        c.rect(-80, -100, 160, 44, "#d62839")
        c.rect(-80, 56, 160, 44, "#1d3f8f")
        c.disc(0, 0, 30, "#8fcbe9")
        for points in (
            [(-80, -100), (80, 100)],
            [(80, -100), (-80, 100)],
            [(0, -100), (0, -30)],
            [(0, 30), (0, 100)],
        ):
            c.line(points, "#8a6a4a88", 3)
        c.line([(0, 100), (90, 410)], "#ffffffcc", 3)
    person(
        c,
        285,
        1440,
        180,
        "#ffd166",
        arms=((-12, -46), (9, -80)),
        legs="#22577a",
        stride=10,
    )
    person(
        c,
        560,
        1470,
        190,
        "#ef476f",
        arms=((-14, -70), (1, -76)),
        legs="#3d405b",
        stride=10,
    )
    person(
        c,
        790,
        1500,
        170,
        "#7b2cbf",
        arms=((-14, -46), (8, -78)),
        legs="#264653",
        stride=10,
    )
    chance = seeded(12)
    for _ in range(120):
        grass_x, grass_y = chance.uniform(0, 1066), chance.uniform(1400, 1590)
        c.line(
            [(grass_x, grass_y), (grass_x + chance.uniform(-6, 6), grass_y - 22)],
            "#3d8748",
            4,
        )
    for x, y, size in ((160, 190, 50), (230, 230, 38), (930, 330, 44)):
        bird(c, x, y, size, "#ffffff")
    return c.finish()
