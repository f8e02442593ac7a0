"""At the market: a stall of fruit, a snack cart at night."""

from PIL import Image

from portal.demo.canvas import Canvas, arc_points, seeded
from portal.demo.figures import awning, person, steam, windows


def fruit_stall() -> Image.Image:
    """Crates of fruit under a striped awning, with the greengrocer behind."""
    c = Canvas(1600, 1066, "#ffe8c2", "#ffd9a0")
    for row in range(9):
        for column in range(-1, 12):
            left = column * 150 + row % 2 * 75
            c.rect(
                left + 3,
                20 + row * 68,
                144,
                62,
                ("#f3c58b", "#efbd80")[(row + column) % 2],
                6,
            )
    c.rect(150, 330, 1300, 420, ("#7a4e3a", "#5d3829"))
    for shelf in (430, 560):
        c.rect(190, shelf, 300, 14, "#b98655")
        c.rect(1110, shelf, 300, 14, "#b98655")
    for n in range(5):
        for x, y, color in (
            (215, 430, "#e9c46a"),
            (215, 560, "#d1495b"),
            (1135, 430, "#8ab17d"),
            (1135, 560, "#e76f51"),
        ):
            c.rect(x + n * 56, y - 74, 42, 74, color, 10)
            c.rect(x + n * 56 + 6, y - 86, 30, 16, "#fff6e5", 4)
            c.rect(x + n * 56 + 6, y - 50, 30, 26, "#fff6e5", 3)
    person(c, 800, 890, 520, "#3c7a57", hair="#3d2c2e", arms=((-26, -60), (26, -62)))
    c.rect(748, 520, 104, 200, "#f4efe3", 20)
    c.rect(752, 588, 96, 10, "#d9cfbb")
    c.disc(784, 418, 5, "#3d2c2e")
    c.disc(820, 418, 5, "#3d2c2e")
    c.arc(802, 430, 18, 25, 155, "#b5524a", 5)
    c.rect(60, 660, 1480, 30, "#c98f5a", 8)
    c.rect(60, 690, 1480, 376, ("#a86f42", "#7c4c2d"))
    chance = seeded(55)
    crates = (
        ("#e63946", "#ff6b6b"),
        ("#f4a261", "#ffbf7f"),
        ("#f4d35e", "#ffe88a"),
        ("#7fb069", "#a5cf8b"),
        ("#6a4c93", "#8f6fb8"),
    )
    for row in range(2):
        for number in range(5):
            left, top = 84 + number * 290, 690 + row * 190
            dark, light = crates[(number + row * 2) % 5]
            c.rect(left + 8, top - 10, 258, 80, "#4a2c1a")
            for line in range(3):
                for n in range(6 - line % 2):
                    fruit_x = left + 38 + n * 42 + line % 2 * 20 + chance.uniform(-3, 3)
                    fruit_y = top + 36 - line * 30
                    c.disc(fruit_x, fruit_y, 27, dark)
                    c.disc(fruit_x - 7, fruit_y - 8, 10, light)
                    if dark in ("#e63946", "#f4a261"):
                        c.line(
                            [(fruit_x, fruit_y - 24), (fruit_x + 4, fruit_y - 33)],
                            "#5a3a22",
                            4,
                        )
                        c.oval(fruit_x + 12, fruit_y - 29, 10, 5, "#6a994e")
            for slat in range(3):
                c.rect(left, top + 50 + slat * 38, 274, 32, ("#deb07c", "#cf9d66"), 4)
            for x in (left + 6, left + 250):
                c.rect(x, top + 50, 18, 108, "#b98350", 3)
            c.rect(left + 92, top + 60, 90, 54, "#fffaf0", 8)
            c.text(
                left + 137,
                top + 87,
                ("5", "3", "7", "4", "9", "6", "8", "2", "5", "3")[number + row * 5]
                + "000",
                34,
                "#7a3b2e",
            )
    for x in (110, 1470):
        c.rect(x, 250, 22, 430, "#6b4634")
    awning(c, 50, 90, 1500, 230, ("#d62839", "#fff6e9"), 15)
    for x in (420, 1180):
        c.line([(x, 330), (x, 392)], "#3d2c2e", 4)
        c.glow(x, 430, 210, 190, "#fff2b899")
        c.half(x, 424, 48, 40, "#3d2c2e")
        c.disc(x, 428, 20, "#fff6cf")
    return c.finish()


