"""At school: the yard in front of it, an empty classroom."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, arc_points
from portal.demo.figures import cloud, flower, hills, person, tree


def school_yard() -> Image.Image:
    """A brick school with a clock, children and a ball in front of it."""
    c = Canvas(1600, 1066, "#6ec3e8", "#d8f0f4")
    cloud(c, 250, 190, 380, "#ffffff")
    cloud(c, 1370, 240, 330, "#ffffff")
    hills(c, 520, 160, "#8fc59a", 61)
    c.rect(0, 690, 1600, 376, ("#e8cf9e", "#d9b97f"))
    with c.at(800, 700):
        for x in (-620, 180):
            c.rect(x, -330, 440, 330, ("#d9785b", "#c66549"))
            c.rect(x - 12, -352, 464, 30, "#fbf3e4")
            for row in range(3):
                for column in range(5):
                    left, top = x + 24 + column * 82, -296 + row * 98
                    c.rect(left, top, 62, 62, "#fbf3e4", 4)
                    c.rect(left + 6, top + 6, 50, 50, ("#7fb7d6", "#bfe0ee"))
                    c.line([(left + 31, top + 6), (left + 31, top + 56)], "#fbf3e4", 4)
        c.rect(-190, -450, 380, 450, ("#e88e6e", "#d67657"))
        c.polygon([(-214, -446), (0, -560), (214, -446)], "#7b3f3a")
        c.disc(0, -370, 62, "#fbf3e4")
        c.disc(0, -370, 52, "#ffffff")
        for turn in range(0, 360, 30):
            with c.at(0, -370, 1, turn):
                c.rect(40, -2, 8, 4, "#3a3a4a")
        c.line([(0, -370), (0, -404)], "#3a3a4a", 6)
        c.line([(0, -370), (-22, -357)], "#3a3a4a", 7)
        for x in (-140, -40, 60):
            c.rect(x, -270, 80, 86, "#fbf3e4", 4)
            c.rect(x + 7, -263, 66, 72, ("#7fb7d6", "#bfe0ee"))
        c.rect(-80, -140, 160, 140, "#5c3a35", 10)
        c.rect(-68, -128, 64, 128, "#9ecbe0")
        c.rect(4, -128, 64, 128, "#9ecbe0")
        for step in range(3):
            c.rect(
                -110 - step * 20, step * 14, 220 + step * 40, 15, ("#efe6d6", "#cfc3ae")
            )
    for x, color in (
        (500, "#e63946"),
        (540, "#f4d35e"),
        (1060, "#457b9d"),
        (1100, "#2a9d8f"),
    ):
        c.line([(x, 735), (x, 480)], "#8d99a6", 6)
        c.blob(
            [
                (x, 484),
                (x + 26, 478),
                (x + 54, 490),
                (x + 52, 520),
                (x + 24, 510),
                (x, 520),
            ],
            color,
        )
    for x in (60, 1540):
        tree(c, x, 740, 420, ("#4c956c", "#6fb98a"), "#6b4a35")
    for x in range(150, 1500, 90):
        if abs(x - 800) > 190:
            c.disc(x, 716, 40, "#5da271")
            c.disc(x + 24, 704, 22, "#7abf8c")
    for rx, ry in ((640, 150), (500, 100)):
        c.line(arc_points(800, 920, rx, ry, 0, 360), "#fff8e6", 7)
    children = (
        (470, 960, "#e63946"),
        (680, 900, "#457b9d"),
        (960, 985, "#f4a261"),
        (1150, 905, "#6a4c93"),
    )
    for number, (x, y, coat) in enumerate(children):
        c.glow(x, y, 66, 13, "#0000004d")
        up = ((-20, -96), (18, -50)) if number % 2 else ((-18, -50), (20, -98))
        person(c, x, y, 170, coat, stride=13, arms=up, legs="#2f4b7c")
    c.glow(806, 978, 44, 10, "#00000055")
    c.disc(806, 944, 32, "#ffffff")
    for x, y in ((806, 944), (786, 926), (828, 930), (792, 966), (824, 966)):
        c.disc(x, y, 7, "#2d3142")
    return c.finish()


def classroom() -> Image.Image:
    """A blackboard with sums and a drawn sun, desks with books before it."""
    c = Canvas(1600, 1066, "#f7e9cf", "#f1dcb7")
    c.rect(250, 90, 1100, 520, "#a06a42", 12)
    c.rect(274, 114, 1052, 472, ("#2f5d4f", "#264d42"), 4)
    c.glow(600, 300, 420, 200, "#ffffff18")
    chalk = "#f6f3e6"
    for n, words in enumerate(("12 + 7 = 19", "6 x 4 = 24", "30 - 8 = 22")):
        c.text(350, 200 + n * 104, words, 72, chalk, "lm")
    c.arc(1130, 260, 58, 0, 360, "#ffe48a", 8)
    for angle in range(0, 360, 45):
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        c.line(
            [(1130 + dx * 76, 260 + dy * 76), (1130 + dx * 104, 260 + dy * 104)],
            "#ffe48a",
            8,
        )
    c.line(
        [(940, 540), (940, 440), (1010, 380), (1080, 440), (1080, 540), (940, 540)],
        "#9fd8ef",
        7,
    )
    c.line([(990, 540), (990, 480), (1030, 480), (1030, 540)], "#9fd8ef", 6)
    for n in range(3):
        flower(c, 1140 + n * 62, 490, 25, "#ffb3c1", "#ffe48a")
        c.line([(1140 + n * 62, 514), (1140 + n * 62, 552)], "#b5e3a8", 6)
    c.rect(250, 610, 1100, 18, "#7f5233")
    for n, color in enumerate((chalk, "#ffe48a", "#ffb3c1")):
        c.rect(420 + n * 70, 600, 50, 11, color, 4)
    c.rect(1120, 588, 90, 24, "#4a6fa5", 6)
    for left in (40, 1390):
        c.rect(left, 120, 170, 400, "#fffdf8", 6)
        c.rect(left + 12, 132, 146, 376, ("#9fd3ee", "#dff1f2"))
        c.half(left + 62, 508, 50, 90, "#8fc59a")
        c.half(left + 116, 508, 40, 60, "#74b287")
        c.rect(left + 79, 132, 12, 376, "#fffdf8")
        c.rect(left + 12, 300, 146, 12, "#fffdf8")
    c.disc(800, 48, 36, "#fffdf8")
    c.arc(800, 48, 36, 0, 360, "#7f5233", 6)
    c.line([(800, 48), (800, 26)], "#333a48", 4)
    c.line([(800, 48), (816, 54)], "#333a48", 5)
    c.rect(0, 700, 1600, 366, ("#cf9f6e", "#b37f4d"))
    c.rect(0, 690, 1600, 14, "#9a6a3f")
    covers = (
        "#d1495b",
        "#2f6690",
        "#e9a23b",
        "#3a7d5c",
        "#7d5ba6",
        "#e76f51",
        "#2a9d8f",
    )
    for row, (y, size, count) in enumerate(((760, 0.72, 4), (900, 1.0, 3))):
        for n in range(count):
            with c.at(1600 * (n + 0.5) / count, y, size):
                c.glow(0, 136, 210, 22, "#5a351966")
                for x in (-150, 138):
                    c.rect(x, 0, 14, 136, "#7d8794", 4)
                c.rect(-110, 40, 220, 60, ("#e3b57c", "#c28f55"), 10)
                c.polygon([(-150, -40), (150, -40), (190, 20), (-190, 20)], "#f0c88f")
                c.rect(-190, 20, 380, 22, "#c9975c", 5)
                cover = covers[(n + row * 4) % 7]
                c.polygon([(-110, -24), (-20, -24), (-26, 6), (-126, 6)], cover)
                c.polygon([(-104, -29), (-22, -29), (-27, 0), (-120, 0)], "#fffaf0")
                c.line([(40, -8), (108, -20)], covers[(n + 2) % 7], 8)
                c.disc(136, -10, 13, covers[(n + 3) % 7])
    with c.at(110, 690):
        c.polygon([(-50, -96), (50, -96), (36, 10), (-36, 10)], "#e07a5f")
        for lean in (-70, -30, 10, 50, 84):
            c.curve(
                [(0, -96), (lean * 0.5, -170), (lean, -230 + abs(lean))], "#4f8f63", 15
            )
    return c.finish()
