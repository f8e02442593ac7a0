"""In town: flats at night, a crossing, a steep old quarter, a bus stop."""

from PIL import Image

from portal.demo.canvas import Canvas, seeded
from portal.demo.figures import cloud, hills, person, tree, windows


def flats_at_night() -> Image.Image:
    """Tall flats with some windows lit, under a large moon."""
    c = Canvas(1600, 1066, "#0b1437", "#1d2f6f", "#47569f")
    chance = seeded(31)
    for _ in range(160):
        size = chance.choice((1.6, 2.2, 3.2))
        c.disc(chance.uniform(0, 1600), chance.uniform(0, 620), size, "#fff8dcbb")
    c.glow(1180, 230, 360, 360, "#dfe6ff66")
    c.disc(1180, 230, 104, ("#fffbe6", "#f4e3ae"))
    for x, y, r in ((1150, 200, 20), (1216, 262, 26), (1206, 186, 12)):
        c.disc(x, y, r, "#e7d49c88")
    hills(c, 640, 140, "#1a2a63", 5)
    lit = ("#22346e", "#22346e", "#ffd77a", "#ffe9ad", "#22346e", "#ff9f68")
    for x, y, w in ((60, 420, 170), (540, 480, 150), (940, 400, 180), (1420, 450, 190)):
        c.rect(x, y, w, 700, "#2a3d80")
        windows(c, (x + 8, y + 20, w - 16, 560), (6, 16), ("#31468c", "#f2cf86aa"), x)
    for number, (x, y, w) in enumerate(
        ((200, 250, 250), (650, 320, 240), (1130, 380, 260))
    ):
        c.rect(x + w, y + 16, 46, 900, "#0a1130")
        c.rect(x, y, w, 900, ("#17255c", "#101b47"))
        c.rect(x - 8, y - 14, w + 16, 20, "#0d1639")
        c.rect(x + w * 0.3, y - 52, 60, 40, "#17255c")
        c.line([(x + w * 0.7, y - 14), (x + w * 0.7, y - 90)], "#0d1639", 5)
        c.disc(x + w * 0.7, y - 92, 6, "#ff5d5d")
        windows(c, (x + 8, y + 24, w - 16, 660), (5, 13), lit, 70 + number)
    c.polygon([(0, 930), (1600, 930), (1600, 1066), (0, 1066)], ("#0a1029", "#131c40"))
    for x in range(-20, 1650, 105):
        tree(c, x, 950, chance.uniform(80, 130), ("#0e1a3d", "#152752"), "#0a1029")
    for x in (130, 520, 1010, 1480):
        c.glow(x, 812, 150, 150, "#ffdf8e99")
        c.glow(x, 990, 210, 32, "#ffdf8e66")
        c.line([(x, 985), (x, 810), (x + 26, 800)], "#05091c", 8)
        c.disc(x + 30, 806, 13, "#fff2c4")
    person(c, 800, 1010, 118, "#d8556b", legs="#1f2a55")
    person(c, 872, 1010, 126, "#3f7cac", legs="#1f2a55")
    return c.finish()