def snack_cart() -> Image.Image:
    """A snack cart at night, guests on stools in its orange light."""
    c = Canvas(1600, 1066, "#101a3a", "#1f2a56", "#3a3566")
    for x, high, w in (
        (0, 520, 230),
        (220, 400, 190),
        (400, 600, 220),
        (980, 560, 210),
        (1180, 430, 200),
        (1370, 620, 240),
    ):
        c.rect(x, 800 - high, w, high, ("#1b2750", "#222d5a"))
        windows(
            c,
            (x + 16, 820 - high, w - 32, high - 60),
            (4, 9),
            ("#263364", "#263364", "#f1c97a", "#5c6ea8"),
            x,
        )
    c.glow(300, 130, 150, 150, "#fff3c855")
    moon = arc_points(300, 130, 56, 56, 40, 250)
    c.polygon([*moon, *reversed(arc_points(330, 108, 60, 60, 76, 214))], "#ffeec2")
    chance = seeded(52)
    for _ in range(70):
        where = chance.uniform(0, 1600), chance.uniform(0, 175)
        c.disc(*where, chance.choice((1.6, 2.4, 3.4)), "#fff4dcbb")
    c.rect(0, 790, 1600, 276, ("#2c2b4a", "#1a1a33"))
    c.glow(800, 620, 800, 520, "#ff9a3c77")
    c.glow(800, 950, 780, 110, "#ffb65a66")
    c.rect(330, 360, 940, 480, ("#ffb347", "#f08a3c"))
    for x in range(330, 1270, 118):
        c.rect(x, 360, 5, 480, "#d9702c66")
    c.polygon(
        [(260, 372), (400, 214), (1200, 214), (1340, 372)], ("#f2542d", "#d63a1e")
    )
    for n in range(9):
        left = 260 + n * 120
        c.half(left + 60, 370, 60, 40, ("#d63a1e", "#ffe3c2")[n % 2], 0)
    person(c, 660, 930, 430, "#f7f0e3", hair="#2d2530", arms=((-24, -54), (26, -56)))
    c.rect(620, 600, 80, 160, "#c1392b", 12)
    c.rect(360, 690, 880, 34, "#e9d3ad", 8)
    c.rect(380, 724, 840, 180, ("#b23a2b", "#7f2620"))
    for n in range(7):
        c.rect(400 + n * 118, 744, 96, 140, "#c94f3a", 10)
    for x, wide, fill in (
        (470, 120, "#d7402b"),
        (860, 130, "#e8b45a"),
        (1060, 110, "#f4ead6"),
    ):
        c.rect(x - wide / 2, 636, wide, 56, ("#c9ced6", "#8f98a6"), 10)
        c.oval(x, 636, wide / 2, 15, fill)
        steam(c, x - 22, 612, 150, "#ffffff66")
        steam(c, x + 24, 618, 120, "#ffffff55")
    for n in range(6):
        x = 806 + n * 22
        c.line([(x, 650), (x - 6, 560)], "#f3dcae", 5)
        c.curve([(x - 3, 634), (x + 6, 618), (x - 8, 604), (x + 4, 590)], "#e8b45a", 15)
    for x in (440, 620, 800, 980, 1160):
        c.glow(x, 420, 120, 120, "#fff0b3aa")
        c.line([(x, 360), (x, 398)], "#4a2418", 4)
        c.disc(x, 416, 21, "#fff6d0")
    for x, coat in ((470, "#35618e"), (760, "#5b8c5a"), (1110, "#8c4a7a")):
        c.glow(x, 990, 120, 18, "#00000088")
        c.rect(x - 46, 878, 92, 20, "#33415c", 8)
        for leg in (-34, 0, 34):
            c.line([(x + leg * 0.7, 890), (x + leg, 984)], "#8893a8", 8)
        c.rect(x - 54, 716, 108, 172, coat, 40)
        c.line([(x - 44, 750), (x - 66, 704)], coat, 28)
        c.line([(x + 44, 750), (x + 66, 704)], coat, 28)
        c.disc(x, 668, 46, "#33262c")
        c.rect(x - 14, 700, 28, 24, "#e8b48e")
    return c.finish()
