"""In the garden: rows of vegetables, jars beneath a persimmon tree."""

from PIL import Image

from portal.demo.canvas import Canvas, seeded
from portal.demo.figures import cloud, hills, tree


def vegetable_garden() -> Image.Image:
    """Rows of vegetables run up to a shed; a scarecrow keeps watch."""
    c = Canvas(1600, 1066, "#a7dbe8", "#f4f2d8")
    cloud(c, 520, 140, 320, "#ffffffcc")
    hills(c, 380, 150, "#a8cf9f", 31)
    hills(c, 440, 80, "#8abf7c", 32)
    with c.at(1290, 470):
        c.rect(-150, -150, 300, 170, ("#c4694d", "#a5523a"))
        for n in range(7):
            c.rect(-150 + n * 43, -150, 4, 170, "#8a422f")
        c.polygon([(-180, -144), (0, -250), (180, -144)], "#5d4b45")
        c.rect(-50, -96, 100, 116, "#7a4130", 4)
        c.rect(80, -110, 50, 50, "#ffe9b0", 4)
    tree(c, 1500, 490, 280, ("#5da05a", "#7dba6c"), "#6b4a35")
    tree(c, 90, 480, 240, ("#6aab62", "#8cc478"), "#6b4a35")
    c.rect(0, 470, 1600, 596, ("#a0673f", "#6d4227"))
    crops = (
        "#5fa052",
        "#b8d86b",
        "#3f8a5a",
        "#d9483b",
        "#7cc06a",
        "#8e5aa8",
        "#5fa052",
    )
    for row in range(7):
        far, near = 800 + (row - 3) * 120, 800 + (row - 3) * 430
        c.polygon(
            [(far - 30, 470), (far + 30, 470), (near + 130, 1066), (near - 130, 1066)],
            ("#8a5632", "#7d4c2c"),
        )
        c.polygon(
            [(far + 8, 470), (far + 30, 470), (near + 130, 1066), (near + 40, 1066)],
            "#5c351d55",
        )
        for n in range(9):
            t = (n / 9) ** 1.6 + 0.02
            x, y, s = far + (near - far) * t, 478 + 588 * t, 13 + 66 * t
            kind = row % 4
            c.glow(x, y + s * 0.3, s * 1.2, s * 0.4, "#2d180b88")
            if kind == 3:
                c.line([(x, y + s * 0.2), (x, y - s * 1.7)], "#b98655", s * 0.12)
                for dx, dy in ((-0.4, -0.5), (0.4, -0.9), (-0.3, -1.3), (0.2, -0.3)):
                    c.disc(x + dx * s, y + dy * s, s * 0.42, "#4d8f4a")
                for dx, dy in ((-0.4, -0.3), (0.5, -0.6), (-0.2, -1.0)):
                    c.disc(x + dx * s, y + dy * s, s * 0.2, "#e2452f")
            elif kind == 1:
                for lean in (-0.8, -0.4, 0, 0.4, 0.8):
                    c.curve(
                        [
                            (x, y),
                            (x + lean * s * 0.5, y - s),
                            (x + lean * s, y - s * 1.3),
                        ],
                        "#5fa052",
                        s * 0.16,
                    )
                c.half(x, y + s * 0.1, s * 0.24, s * 0.24, "#f08a3c")
            else:
                for dx, dy, r in (
                    (-0.6, 0, 0.5),
                    (0.6, 0, 0.5),
                    (0, -0.3, 0.66),
                    (0, 0.12, 0.5),
                ):
                    c.disc(x + dx * s, y + dy * s, r * s, crops[row])
                c.disc(x, y - 0.1 * s, 0.3 * s, "#e6f2b8aa")
    with c.at(400, 620, 1.3):
        c.line([(0, 60), (0, -200)], "#7a5a3c", 12)
        c.line([(-120, -120), (120, -120)], "#7a5a3c", 10)
        c.polygon(
            [
                (-110, -138),
                (110, -138),
                (110, -104),
                (54, -100),
                (64, 0),
                (-64, 0),
                (-54, -100),
                (-110, -104),
            ],
            "#4f7cac",
        )
        for x, y in ((-30, -70), (26, -40)):
            c.rect(x, y, 26, 26, "#e9c46a")
        for n in range(5):
            c.line([(112, -136 + n * 8), (140, -140 + n * 10)], "#e9c46a", 4)
            c.line([(-112, -136 + n * 8), (-140, -140 + n * 10)], "#e9c46a", 4)
        c.disc(0, -176, 38, "#f3d9a4")
        c.disc(-13, -180, 5, "#4a3426")
        c.disc(13, -180, 5, "#4a3426")
        c.arc(0, -174, 17, 20, 160, "#a5523a", 4)
        c.oval(0, -204, 66, 13, "#c98f3f")
        c.half(0, -204, 36, 44, "#dba653")
        c.rect(-36, -216, 72, 11, "#a5362c")
    return c.finish()