def crossing() -> Image.Image:
    """People on a zebra crossing at noon, the street going away between shops."""
    c = Canvas(1600, 1066, "#bfe3f2", "#fdf1dc")
    cloud(c, 830, 150, 300, "#ffffffcc")
    walls = ("#e9a178", "#f6d7a7", "#87aaaa", "#f2b5a7", "#c8b6a6", "#9bc1bc")
    for side in (0, 1):
        for number in range(5):
            near, far = 1.0 / (1 + number * 0.62), 1.0 / (1 + (number + 1) * 0.62)
            xs = [800 + (-1, 1)[side] * 900 * depth for depth in (near, far)]
            wall = walls[(number + side * 3) % 6]
            height = (640, 520, 700, 560, 620)[(number + side * 2) % 5]
            tops = [560 - height * depth * 0.86 for depth in (near, far)]
            feet = [560 + 190 * depth for depth in (near, far)]
            c.polygon(
                [
                    (xs[0], tops[0]),
                    (xs[1], tops[1]),
                    (xs[1], feet[1]),
                    (xs[0], feet[0]),
                ],
                wall,
            )
            for row in range(4):
                for column in range(3):
                    a, b = ((column + part) / 3 for part in (0.22, 0.74))
                    corners = []
                    for share, down in ((a, 0.1), (b, 0.1), (b, 0.62), (a, 0.62)):
                        x = xs[0] + (xs[1] - xs[0]) * share
                        top = tops[0] + (tops[1] - tops[0]) * share
                        foot = feet[0] + (feet[1] - feet[0]) * share
                        corners.append(
                            (x, top + (foot - top) * (row + down + 0.12) / 4.5)
                        )
                    shop = row == 3
                    c.polygon(corners, "#5b7f95" if shop else "#fdf7e8c0")
            if side:
                c.polygon(
                    [
                        (xs[0], tops[0]),
                        (xs[1], tops[1]),
                        (xs[1], feet[1]),
                        (xs[0], feet[0]),
                    ],
                    "#3b2f4a28",
                )
    c.polygon([(800, 560), (1960, 1066), (-360, 1066)], ("#6c7382", "#565d6d"))
    c.polygon([(800, 560), (-360, 1066), (-900, 1066)], "#cfc6ba")
    c.polygon([(800, 560), (1960, 1066), (2600, 1066)], "#c2b8ac")
    for top, bottom, half in ((612, 630, 2.5), (650, 680, 4.5)):
        c.polygon(
            [
                (800 - half, top),
                (800 + half, top),
                (801 + half, bottom),
                (799 - half, bottom),
            ],
            "#f5d26b",
        )
    for number in range(-6, 7):
        left, right = number * 0.145 - 0.045, number * 0.145 + 0.045
        top, bottom = 250, 450
        c.polygon(
            [
                (800 + x * y * 2.0, 560 + y)
                for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
            ],
            "#fbfaf5",
        )
    for x, lamps in ((250, "r"), (1370, "g")):
        c.line([(x, 880), (x, 320)], "#39414f", 16)
        c.rect(x - 40, 300, 80, 170, "#2b323e", 16)
        c.disc(x, 344, 27, "#ff5a4f" if lamps == "r" else "#5a2f32")
        c.disc(x, 424, 27, "#59d98e" if lamps == "g" else "#25483a")
        c.glow(
            x,
            344 if lamps == "r" else 424,
            80,
            80,
            "#ff5a4f60" if lamps == "r" else "#59d98e60",
        )
    with c.at(800, 640, 1.0):
        c.rect(-72, -70, 144, 100, "#f2b705", 22)
        c.rect(-58, -60, 116, 44, "#3b4a5a", 10)
        c.rect(-66, 26, 26, 20, "#22262e", 4)
        c.rect(40, 26, 26, 20, "#22262e", 4)
        for x in (-50, 50):
            c.disc(x, 6, 11, "#fff7d6")
    walkers = (
        (420, 300, "#3d6fb4", "#2b2f45"),
        (640, 210, "#f08a5d", "#394867"),
        (980, 290, "#6a994e", "#3a3042"),
        (1180, 310, "#b83b5e", "#22314f"),
    )
    for number, (x, size, coat, legs) in enumerate(walkers):
        y = 930 - number % 2 * 40
        c.glow(x + size * 0.12, y, size * 0.34, size * 0.07, "#00000066")
        person(c, x, y, size, coat, legs=legs, stride=11, arms=((-15, -46), (14, -44)))
    with c.at(1180, 890, 3.1):
        c.line([(14, -44), (15, -38)], "#3a2a2a", 1.4)
        c.rect(6, -38, 19, 20, "#f7e7ce", 3)
        c.disc(15, -28, 4.5, "#6a994e")
    return c.finish()


