"""A dog on the lawn, a cat on a wall."""

from PIL import Image

from portal.demo.canvas import Canvas, seeded
from portal.demo.figures import cloud, flower, person, tree, windows


def dog_walk() -> Image.Image:
    """A shaggy dog runs after a ball over a sunny lawn."""
    c = Canvas(1600, 1066, "#9adcf0", "#e3f6ec")
    c.disc(190, 170, 82, "#ffe27a")
    c.glow(190, 170, 240, 240, "#fff2b4aa")
    cloud(c, 720, 200, 330, "#ffffffdd")
    cloud(c, 1330, 150, 260, "#ffffffbb")
    for x in range(-40, 1700, 150):
        tree(c, x, 600, 250 + (x * 7) % 110, ("#5fae7b", "#86c98f"), "#75604a")
    c.polygon(
        [(0, 570), (500, 540), (1100, 560), (1600, 530), (1600, 1066), (0, 1066)],
        ("#a5d76e", "#66b04f"),
    )
    for x, wide in ((100, 160), (520, 220), (1060, 190), (1420, 260)):
        c.polygon(
            [
                (x, 555),
                (x + wide * 0.5, 555),
                (x + wide * 1.5 - 300, 1066),
                (x - 500, 1066),
            ],
            "#ffffff16",
        )
    chance = seeded(6)
    for _ in range(110):
        grass_x, grass_y = chance.uniform(0, 1600), chance.uniform(620, 1060)
        near = (grass_y - 500) / 560
        if chance.random() < 0.4:
            flower(
                c,
                grass_x,
                grass_y,
                6 + 12 * near,
                chance.choice(("#ffffff", "#ffd1dc", "#fff0a8")),
                "#f2a541",
            )
        else:
            for lean in (-7, 0, 7):
                c.line(
                    [(grass_x, grass_y), (grass_x + lean * near, grass_y - 24 * near)],
                    "#4d9643",
                    4 * near + 1,
                )
    person(
        c,
        1300,
        720,
        260,
        "#e76f51",
        stride=11,
        arms=((-26, -64), (13, -45)),
        legs="#35507a",
    )
    c.glow(690, 900, 300, 34, "#24512e77")
    with c.at(690, 720, 1.15, -4):
        fur, shade, dark = "#f6e2bd", "#e3c28c", "#a9743f"
        for foot, hip in (((-190, 128), (-110, 60)), ((150, 134), (90, 60))):
            c.line([hip, foot], shade, 36)
        c.curve([(-120, 0), (-180, -50), (-196, -110), (-164, -140)], fur, 36)
        c.blob(
            [
                (-130, -20),
                (-60, -60),
                (60, -62),
                (140, -40),
                (140, 40),
                (60, 82),
                (-70, 70),
                (-140, 40),
            ],
            fur,
        )
        c.oval(-40, -14, 62, 42, dark)
        for foot, hip in (((-60, 150), (-84, 50)), ((222, 96), (110, 50))):
            c.line([hip, foot], fur, 38)
        c.disc(178, -88, 74, fur)
        c.blob([(210, -100), (268, -84), (276, -56), (240, -36), (190, -44)], "#fff6e3")
        c.disc(272, -80, 15, "#2d2530")
        c.disc(204, -112, 9, "#2d2530")
        c.disc(207, -115, 3, "#ffffff")
        c.curve([(266, -56), (244, -44), (222, -48)], "#2d2530", 5)
        c.blob([(232, -44), (254, -44), (250, -12), (236, -14)], "#f28482")
        c.blob(
            [(150, -150), (112, -128), (88, -60), (116, -34), (146, -66), (168, -120)],
            dark,
        )
        c.line([(118, -28), (196, -22)], "#d1495b", 16)
        c.disc(162, -6, 13, "#ffd166")
    with c.at(1070, 640):
        c.glow(0, 250, 70, 12, "#24512e66")
        c.disc(0, 0, 40, "#e9f04c")
        c.arc(-42, 0, 38, -50, 50, "#ffffff", 6)
        c.arc(42, 0, 38, 130, 230, "#ffffff", 6)
        for y in (-26, 0, 26):
            c.line([(48, y - 8), (96, y - 26)], "#ffffffaa", 6)
    return c.finish()


