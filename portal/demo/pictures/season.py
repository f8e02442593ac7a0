"""Rain and snow: umbrellas from above, white roofs, a snowman."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, arc_points, seeded
from portal.demo.figures import hills, person, pine


def umbrellas() -> Image.Image:
    """Umbrellas on a wet street, seen straight from above."""
    c = Canvas(1600, 1066, "#51646f", "#465761")
    chance = seeded(3)
    for row in range(10):
        for column in range(-1, 11):
            x = column * 160 + row % 2 * 80
            shade = chance.choice(("#566a76", "#5c717d", "#4d606b"))
            c.rect(x + 3, row * 110 + 3, 154, 104, shade, 6)
    for x, y, rx, ry in (
        (240, 860, 210, 90),
        (1050, 150, 260, 84),
        (1430, 760, 190, 80),
        (600, 480, 170, 60),
    ):
        c.oval(x, y, rx, ry, ("#8fb0be80", "#a9c6d180"))
        c.oval(x - rx * 0.2, y - ry * 0.2, rx * 0.5, ry * 0.36, "#c5dde480")
    shades = (
        (300, 250, 190, "#e63946", "#f1566a"), (760, 230, 150, "#f4c430", "#ffd95e"),
        (1230, 330, 205, "#2a9d8f", "#46b8a8"), (560, 660, 200, "#f3f0e6", "#e0dccf"),
        (990, 690, 175, "#3d5a98", "#5676ba"), (1400, 830, 150, "#f28482", "#f7a6a3"),
        (150, 700, 140, "#7b5ea7", "#977bc2"), (1530, 120, 130, "#f4a261", "#f8b986"),
        (840, 990, 140, "#84a98c", "#9dc0a4"),
    )  # fmt: skip
    for number, (x, y, r, dark, light) in enumerate(shades):
        c.glow(x + 46, y + 62, r * 1.2, r * 1.2, "#10202caa")
        with c.at(x, y, r / 100, number * 17):
            for side in (-1, 1):
                c.oval(side * 22, 88, 13, 26, "#2b2d3a")
            for panel in range(8):
                start = panel * 45
                edge = [
                    (
                        a * (1 - 0.08 * math.sin(n / 8 * math.pi)),
                        b * (1 - 0.08 * math.sin(n / 8 * math.pi)),
                    )
                    for n, (a, b) in enumerate(
                        arc_points(0, 0, 100, 100, start, start + 45)
                    )
                ]
                c.polygon([(0, 0), *edge], (dark, light)[panel % 2])
                c.line([(0, 0), edge[0]], "#00000022", 1.6)
            c.glow(-34, -34, 60, 60, "#ffffff4d")
            c.disc(0, 0, 5, "#3b3b46")
    for _ in range(90):
        ring_x, ring_y, ring_r = (
            chance.uniform(0, 1600),
            chance.uniform(0, 1066),
            chance.uniform(5, 17),
        )
        c.line(arc_points(ring_x, ring_y, ring_r, ring_r * 0.8, 0, 360), "#d9e8ee77", 2)
    for _ in range(170):
        rain_x, rain_y, long = (
            chance.uniform(-20, 1600),
            chance.uniform(-20, 1066),
            chance.uniform(18, 54),
        )
        c.line(
            [(rain_x, rain_y), (rain_x + long * 0.35, rain_y + long)], "#e6f2f766", 2.6
        )
    return c.finish()


def snowy_roofs() -> Image.Image:
    """Old tiled houses under snow at dusk, warm windows and smoke."""
    c = Canvas(1600, 1066, "#4a5f8f", "#8f9cc4", "#e3c9d4")
    hills(c, 470, 260, "#8896bd", 91)
    hills(c, 560, 170, "#a9b2cf", 92)
    for x in range(20, 1620, 90):
        pine(c, x, 640, 130 + x * 13 % 70, "#566b87", "#dfe6f2")
    c.rect(0, 620, 1600, 446, ("#ccd4e6", "#eef2f9"))
    for x, y, size in ((330, 650, 0.85), (1210, 660, 0.95), (760, 720, 1.25)):
        with c.at(x, y, size):
            _house(c)
    c.blob(
        [
            (-40, 950),
            (300, 900),
            (620, 940),
            (900, 905),
            (1300, 960),
            (1660, 890),
            (1680, 1200),
            (-40, 1200),
        ],
        ("#f8fafd", "#d5deee"),
    )
    c.rect(0, 860, 1600, 130, "#7f746d")
    for row in range(3):
        for column in range(-1, 30):
            left = column * 56 + row % 2 * 28
            shade = ("#9a8d83", "#8c8078", "#a3968b")[(row + column * 2) % 3]
            c.rect(left + 3, 872 + row * 38, 50, 32, shade, 10)
    cap: list[Point] = [
        (x, 850 + 6 * math.sin(x / 37) + 5 * math.sin(x / 91))
        for x in range(0, 1640, 20)
    ]
    c.polygon([(0, 880), *cap, (1620, 880)], ("#ffffff", "#dbe4f1"))
    c.blob(
        [(-40, 1000), (400, 968), (900, 985), (1660, 960), (1680, 1200), (-40, 1200)],
        "#f8fafd",
    )
    chance = seeded(19)
    for _ in range(260):
        c.disc(
            chance.uniform(0, 1600),
            chance.uniform(0, 1066),
            chance.choice((2, 3, 4.5, 6)),
            "#ffffffcc",
        )
    return c.finish()


def _house(c: Canvas) -> None:
    """Draw a tiled house, its roof curved up at both ends, on (0, 220)."""
    for n in range(4):
        c.glow(190 + n * 16, -160 - n * 62, 40 + n * 16, 36 + n * 12, "#f4eef5aa")
    c.rect(170, -110, 40, 80, "#6d5a55")
    c.rect(164, -120, 52, 16, "#f8fafd", 8)
    c.rect(-240, 30, 480, 170, "#f2e6d2")
    c.rect(-260, 190, 520, 30, "#9a918b", 6)
    for x in (-240, -130, 20, 130, 226):
        c.rect(x, 30, 16, 165, "#6b4634")
    c.rect(-240, 110, 480, 10, "#6b4634")
    c.glow(-50, 120, 170, 120, "#ffd98a66")
    for x, wide in ((-108, 122), (44, 80), (-214, 76), (152, 66)):
        c.rect(x, 54, wide, 126, ("#ffe3a1", "#ffc66b"))
        for bar in range(1, 5):
            c.rect(x + wide * bar / 5 - 1.5, 54, 3, 126, "#8f5f3d")
        for bar in range(1, 4):
            c.rect(x, 54 + 126 * bar / 4, wide, 3, "#8f5f3d")
    eave = [(-330, 14), (-260, 34), (0, 44), (260, 34), (330, 14)]
    c.blob(
        [*eave, (270, -50), (180, -96), (0, -88), (-180, -96), (-270, -50)], "#3f4658"
    )
    for n in range(-8, 9):
        c.disc(n * 34, 38 - abs(n) * 1.4, 11, "#565e73")
    snow = [
        (-322, 4),
        (-250, 14),
        (-150, 6),
        (-60, 22),
        (60, 10),
        (150, 22),
        (250, 8),
        (322, 4),
    ]
    c.blob(
        [*snow, (264, -62), (182, -112), (0, -102), (-182, -112), (-264, -62)],
        ("#ffffff", "#e3eaf5"),
    )
    c.curve([(-186, -106), (-90, -94), (90, -94), (186, -106)], "#b9c4da", 8)


def snowman() -> Image.Image:
    """A snowman with a red scarf between firs on a bright winter day."""
    c = Canvas(1600, 1066, "#7cc6ea", "#c9ebf5", "#f4fbfd")
    c.glow(1290, 170, 280, 280, "#fffbe0")
    hills(c, 560, 220, "#b9dcea", 24)
    hills(c, 640, 100, "#d7ecf3", 25)
    for x, y, size in (
        (80, 760, 460),
        (290, 720, 330),
        (1400, 760, 520),
        (1180, 710, 300),
        (1570, 720, 380),
    ):
        pine(c, x, y, size, ("#2f7d6b", "#1f5d55"), "#f7fcff")
    c.blob(
        [(-60, 760), (400, 690), (900, 740), (1660, 690), (1700, 1200), (-60, 1200)],
        ("#ffffff", "#cfe4f0"),
    )
    c.glow(760, 990, 330, 46, "#5f8fae99")
    with c.at(700, 960):
        for x, y, r in ((0, -140, 182), (0, -420, 134)):
            c.disc(x, y, r, ("#ffffff", "#d3e5f1"))
        c.line([(-160, -220), (-270, -330), (-310, -400)], "#6b4a35", 15)
        c.line([(-270, -330), (-330, -330)], "#6b4a35", 11)
        c.line([(160, -220), (280, -280), (340, -360)], "#6b4a35", 15)
        c.line([(280, -280), (346, -276)], "#6b4a35", 11)
        for y in (-220, -150, -80):
            c.disc(6, y, 15, "#37414f")
        for x in (-46, 50):
            c.disc(x, -450, 15, "#2c3440")
            c.disc(x + 4, -455, 5, "#ffffff")
        for x in (-84, 88):
            c.oval(x, -404, 24, 15, "#ffb3b399")
        c.polygon([(0, -432), (104, -402), (0, -402)], "#f4883c")
        c.curve([(-50, -372), (-22, -352), (24, -352), (52, -372)], "#2c3440", 9)
        c.blob(
            [
                (-118, -330),
                (0, -296),
                (118, -330),
                (126, -286),
                (0, -246),
                (-126, -286),
            ],
            "#d62839",
        )
        c.polygon(
            [(60, -280), (118, -290), (140, -130), (78, -122)], ("#d62839", "#b81f30")
        )
        for y in (-220, -180):
            c.line([(72 + (-220 - y) * -0.1, y), (128, y - 6)], "#ffe3e3", 9)
        c.rect(-126, -560, 252, 34, "#2f4b7c", 14)
        c.rect(-84, -690, 168, 150, ("#3d5f9a", "#2f4b7c"), 16)
        c.rect(-84, -592, 168, 34, "#f2c14e")
    with c.at(1130, 940):
        person(
            c,
            0,
            0,
            230,
            "#f28f3b",
            stride=7,
            arms=((-24, -92), (14, -44)),
            legs="#33658a",
            hair="#5b3a8c",
        )
        c.disc(0, -234, 14, "#f2c14e")
    c.disc(1190, 950, 34, ("#ffffff", "#cfe2ee"))
    c.disc(1240, 962, 24, ("#ffffff", "#cfe2ee"))
    chance = seeded(33)
    for _ in range(150):
        c.disc(
            chance.uniform(0, 1600),
            chance.uniform(0, 1000),
            chance.choice((3, 4, 6, 8)),
            "#ffffffdd",
        )
    return c.finish()
