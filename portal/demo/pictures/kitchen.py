"""In the kitchen: a stew on the fire, a laid table from above."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, arc_points, seeded
from portal.demo.figures import steam


def stew() -> Image.Image:
    """A stew boils in an earthen pot; tiles, ladles and herbs behind."""
    c = Canvas(1600, 1066, "#f3efe4")
    for row in range(8):
        for column in range(17):
            fill = ("#d9e8e3", "#cfe1db", "#e2eeea")[(row * 5 + column * 3) % 3]
            c.rect(column * 100 + 3 - row % 2 * 50, row * 92 + 3, 94, 86, fill, 8)
    c.rect(130, 130, 1340, 20, "#8a5a3c", 8)
    for x, kind in ((250, 0), (380, 1), (520, 2), (1130, 1), (1260, 0), (1380, 2)):
        c.line([(x, 150), (x, 330)], "#9aa3ad", 12)
        if kind == 0:
            c.half(x, 330, 58, 54, "#7f8994", 0)
        elif kind == 1:
            c.rect(x - 40, 320, 80, 100, "#b98655", 22)
        else:
            for dx in (-26, 0, 26):
                c.oval(
                    x + dx * 0.6,
                    370,
                    10 + abs(dx) * 0.5,
                    56,
                    "#9aa3ad" if dx else "#c7ced6",
                )
    for n in range(9):
        c.curve(
            [
                (800 - 60 + n * 15, 150),
                (796 - 70 + n * 17, 220),
                (800 - 90 + n * 22, 300 + n * 7 % 30),
            ],
            "#5f9a58",
            9,
        )
    c.rect(0, 800, 1600, 266, ("#c99868", "#a37144"))
    c.rect(0, 790, 1600, 24, "#e2b98a")
    c.rect(470, 846, 660, 120, ("#5c6570", "#3b424b"), 26)
    for x in (560, 1040):
        c.disc(x, 916, 28, "#c9ced6")
        c.rect(x - 4, 894, 8, 26, "#3b424b", 3)
    for n in range(13):
        x = 560 + n * 40
        c.blob(
            [(x - 16, 850), (x - 10, 822), (x, 800), (x + 10, 822), (x + 16, 850)],
            ("#4aa8ff", "#2f6fe0"),
        )
    c.rect(520, 836, 560, 18, "#2b3038", 6)
    c.glow(800, 820, 380, 70, "#4aa8ff55")
    c.blob(
        [
            (470, 560),
            (476, 700),
            (560, 826),
            (800, 842),
            (1040, 826),
            (1124, 700),
            (1130, 560),
        ],
        ("#4a3b36", "#241b19"),
    )
    c.curve([(486, 690), (640, 716), (960, 716), (1114, 690)], "#6b5a52", 8)
    for side in (-1, 1):
        c.oval(800 + side * 352, 632, 44, 30, "#382b27")
    c.oval(800, 560, 336, 92, "#5a4a44")
    c.oval(800, 560, 304, 78, ("#d9482b", "#b8321c"))
    for x, y in ((620, 560), (760, 600), (900, 540), (1010, 575), (720, 525)):
        c.polygon(
            [(x - 52, y - 12), (x + 30, y - 28), (x + 56, y + 2), (x - 26, y + 20)],
            "#fff6e0",
        )
        c.polygon(
            [(x - 26, y + 20), (x + 56, y + 2), (x + 56, y + 16), (x - 26, y + 34)],
            "#e8d3ac",
        )
    chance = seeded(16)
    for _ in range(34):
        leek_x, leek_y = chance.uniform(590, 1010), chance.uniform(515, 606)
        c.line(
            arc_points(leek_x, leek_y, 13, 7, 0, 360),
            chance.choice(("#7fb069", "#5f9a58")),
            6,
        )
    for x, y in ((830, 560), (680, 582), (950, 598), (560, 575)):
        c.oval(x, y, 18, 9, "#ff8a5c")
        c.oval(x - 4, y - 3, 6, 3, "#ffd0b0")
    for x, high in ((640, 250), (740, 340), (860, 320), (970, 240)):
        steam(c, x, 500, high, "#ffffff99")
    with c.at(270, 880):
        c.glow(0, 60, 190, 26, "#3b1f1088")
        c.blob(
            [(-150, -60), (-110, 40), (-40, 64), (40, 64), (110, 40), (150, -60)],
            ("#f6f8fa", "#c4d2da"),
        )
        c.oval(0, -62, 150, 36, "#e4ebef")
        c.blob(
            [(-124, -66), (-60, -124), (20, -132), (90, -110), (124, -66), (0, -44)],
            "#fffdf6",
        )
        for n in range(26):
            c.oval(-100 + n * 8.2, -80 - (n * 7 % 5) * 8, 8, 4, "#ece5d4")
    with c.at(1340, 900):
        c.glow(0, 50, 180, 22, "#3b1f1088")
        c.rect(-170, 10, 340, 34, "#e4c193", 10)
        c.rect(-130, -50, 40, 64, "#f4f7ef", 14)
        for x in range(-100, 110, 34):
            c.oval(x, -12, 26, 26, "#8fbf6a")
            c.oval(x, -12, 17, 17, "#e3f0cf")
        c.polygon([(120, 8), (140, -120), (152, -120), (156, 8)], "#c7ced6")
        c.rect(136, -180, 22, 66, "#4a2f22", 8)
    return c.finish()


def laid_table() -> Image.Image:
    """A Korean meal for two on a round table, seen from above."""
    c = Canvas(1600, 1066, "#3f6b5c", "#33584b")
    for n in range(-12, 40):
        left = n * 60
        stripe = [(left, 0), (left + 22, 0), (left - 478, 1066), (left - 500, 1066)]
        c.polygon(stripe, "#43705f")
    c.glow(830, 590, 800, 640, "#10251dcc")
    c.disc(800, 533, 508, "#8a5431")
    c.disc(800, 533, 492, ("#c98b57", "#b2713f"))
    for ring in (440, 360, 250, 150):
        c.line(arc_points(800, 533, ring, ring, 0, 360), "#a5653655", 4)
    chance = seeded(27)

    def dish(x: float, y: float, r: float, rim: str, inside: str) -> None:
        c.glow(x + 14, y + 20, r * 1.25, r * 1.25, "#3a1d0c99")
        c.disc(x, y, r, rim)
        c.disc(x, y, r * 0.84, inside)

    def heap(x: float, y: float, r: float, colors: tuple[str, ...], bits: int) -> None:
        for _ in range(bits):
            angle, far = chance.uniform(0, math.tau), r * 0.5 * chance.random() ** 0.5
            where = x + far * math.cos(angle), y + far * math.sin(angle)
            with c.at(*where, 1, chance.uniform(0, 180)):
                c.rect(-20, -8, 40, 16, chance.choice(colors), 7)

    dish(800, 500, 150, "#3b302c", "#c23f22")
    for _ in range(12):
        c.rect(
            800 + chance.uniform(-90, 50),
            500 + chance.uniform(-90, 50),
            44,
            44,
            "#fff3dc",
            8,
        )
    for _ in range(22):
        c.line(
            arc_points(
                800 + chance.uniform(-90, 90),
                500 + chance.uniform(-90, 90),
                9,
                9,
                0,
                360,
            ),
            "#79b15a",
            6,
        )
    for side in (-1, 1):
        dish(800 + side * 300, 600, 96, "#f4f1ea", "#ffffff")
        for _ in range(90):
            with c.at(
                800 + side * 300 + chance.gauss(0, 30),
                600 + chance.gauss(0, 30),
                1,
                chance.uniform(0, 180),
            ):
                c.oval(0, 0, 9, 4, chance.choice(("#f3ead7", "#fffaf0", "#e9dcc2")))
        dish(800 + side * 270, 800, 80, "#f4f1ea", "#d8a94f")
        for _ in range(9):
            c.oval(
                800 + side * 270 + chance.uniform(-44, 44),
                800 + chance.uniform(-44, 44),
                10,
                10,
                "#f7e3a8",
            )
        at = 800 + side * 408
        for gap in (-12, 12):
            c.line([(at + gap, 460), (at + gap * 0.7, 740)], "#e3e6ea", 9)
        c.line([(at + 40 * side, 540), (at + 40 * side, 740)], "#e3e6ea", 9)
        c.oval(at + 40 * side, 506, 21, 38, "#e3e6ea")
    dish(560, 300, 88, "#9bc1bc", "#dfeeea")
    heap(560, 300, 88, ("#d93a2b", "#e8614a", "#f7c9a9"), 40)
    dish(1040, 300, 88, "#f2e2c4", "#fbf3e2")
    heap(1040, 300, 88, ("#3f7d3a", "#5c9c4b", "#7fb85f"), 40)
    dish(640, 170, 66, "#7d8fb3", "#dfe5f1")
    heap(640, 170, 60, ("#f4d35e", "#f7e08d"), 18)
    dish(960, 170, 66, "#d88c9a", "#f7e1e5")
    heap(960, 170, 60, ("#5a3a2a", "#7a4f36"), 18)
    c.glow(812, 800, 190, 110, "#3a1d0c88")
    c.oval(800, 780, 176, 92, "#e9eef1")
    c.oval(800, 780, 150, 74, "#cfdae0")
    c.blob(
        [
            (668, 780),
            (720, 738),
            (820, 734),
            (890, 768),
            (940, 738),
            (936, 824),
            (890, 796),
            (820, 828),
            (720, 822),
        ],
        ("#8e9aa6", "#b98a52"),
    )
    c.disc(700, 774, 8, "#fdfdfd")
    c.disc(700, 774, 4, "#2d2530")
    for n in range(4):
        c.arc(740 + n * 36, 782, 26, -60, 60, "#5f6872", 4)
    return c.finish()
