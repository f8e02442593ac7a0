"""Books: high shelves of them, and one by a window in the rain."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, seeded
from portal.demo.figures import person, windows


def book_shelves() -> Image.Image:
    """High shelves full of books, a ladder and a reader."""
    c = Canvas(1600, 1066, "#5b3a29", "#43291c")
    chance = seeded(101)
    spines = (
        "#b23a48",
        "#2f6690",
        "#e9c46a",
        "#3a7d5c",
        "#f1e3c8",
        "#7d5ba6",
        "#d9824a",
        "#24425c",
        "#8fb9a8",
        "#c8553d",
    )
    for column in range(4):
        left = 40 + column * 388
        c.rect(left - 20, 20, 388, 900, "#7a4e33")
        for row in range(5):
            floor = 200 + row * 172
            c.rect(left, floor - 156, 348, 156, ("#2e1b12", "#3c2417"))
            x = left + 4.0
            while x < left + 322:
                wide, high = chance.uniform(16, 40), chance.uniform(92, 140)
                color = chance.choice(spines)
                if chance.random() < 0.1 and x < left + 250:
                    c.disc(x + 30, floor - 32, 26, "#6a994e")
                    c.disc(x + 44, floor - 52, 20, "#86b36a")
                    c.polygon(
                        [
                            (x + 8, floor - 30),
                            (x + 54, floor - 30),
                            (x + 46, floor),
                            (x + 16, floor),
                        ],
                        "#d98c5f",
                    )
                    x += 66
                    continue
                turn = 9 if chance.random() < 0.08 else 0
                with c.at(x, floor, 1, -turn):
                    c.rect(turn * 1.6, -high, wide - 2, high, color, 3)
                    c.rect(turn * 1.6, -high * 0.84, wide - 2, 7, "#ffffff66")
                    c.rect(turn * 1.6, -high * 0.22, wide - 2, 10, "#00000033")
                x += wide + turn * 2.4
            c.rect(left - 6, floor, 360, 16, ("#a06c46", "#7f5233"))
    c.rect(0, 900, 1600, 166, ("#c79a6b", "#a87a4d"))
    for n in range(-4, 22):
        c.line(
            [(800 + (n - 8) * 100, 900), (800 + (n - 8) * 170, 1066)], "#8f653d77", 3
        )
    c.polygon(
        [(500, 1066), (620, 930), (1180, 930), (1300, 1066)], ("#b23a48", "#8f2a38")
    )
    c.polygon([(560, 1050), (650, 942), (1150, 942), (1240, 1050)], "#d8616e55")
    for foot, top in (((1040, 1000), (1130, 120)), ((1180, 1000), (1230, 120))):
        c.line([foot, top], "#e0b071", 20)
    for n in range(9):
        t = 0.06 + n * 0.1
        c.line(
            [(1040 + 90 * t, 1000 - 880 * t), (1180 + 50 * t, 1000 - 880 * t)],
            "#c99553",
            14,
        )
    c.glow(1130, 640, 120, 30, "#00000044")
    person(
        c,
        1128,
        650,
        330,
        "#f4a261",
        hair="#3b2a20",
        legs="#33415c",
        arms=((-30, -96), (16, -40)),
    )
    c.glow(390, 1000, 190, 24, "#00000066")
    c.rect(300, 850, 190, 150, "#2f6690", 30)
    c.rect(280, 900, 230, 90, "#3a7ca5", 26)
    person(
        c,
        396,
        1010,
        290,
        "#e9edc9",
        hair="#5b2f20",
        legs="#8d5a3b",
        arms=((-6, -58), (14, -58)),
    )
    c.polygon(
        [(356, 834), (400, 850), (446, 834), (446, 886), (400, 900), (356, 886)],
        "#b23a48",
    )
    c.polygon(
        [(362, 830), (400, 844), (440, 830), (440, 876), (400, 890), (362, 876)],
        "#fffaf0",
    )
    for x in (250, 790, 1350):
        c.glow(x, 60, 420, 330, "#ffdf9e3c")
    return c.finish()


def book_by_window() -> Image.Image:
    """A stack of books, an open one and a plant on the sill, rain outside."""
    c = Canvas(1066, 1600, "#e9e2d6", "#dccfbd")
    c.rect(110, 90, 846, 1010, "#fffdf8", 10)
    c.rect(146, 126, 774, 938, ("#6d8ba3", "#a9bfcb"))
    chance = seeded(111)
    for x, high in ((146, 330), (300, 460), (480, 300), (640, 420), (800, 350)):
        c.rect(x, 1064 - high, 130, high, "#5f7d95")
        windows(
            c,
            (x + 8, 1080 - high, 114, high - 20),
            (3, 7),
            ("#7590a6", "#ffdf9e", "#7590a6"),
            x,
        )
    for _ in range(130):
        rain_x, rain_y = chance.uniform(150, 890), chance.uniform(130, 1030)
        c.line([(rain_x, rain_y), (rain_x + 9, rain_y + 32)], "#e8f2f788", 3)
    for _ in range(60):
        drop_x, drop_y, drop_r = (
            chance.uniform(160, 900),
            chance.uniform(140, 1040),
            chance.uniform(4, 9),
        )
        c.oval(drop_x, drop_y, drop_r * 0.8, drop_r, "#e8f2f7cc")
    c.rect(522, 126, 22, 938, "#fffdf8")
    c.rect(146, 520, 774, 22, "#fffdf8")
    for side in (0, 1):
        edge, outer = (10, 0) if side == 0 else (1056, 1066)
        inner = 200 if side == 0 else 866
        c.blob(
            [
                (outer, 40),
                (inner, 40),
                (inner + (30 if side == 0 else -30), 400),
                (edge + (80 if side == 0 else -80), 760),
                (outer, 800),
            ],
            ("#e2b6a1", "#cf9880"),
        )
    c.rect(0, 30, 1066, 26, "#8a5a3c", 12)
    c.rect(0, 1180, 1066, 420, ("#b98b62", "#8f643f"))
    c.rect(0, 1160, 1066, 44, "#dcb48a")
    for n, (wide, color) in enumerate(
        ((340, "#2f6690"), (310, "#d1495b"), (330, "#e9c46a"), (280, "#3a7d5c"))
    ):
        y = 1150 - n * 58
        left = 120 + n * 13 % 30
        c.rect(left, y, wide, 54, color, 8)
        c.rect(left + wide - 30, y + 7, 34, 40, "#fbf6ea", 4)
        c.rect(left + 40, y, 10, 54, "#ffffff66")
    c.blob([(170, 976), (200, 930), (270, 920), (340, 930), (380, 976)], "#7d5ba6")
    with c.at(870, 1190):
        c.polygon(
            [(-96, -150), (96, -150), (70, 16), (-70, 16)], ("#e07a5f", "#b9573f")
        )
        c.rect(-106, -176, 212, 40, "#e88f76", 8)
        for lean, long in (
            (-150, 260),
            (-90, 370),
            (-24, 420),
            (50, 400),
            (120, 320),
            (170, 220),
        ):
            tip = (lean, -170 - long)
            middle = (lean * 0.32, -170 - long * 0.6)
            c.blob(
                [
                    (0, -172),
                    (middle[0] - 34, middle[1]),
                    tip,
                    (middle[0] + 40, middle[1] + 16),
                ],
                ("#7fb685", "#3f7d58"),
            )
            c.curve([(0, -172), (middle[0] + 3, middle[1] + 8), tip], "#2f624655", 4)
    c.glow(520, 1500, 480, 60, "#3b1f10aa")
    c.polygon(
        [(80, 1330), (520, 1370), (960, 1330), (1000, 1500), (520, 1550), (40, 1500)],
        "#7a2f3b",
    )
    c.blob(
        [(96, 1310), (300, 1290), (520, 1350), (520, 1530), (300, 1466), (60, 1484)],
        ("#fffdf6", "#efe3cd"),
    )
    c.blob(
        [(944, 1310), (740, 1290), (520, 1350), (520, 1530), (740, 1466), (980, 1484)],
        ("#fffaf0", "#e8d9bf"),
    )
    for n in range(7):
        y = 1330 + n * 20
        for side in (-1, 1):
            line: list[Point] = [
                (520 + side * (60 + t * 60), y + 26 - 26 * math.sin(t / 5 * 2.4))
                for t in range(6)
            ]
            c.line(line, "#a4937c", 4)
    c.line([(520, 1350), (520, 1530)], "#c9b595", 5)
    c.polygon(
        [(700, 1290), (724, 1290), (740, 1560), (722, 1540), (704, 1562)], "#d1495b"
    )
    return c.finish()