def old_quarter() -> Image.Image:
    """Small houses with bright roofs, piled up a hill, a stair between them."""
    c = Canvas(1066, 1600, "#f7c59f", "#fbe3c0", "#fdf3df")
    chance = seeded(77)
    c.disc(820, 250, 96, "#fff6dd")
    cloud(c, 260, 240, 340, "#ffffffa0")
    hills(c, 470, 150, "#d9b6a3", 41)
    roofs = ("#d1495b", "#2e86ab", "#f18f01", "#3b8b6d", "#8e5572", "#4a6fa5")
    walls = ("#fff8ec", "#fbe8d3", "#e8f1ee", "#fde2e4", "#e2ece9")
    c.rect(0, 560, 1066, 1040, ("#9aa97c", "#6f8a5f"))
    lift = (0, 60, 96, 96, 60, 10, -40)
    for row in range(11):
        y = 520 + row * 104
        size = 0.8 + row * 0.05
        x = -80.0 + (row % 2) * 70
        while x < 1100:
            wide = chance.uniform(130, 200) * size
            up = lift[min(6, max(0, int((x + 80) / 170)))] * (1 - row / 11)
            roof, wall = chance.choice(roofs), chance.choice(walls)
            foot = y + 60 - up
            c.rect(x, foot, wide, 230, wall)
            c.rect(x + wide * 0.78, foot, wide * 0.22, 230, "#00000014")
            if chance.random() < 0.6:
                peak = x + wide * 0.5
                c.polygon(
                    [
                        (x - 12, foot + 8),
                        (peak, foot - 54 * size),
                        (x + wide + 12, foot + 8),
                    ],
                    roof,
                )
                c.polygon(
                    [
                        (peak, foot - 54 * size),
                        (x + wide + 12, foot + 8),
                        (peak + 12, foot + 8),
                    ],
                    "#00000018",
                )
            else:
                c.rect(x - 8, foot - 24, wide + 16, 32, roof, 4)
                c.rect(x + wide * 0.6, foot - 58, 40, 36, "#5aa9e6", 8)
            for window in (0.16, 0.52):
                left = x + wide * window
                c.rect(left, foot + 26, 38 * size, 36 * size, "#4d6a80", 3)
                c.line(
                    [
                        (left + 19 * size, foot + 26),
                        (left + 19 * size, foot + 26 + 36 * size),
                    ],
                    "#fff8ec",
                    3,
                )
            x += wide + chance.uniform(2, 14)
        if row % 3 == 1:
            tree(
                c,
                chance.uniform(60, 1000),
                y + 70,
                120 * size,
                ("#5f8f57", "#7fae68"),
                "#6b4f3a",
            )
    for step in range(30):
        y = 640 + step * 33
        middle = 560 + 70 * (
            (step % 20) / 10 - 1 if step % 20 < 10 else 1 - (step % 20) / 10
        )
        wide = 44 + step * 2.6
        c.rect(middle - wide / 2, y, wide, 34, "#e9dcc6")
        c.rect(middle - wide / 2, y + 24, wide, 10, "#c7b497")
    c.line([(120, 700), (400, 760), (700, 740), (990, 690)], "#4a3b3b55", 3)
    person(c, 560, 1490, 150, "#2e5f8a", stride=9)
    with c.at(640, 1512):
        c.oval(0, -30, 34, 22, "#e8964a")
        c.disc(34, -52, 18, "#e8964a")
        c.polygon([(22, -62), (26, -84), (36, -68)], "#e8964a")
        c.polygon([(36, -68), (48, -82), (50, -58)], "#e8964a")
        c.curve([(-30, -32), (-58, -50), (-50, -78)], "#e8964a", 9)
        c.line([(-18, -14), (-18, 2)], "#d4823a", 9)
        c.line([(18, -14), (18, 2)], "#d4823a", 9)
    return c.finish()