def sauce_jars() -> Image.Image:
    """Brown jars on a stone terrace beneath a persimmon tree."""
    c = Canvas(1600, 1066, "#f8d9a8", "#fbeed6")
    hills(c, 420, 180, "#e3c79a", 45)
    hills(c, 500, 90, "#cdbb86", 46)
    c.rect(0, 520, 1600, 130, "#b9a58e")
    for row in range(3):
        for n in range(-1, 18):
            c.oval(
                n * 100 + row % 2 * 50,
                560 + row * 38,
                50,
                22,
                ("#a8937c", "#c4b29c", "#978370")[(n + row) % 3],
            )
    for n in range(28):
        c.half(n * 60, 524, 36, 34, ("#57606f", "#6b7484")[n % 2])
    c.rect(0, 520, 1600, 16, "#444c59")
    c.rect(0, 640, 1600, 426, ("#d9c7a3", "#bfa87d"))
    for y, inset in ((700, 180), (820, 90), (950, 0)):
        c.rect(260 + inset * 0.4, y, 1340, 140, ("#aaa39a", "#8b847b"), 16)
        for n in range(9):
            c.rect(
                270 + inset * 0.4 + n * 150,
                y + 30,
                140,
                90,
                ("#b7b0a6", "#9f988e")[n % 2],
                20,
            )
    rows = (
        (706, 0.62, (470, 620, 770, 930, 1090, 1250, 1410)),
        (828, 0.86, (420, 640, 870, 1100, 1330, 1530)),
        (966, 1.12, (480, 800, 1120, 1430)),
    )
    for number, (foot, size, places) in enumerate(rows):
        for n, x in enumerate(places):
            with c.at(x, foot, size * (1 - (n + number) % 3 * 0.1)):
                c.glow(20, 4, 150, 24, "#4a352299")
                c.blob(
                    [
                        (-62, 0),
                        (-104, -80),
                        (-96, -160),
                        (-60, -200),
                        (60, -200),
                        (96, -160),
                        (104, -80),
                        (62, 0),
                    ],
                    ("#9a5635", "#5a2d1c"),
                )
                c.blob(
                    [
                        (-74, -60),
                        (-84, -110),
                        (-66, -164),
                        (-48, -160),
                        (-60, -110),
                        (-54, -60),
                    ],
                    "#d99a6c88",
                )
                c.curve([(-98, -130), (0, -118), (98, -130)], "#4a2416", 5)
                c.curve([(-100, -112), (0, -100), (100, -112)], "#4a2416", 3)
                c.oval(0, -200, 76, 16, "#4a2416")
                c.half(0, -202, 82, 40, ("#a86340", "#7a4026"))
                c.rect(-16, -252, 32, 18, "#7a4026", 8)
    for points, width in (
        ([(120, 1066), (150, 760), (110, 480), (190, 200)], 70),
        ([(130, 600), (300, 420), (560, 330)], 34),
        ([(130, 470), (330, 240), (700, 130)], 30),
        ([(130, 520), (20, 380), (-40, 300)], 30),
    ):
        c.curve(points, "#5d4534", width)
    chance = seeded(60)
    for _ in range(90):
        t = chance.random()
        branch = chance.choice(
            ((130, 600, 560, 330), (130, 470, 700, 130), (150, 380, 190, 150))
        )
        leaf_x = branch[0] + (branch[2] - branch[0]) * t + chance.gauss(0, 50)
        leaf_y = branch[1] + (branch[3] - branch[1]) * t + chance.gauss(0, 46) - 30
        with c.at(leaf_x, leaf_y, 1, chance.uniform(0, 180)):
            c.oval(
                0,
                0,
                34,
                16,
                chance.choice(("#c8702f", "#d98f3a", "#8f9a4a", "#b5532c")),
            )
    for x, y in (
        (330, 470),
        (430, 420),
        (540, 390),
        (250, 380),
        (420, 250),
        (560, 220),
        (680, 190),
        (200, 260),
        (90, 330),
        (300, 560),
    ):
        c.line([(x, y - 50), (x, y)], "#5d4534", 5)
        c.disc(x, y + 16, 40, ("#ff9a3c", "#e8622c"))
        c.disc(x - 13, y + 4, 10, "#ffc98a")
        for dx in (-18, 0, 18):
            c.oval(x + dx, y - 17, 13, 7, "#7a8a3f")
    return c.finish()
