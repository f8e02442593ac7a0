"""A table in a cafe, and a baker's shelves."""

from PIL import Image

from portal.demo.canvas import Canvas, arc_points, seeded
from portal.demo.figures import awning, flower, person, steam, windows


def cafe_window() -> Image.Image:
    """A cup and a slice of cake by a cafe window, a green street outside."""
    c = Canvas(1600, 1066, "#e8dccb", "#d9c7b0")
    c.rect(130, 60, 1340, 640, "#4a3a33", 14)
    c.rect(156, 86, 1288, 588, ("#bfe3ea", "#e9f5e6"))
    chance = seeded(64)
    c.rect(156, 380, 360, 294, "#f0b49a")
    c.rect(1100, 330, 344, 344, "#a7bccb")
    awning(c, 190, 440, 290, 60, ("#2a9d8f", "#fdf6ea"), 7)
    c.rect(220, 510, 230, 164, "#7a95a3")
    windows(c, (1110, 350, 320, 250), (4, 3), ("#f7fbff", "#dbe8f0"), 3)
    for x, y, r in ((640, 350, 130), (800, 270, 160), (960, 360, 140), (800, 420, 150)):
        for _ in range(7):
            c.disc(
                x + chance.uniform(-60, 60),
                y + chance.uniform(-60, 60),
                r * 0.62,
                chance.choice(("#6fae76", "#86c084", "#a2d196")),
            )
    c.rect(780, 480, 40, 194, "#7a5844")
    c.rect(156, 620, 1288, 54, "#c9c2b4")
    person(c, 620, 668, 190, "#e07a5f")
    person(c, 1010, 668, 180, "#3d5a80")
    c.polygon([(300, 86), (520, 86), (260, 674), (156, 674), (156, 420)], "#ffffff2e")
    c.polygon([(1180, 86), (1260, 86), (1010, 674), (930, 674)], "#ffffff24")
    for x in (566, 1020):
        c.rect(x, 86, 18, 588, "#4a3a33")
    for x in (420, 800, 1180):
        c.line([(x, 0), (x, 120)], "#3a2d28", 5)
        c.half(x, 190, 74, 74, "#d98c5f")
        c.glow(x, 200, 150, 110, "#fff1c799")
        c.oval(x, 190, 74, 12, "#fff0c9")
    c.polygon([(0, 760), (1600, 760), (1600, 1066), (0, 1066)], ("#b98458", "#8f5f3b"))
    for y in (800, 862, 944, 1040):
        c.rect(0, y, 1600, 4, "#7d503066")
    c.rect(0, 748, 1600, 22, "#d7a678")
    c.glow(640, 958, 360, 60, "#3b1f1099")
    c.oval(620, 940, 290, 62, "#f7f1e6")
    c.oval(620, 934, 216, 42, "#e3d8c6")
    c.line(arc_points(800, 800, 78, 70, -90, 120), "#2f6f73", 30)
    c.blob(
        [
            (440, 730),
            (460, 860),
            (540, 938),
            (700, 938),
            (780, 860),
            (800, 730),
            (620, 760),
        ],
        ("#3d8a8e", "#235a5e"),
    )
    c.oval(620, 732, 181, 46, "#4f9ca0")
    c.oval(620, 736, 160, 37, "#6b3f22")
    c.oval(620, 738, 120, 26, "#d9a870")
    c.blob(
        [(620, 758), (560, 736), (580, 722), (620, 732), (660, 722), (680, 736)],
        "#fff3df",
    )
    for x in (550, 620, 690):
        steam(c, x, 690, 230, "#ffffff88")
    c.glow(1150, 968, 300, 46, "#3b1f1088")
    c.oval(1140, 950, 250, 52, "#f7f1e6")
    c.polygon(
        [(960, 840), (1290, 800), (1320, 900), (1310, 936), (980, 950)], "#f6d9a8"
    )
    for top, color in ((862, "#f6f0e6"), (902, "#e8697d")):
        c.polygon(
            [(964, top), (1304, top - 30), (1306, top - 12), (966, top + 18)], color
        )
    c.polygon(
        [(950, 838), (1180, 776), (1300, 800), (1306, 822), (960, 866)], "#fffaf2"
    )
    c.blob([(1130, 786), (1150, 740), (1190, 730), (1220, 752), (1206, 790)], "#e63946")
    flower(c, 1180, 738, 22, "#6a994e", "#52803c")
    c.rect(1380, 690, 90, 170, ("#e9f3f5", "#b9d3da"), 16)
    for x, y, lean in ((1424, 560, -44), (1430, 520, 10), (1440, 580, 54)):
        c.curve([(1425, 760), (1425 + lean * 0.4, 660), (x + lean, y)], "#5c8a55", 7)
        flower(c, x + lean, y, 44, "#ffd166" if lean == 10 else "#ff9fb0", "#a8552c", 7)
    return c.finish()


