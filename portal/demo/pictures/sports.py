"""Games: football from high above, basketball at sunset."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, arc_points, seeded


def football_pitch() -> Image.Image:
    """A match from high above: stripes of grass, lines, two teams, long shadows."""
    c = Canvas(1600, 1066, "#3a7d44")
    for n in range(14):
        c.rect(n * 120 - 40, 0, 120, 1066, ("#4f9d4f", "#5cae59")[n % 2])
    white = "#f6fbf2"
    left, top, right, bottom = 90, 80, 1510, 986

    def box(x: float, y: float, w: float, h: float) -> None:
        c.line([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], white, 7)

    box(left, top, right - left, bottom - top)
    c.line([(800, top), (800, bottom)], white, 7)
    c.line(arc_points(800, 533, 128, 128, 0, 360), white, 7)
    c.disc(800, 533, 11, white)
    for side in (-1, 1):
        goal = 800 + side * 710
        box(min(goal, goal - side * 220), 283, 220, 500)
        box(min(goal, goal - side * 84), 413, 84, 240)
        c.disc(goal - side * 150, 533, 8, white)
        middle = 180 if side > 0 else 0
        c.arc(goal - side * 150, 533, 118, middle - 53, middle + 53, white, 7)
        net = min(goal, goal + side * 54)
        c.rect(net, 463, 54, 140, "#ffffff40")
        for n in range(6):
            c.line([(net + n * 10.8, 463), (net + n * 10.8, 603)], "#ffffff88", 2)
        for n in range(8):
            c.line([(net, 463 + n * 20), (net + 54, 463 + n * 20)], "#ffffff88", 2)
        for y, start in (
            (top, 0 if side < 0 else 90),
            (bottom, 270 if side < 0 else 180),
        ):
            c.arc(goal, y, 32, start, start + 90, white, 6)
    reds = (
        (150, 540),
        (380, 250),
        (360, 470),
        (390, 650),
        (400, 850),
        (640, 330),
        (690, 620),
        (930, 500),
        (1060, 260),
        (1120, 640),
        (980, 840),
    )
    blues = (
        (1450, 520),
        (1230, 230),
        (1260, 440),
        (1240, 620),
        (1220, 840),
        (1010, 400),
        (900, 680),
        (760, 200),
        (560, 480),
        (600, 760),
        (1090, 520),
    )
    chance = seeded(7)
    for team, (shirt, trim) in (
        (reds, ("#e63946", "#ffe3e3")),
        (blues, ("#f7f7fb", "#24427a")),
    ):
        for n, (x, y) in enumerate(team):
            if n == 0:
                shirt_now, trim_now = "#f4d35e", "#2b2d42"
            else:
                shirt_now, trim_now = shirt, trim
            c.polygon(
                [(x - 12, y + 8), (x + 12, y - 6), (x + 118, y + 62), (x + 96, y + 80)],
                "#1d452599",
            )
            c.disc(x + 110, y + 74, 17, "#1d452599")
            with c.at(x, y, 1.25, chance.uniform(0, 360)):
                c.line([(-6, -12), (22, -14)], "#2b2d42", 11)
                c.line([(-8, 12), (-28, 15)], "#2b2d42", 11)
                c.line([(0, -24), (15, -36)], "#f0c3a0", 8)
                c.line([(0, 24), (-15, 35)], "#f0c3a0", 8)
                c.oval(0, 0, 15, 29, shirt_now)
                c.rect(-14, -4, 28, 8, trim_now, 4)
                c.disc(3, 0, 11, "#33262c")
    c.polygon([(986, 566), (996, 556), (1052, 596), (1044, 606)], "#1d452599")
    c.disc(990, 556, 17, "#ffffff")
    for x, y in ((990, 556), (980, 547), (1001, 549), (984, 568), (1000, 566)):
        c.disc(x, y, 4, "#2b2d42")
    track: list[Point] = [(700, 700), (800, 600), (900, 548), (968, 552)]
    c.curve(track, "#ffffff55", 6)
    return c.finish()


def basketball() -> Image.Image:
    """A ball on its way into the hoop of an outdoor court at sunset."""
    c = Canvas(1066, 1600, "#f94144", "#f8961e", "#f9c74f")
    c.glow(260, 1130, 520, 520, "#fff3c2bb")
    c.disc(260, 1130, 190, "#fff3cf")
    chance = seeded(15)
    for n in range(12):
        high = chance.randint(120, 420)
        c.rect(n * 96 - 20, 1360 - high, 90, high + 40, "#7d2b45")
        for row in range(high // 46):
            for column in range(2):
                if chance.random() < 0.35:
                    c.rect(
                        n * 96 + column * 34, 1376 - high + row * 46, 18, 24, "#ffd98a"
                    )
    c.rect(0, 1340, 1066, 260, ("#5a2140", "#3a1530"))
    c.line([(0, 1450), (1066, 1400)], "#ffe9c9", 10)
    c.line(arc_points(760, 1620, 420, 150, 180, 360), "#ffe9c9", 10)
    for n in range(30):
        c.line([(n * 60 - 400, 1340), (n * 60 + 40, 900)], "#2b102622", 3)
        c.line([(n * 60 - 400, 900), (n * 60 + 40, 1340)], "#2b102622", 3)
    c.line([(0, 900), (1066, 900)], "#2b1026", 9)
    for x in (40, 400, 1040):
        c.line([(x, 890), (x, 1350)], "#2b1026", 12)
    c.polygon([(880, 1480), (880, 560), (920, 560), (930, 1480)], "#2b1026")
    c.line([(900, 700), (720, 560)], "#2b1026", 26)
    c.polygon([(420, 250), (880, 200), (880, 600), (420, 590)], "#fff8ec")
    c.line([(420, 250), (880, 200), (880, 600), (420, 590), (420, 250)], "#2b1026", 18)
    c.line([(540, 390), (730, 378), (730, 540), (540, 542), (540, 390)], "#d62839", 14)
    rim_x, rim_y = 560, 590
    c.line(arc_points(rim_x, rim_y, 140, 36, 180, 360), "#c1121f", 17)
    for n in range(9):
        start = rim_x - 130 + n * 32.5
        for lean in (-1, 1):
            end = rim_x + (start - rim_x) * 0.55 + lean * 26
            c.curve(
                [
                    (start, rim_y + 14),
                    ((start + end) / 2, rim_y + 120),
                    (end, rim_y + 240),
                ],
                "#fffaf0dd",
                5,
            )
    with c.at(420, 330, 1, 24):
        c.disc(0, 0, 128, ("#f58634", "#c9501a"))
        c.glow(-40, -44, 90, 90, "#ffd9a088")
        c.line([(-128, 0), (128, 0)], "#3a1530", 7)
        c.line([(0, -128), (0, 128)], "#3a1530", 7)
        for side in (-1, 1):
            bend = [
                (
                    side * (100 - 62 * math.cos(math.radians(a))),
                    112 * math.sin(math.radians(a)) * 0.86,
                )
                for a in range(-80, 81, 10)
            ]
            c.line(bend, "#3a1530", 7)
    c.line(arc_points(rim_x, rim_y, 140, 36, 0, 180), "#e63946", 17)
    for n, dot in enumerate(((300, 420), (200, 540), (120, 690), (64, 850))):
        c.disc(*dot, 24 - n * 4, "#fff3cf88")
    return c.finish()