def bus_stop() -> Image.Image:
    """A green bus comes to a shelter where people wait under autumn trees."""
    c = Canvas(1600, 1066, "#cfe8e5", "#f6f3e4")
    for number, (x, w, h) in enumerate(
        (
            (0, 240, 380),
            (250, 190, 300),
            (450, 260, 440),
            (960, 230, 340),
            (1200, 200, 470),
            (1410, 240, 360),
        )
    ):
        c.rect(x, 660 - h, w, h, ("#b9d3d0", "#d3e2da"))
        windows(
            c, (x + 14, 680 - h, w - 28, h - 60), (5, 7), ("#e4efeb", "#c8dedb"), number
        )
    for x in (90, 330, 830, 1130, 1500):
        tree(c, x, 680, 330, ("#e09f3e", "#f2bf5e"), "#6b4a35")
    c.rect(0, 670, 1600, 140, "#d9d2c5")
    for x in range(0, 1600, 80):
        c.line([(x, 672), (x - 46, 808)], "#c6beb0", 3)
    c.rect(0, 800, 1600, 20, "#a9a296")
    c.rect(0, 820, 1600, 246, ("#59606d", "#484f5c"))
    for x in range(30, 1600, 220):
        c.rect(x, 985, 120, 12, "#f2e9d0", 4)
    chance = seeded(9)
    for _ in range(60):
        leaf_x, leaf_y = chance.uniform(0, 1600), chance.uniform(690, 800)
        c.oval(leaf_x, leaf_y, 10, 5, chance.choice(("#d98324", "#f2bf5e", "#c1542c")))
    with c.at(250, 770):
        c.rect(-170, -330, 500, 26, "#2f4858", 8)
        for x in (-150, 296):
            c.rect(x, -310, 14, 310, "#2f4858")
        c.rect(-136, -296, 432, 210, "#ffffff66")
        c.polygon([(-60, -296), (20, -296), (-60, -86), (-136, -86)], "#ffffff55")
        c.rect(-110, -70, 280, 18, "#b5763a", 6)
        for x in (-90, 140):
            c.rect(x, -52, 12, 52, "#2f4858")
        c.line([(380, 0), (380, -360)], "#2f4858", 12)
        c.disc(380, -380, 52, "#2a9d8f")
        c.rect(354, -402, 52, 34, "#ffffff", 8)
        c.disc(366, -362, 7, "#ffffff")
        c.disc(394, -362, 7, "#ffffff")
        c.rect(344, -300, 72, 100, "#ffffff", 6)
        for y in (-282, -260, -238):
            c.rect(356, y, 48, 8, "#8fb8b3", 3)
    person(c, 330, 790, 226, "#e76f51", stride=4)
    person(c, 480, 792, 210, "#6d597a", stride=5, hair="#dcd6d0")
    person(c, 200, 788, 150, "#f4c95d", stride=4, legs="#3d5a80")
    with c.at(1130, 900):
        c.glow(0, 30, 470, 36, "#00000077")
        c.rect(-400, -330, 800, 330, ("#3aa76d", "#2c8c5a"), 46)
        c.rect(-400, -90, 800, 26, "#f4f1de")
        c.rect(-372, -290, 120, 170, "#2b3f50", 18)
        for x in (-60, 70, 200):
            c.rect(x, -290, 116, 130, "#2b3f50", 12)
            c.polygon(
                [(x + 20, -290), (x + 58, -290), (x + 24, -160), (x, -160), (x, -220)],
                "#ffffff2b",
            )
        c.rect(-232, -290, 150, 276, "#24503a", 12)
        for x in (-222, -152):
            c.rect(x, -278, 62, 240, "#9fd0c4", 8)
        for x, coat in ((-2, "#f2b705"), (130, "#e07a5f"), (262, "#81b29a")):
            c.half(x, -160, 32, 38, coat)
            c.disc(x, -212, 22, "#f0c3a0")
            c.half(x, -214, 24, 24, "#2d2530")
        c.rect(-360, -356, 180, 40, "#22303c", 10)
        c.text(-270, -336, "06", 34, "#ffcf5c")
        c.disc(-384, -54, 16, "#fff3b8")
        for x in (-290, 260):
            c.disc(x, 0, 56, "#20252e")
            c.disc(x, 0, 27, "#aab4bf")
            c.disc(x, 0, 10, "#20252e")
    return c.finish()