def fresh_bread() -> Image.Image:
    """Loaves and rolls on a bakery's board in the morning sun."""
    c = Canvas(1600, 1066, "#2f3e46", "#354f52")
    c.polygon([(1600, 0), (1100, 0), (100, 1066), (1600, 1066)], "#ffe3b00f")
    c.polygon([(1460, 0), (1250, 0), (480, 1066), (1080, 1066)], "#ffe3b018")
    for shelf in (300, 610):
        c.rect(60, shelf, 1480, 26, ("#b07d54", "#8a5d39"), 4)
        c.rect(60, shelf + 26, 1480, 24, "#1c272c66")
    for n in range(5):
        with c.at(220 + n * 136, 296, 1, -78):
            c.blob(
                [
                    (0, -34),
                    (120, -42),
                    (232, -22),
                    (244, 4),
                    (228, 26),
                    (120, 36),
                    (0, 34),
                    (-16, 0),
                ],
                ("#e0a458", "#b9752f"),
            )
            for cut in (40, 100, 160):
                c.line([(cut, -22), (cut + 34, 18)], "#f7dcae", 10)
    for n in range(4):
        x = 960 + n * 150
        c.half(x, 300, 70, 84, ("#e8b064", "#b9752f"))
        c.arc(x, 298, 46, 210, 330, "#f9e1b8", 6)
        for dot in (-26, 0, 26):
            c.oval(x + dot, 250 + abs(dot) * 0.4, 5, 3, "#fff3d6")
    for n in range(3):
        x = 130 + n * 250
        c.rect(x, 480, 210, 130, ("#d99a4e", "#b06f2c"), 30)
        for bump in range(3):
            c.disc(x + 38 + bump * 67, 486, 42, "#e3ab62")
            c.disc(x + 30 + bump * 67, 474, 16, "#f3cb90")
    for n in range(4):
        with c.at(960 + n * 158, 590):
            for lobe, r in ((-56, 26), (-30, 42), (0, 50), (30, 42), (56, 26)):
                c.half(lobe, 20, r, r * 1.45, ("#efb867", "#c07f35"))
                c.arc(lobe, 20, r * 0.8, 210, 300, "#f8d9a4", 4)
    c.rect(0, 860, 1600, 206, ("#d8b48a", "#b98f63"))
    c.rect(0, 850, 1600, 22, "#ecd0aa")
    c.glow(780, 990, 640, 50, "#4a2c1688")
    c.rect(200, 930, 1150, 56, ("#9b6a43", "#7a4f2f"), 22)
    c.disc(1368, 956, 52, "#8a5d39")
    c.disc(1368, 956, 20, "#caa074")
    c.blob(
        [
            (270, 930),
            (250, 820),
            (330, 720),
            (520, 676),
            (720, 716),
            (800, 820),
            (780, 930),
            (520, 942),
        ],
        ("#d9913f", "#9c5a22"),
    )
    for n in range(4):
        x = 370 + n * 96
        c.blob(
            [
                (x, 750 - n % 3 * 12),
                (x + 26, 760),
                (x + 72, 880),
                (x + 50, 886),
                (x + 6, 790),
            ],
            "#f6deb3",
        )
    for n in range(3):
        with c.at(880 + n * 132, 930):
            c.blob(
                [
                    (-60, 0),
                    (-64, -150),
                    (-40, -196),
                    (0, -206),
                    (40, -196),
                    (64, -150),
                    (60, 0),
                ],
                "#a5642a",
            )
            c.blob(
                [
                    (-46, -8),
                    (-50, -146),
                    (-30, -180),
                    (0, -186),
                    (30, -180),
                    (50, -146),
                    (46, -8),
                ],
                ("#fdf0d3", "#f2d9aa"),
            )
            for n_x, n_y in ((-20, -120), (14, -150), (22, -70), (-16, -50), (4, -100)):
                c.oval(n_x, n_y, 6, 4, "#e0bf8a")
    chance = seeded(48)
    for _ in range(80):
        c.disc(
            chance.uniform(180, 1480),
            chance.uniform(990, 1040),
            chance.uniform(2, 5),
            "#fff6e3",
        )
    for x in (420, 800, 1180):
        c.line([(x, 0), (x, 40)], "#1c272c", 6)
        c.half(x, 96, 86, 60, "#e76f51")
        c.glow(x, 110, 260, 150, "#ffe9b866")
    for x in (560, 700):
        steam(c, x - 60, 660, 190, "#ffffff55")
    return c.finish()