def cat_on_wall() -> Image.Image:
    """A cat sits on a garden wall and looks at the moon over the roofs."""
    c = Canvas(1066, 1600, "#1f2a5c", "#5a4b8c", "#c9739a", "#f6b08e")
    c.glow(700, 430, 420, 420, "#fff0cf88")
    c.disc(700, 430, 170, ("#fff8e3", "#ffe3b3"))
    chance = seeded(88)
    for _ in range(70):
        c.disc(
            chance.uniform(0, 1066),
            chance.uniform(0, 620),
            chance.choice((2, 3, 4)),
            "#fff4dccc",
        )
    for x, foot, w in ((-60, 980, 420), (300, 1040, 360), (640, 960, 520)):
        c.rect(x + 30, foot, w - 60, 400, "#4a3a72")
        c.polygon(
            [(x - 20, foot + 10), (x + w / 2, foot - 150), (x + w + 20, foot + 10)],
            "#3a2d5f",
        )
        windows(
            c,
            (x + 60, foot + 40, w - 120, 140),
            (3, 1),
            ("#ffd98a", "#5a4a85"),
            int(foot),
        )
    c.line([(0, 700), (500, 760), (1066, 690)], "#2d2350", 4)
    c.rect(0, 1230, 1066, 370, ("#8a5a6a", "#5d3b52"))
    for row in range(4):
        for column in range(-1, 8):
            left = column * 160 + row % 2 * 80
            c.rect(
                left + 5,
                1284 + row * 84,
                150,
                74,
                ("#a06a74", "#94616d", "#aa7580")[(row + column * 2) % 3],
                8,
            )
    c.rect(-10, 1222, 1086, 52, "#3f3558", 10)
    for n in range(12):
        c.half(n * 96 + 10, 1226, 50, 28, "#4c4169")
    fur, light = "#241d38", "#3a3054"
    c.curve([(470, 1180), (330, 1230), (262, 1330), (300, 1420), (250, 1450)], fur, 46)
    c.blob(
        [
            (380, 1230),
            (372, 1080),
            (420, 920),
            (500, 830),
            (600, 840),
            (640, 960),
            (650, 1230),
        ],
        fur,
    )
    c.blob([(370, 1230), (390, 1110), (470, 1090), (520, 1180), (520, 1234)], light)
    for x in (560, 626):
        c.line([(x, 1000), (x + 6, 1212)], fur, 50)
        c.oval(x + 18, 1222, 42, 20, fur)
    c.blob(
        [
            (470, 760),
            (500, 690),
            (570, 664),
            (640, 680),
            (688, 740),
            (680, 810),
            (620, 850),
            (540, 850),
            (484, 820),
        ],
        fur,
    )
    c.polygon([(480, 740), (488, 600), (566, 676)], fur)
    c.polygon([(594, 672), (672, 596), (690, 740)], fur)
    c.polygon([(500, 700), (502, 636), (540, 676)], "#d98ca0")
    c.polygon([(622, 676), (660, 632), (668, 706)], "#d98ca0")
    for x in (576, 652):
        c.oval(x, 752, 19, 22, "#ffe37a")
        c.oval(x + 4, 752, 6, 19, "#1a1428")
        c.disc(x + 7, 743, 4, "#ffffff")
    c.polygon([(610, 786), (634, 786), (622, 800)], "#e88aa0")
    for dy in (-12, 2, 16):
        c.line([(660, 800 + dy * 0.3), (752, 792 + dy)], "#f3e7f0aa", 3)
        c.line([(570, 800 + dy * 0.3), (476, 798 + dy)], "#f3e7f0aa", 3)
    c.curve([(500, 846), (580, 872), (664, 838)], "#e63946", 17)
    c.disc(596, 882, 17, "#ffd166")
    for x, y in ((60, 1210), (140, 1190), (900, 1200), (980, 1180), (1050, 1214)):
        for n in range(4):
            c.oval(
                x + n * 22 - 30,
                y - 20 + n % 2 * 22,
                34,
                20,
                ("#3f7d6b", "#2f6658")[n % 2],
            )
        flower(c, x, y - 26, 27, "#f9a3b8", "#ffe08a")
    return c.finish()
