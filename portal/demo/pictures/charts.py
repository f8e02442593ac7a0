"""Figures of a neighbourhood, as charts: words in them are digits and units only."""

import math

from PIL import Image

from portal.demo.canvas import Canvas, Point, arc_points, seeded

_INK, _GRID, _SOFT = "#2f3542", "#e3e6ec", "#8790a0"


def _paper(ground: str = "#f4f6fa", card: str = "#ffffff") -> Canvas:
    c = Canvas(1600, 1066, ground)
    c.rect(52, 60, 1496, 962, "#0000000d", 34)
    c.rect(48, 48, 1504, 970, card, 34)
    return c


def _scale(
    c: Canvas, labels: list[str], *, color: str = _GRID, ink: str = _SOFT
) -> None:
    """Draw lines across from y 900 up to 180, each with its label on the left."""
    for number, label in enumerate(labels):
        y = 900 - 720 * number / (len(labels) - 1)
        c.line([(190, y), (1460, y)], color, 4 if number == 0 else 2)
        c.text(160, y, label, 32, ink, "rm")


def _legend(c: Canvas, x: float, y: float, entries: list[tuple[str, str]]) -> None:
    for number, (color, label) in enumerate(entries):
        c.rect(x + number * 150, y - 15, 30, 30, color, 8)
        c.text(x + number * 150 + 44, y, label, 32, _INK, "lm")


def loans_by_month() -> Image.Image:
    """Bars: books lent each month, the best month in another colour."""
    c = _paper("#eef3ee")
    _scale(c, ["0", "200", "400", "600", "800"])
    values = [412, 388, 455, 498, 520, 476, 610, 742, 568, 604, 533, 590]
    for month, value in enumerate(values):
        x, high = 222 + month * 103, value * 0.9
        best = value == max(values)
        fill = ("#f2994a", "#e8743b") if best else ("#5fb49c", "#3a8f7b")
        c.rect(x, 900 - high, 66, high, fill, 10)
        c.rect(x, 880, 66, 20, fill[1])
        c.text(x + 33, 940, str(month + 1), 32, _INK if best else _SOFT)
        if best:
            c.rect(x - 22, 900 - high - 76, 110, 56, _INK, 14)
            c.polygon(
                [
                    (x + 20, 900 - high - 22),
                    (x + 46, 900 - high - 22),
                    (x + 33, 900 - high - 8),
                ],
                _INK,
            )
            c.text(x + 33, 900 - high - 48, str(value), 34, "#ffffff")
    mean = 900 - sum(values) / 12 * 0.9
    for x in range(190, 1460, 28):
        c.line([(x, mean), (x + 12, mean)], "#c0556b", 4)
    c.text(1500, mean, f"{sum(values) / 12:.0f}", 30, "#c0556b")
    with c.at(190, 112):
        for number, color in enumerate(("#3a8f7b", "#f2994a", "#c0556b")):
            c.rect(number * 22, -30 + number * 6, 18, 56 - number * 6, color, 3)
    return c.finish()


def week_of_warmth() -> Image.Image:
    """Lines: the highest and lowest temperature of a fortnight, the span between."""
    c = _paper("#e8f0fb")
    _scale(c, ["5", "10", "15", "20", "25", "30"])
    c.text(160, 120, "°C", 32, _SOFT, "rm")
    high = [19, 21, 22, 20, 17, 18, 22, 25, 27, 26, 24, 21, 23, 26]
    low = [10, 11, 13, 12, 11, 9, 11, 14, 16, 17, 15, 13, 12, 15]
    lines: list[list[Point]] = [
        [(240 + 90 * n, 900 - (t - 5) * 28.8) for n, t in enumerate(row)]
        for row in (high, low)
    ]
    c.polygon([*lines[0], *reversed(lines[1])], ("#ff8a5c55", "#5b8def40"))
    for points, color, row in zip(
        lines, ("#ef6351", "#3d74d9"), (high, low), strict=True
    ):
        c.line(points, color, 7)
        for (x, y), value in zip(points, row, strict=True):
            c.disc(x, y, 13, "#ffffff")
            c.disc(x, y, 9, color)
            if value in (max(row), min(row)):
                c.text(x, y - 38, f"{value}°", 36, color)
    for n in range(14):
        c.text(240 + 90 * n, 942, str(n + 1), 30, _SOFT)
    c.disc(1070, 118, 24, "#ffb84d")
    for angle in range(0, 360, 45):
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        ray = [(1070 + dx * 33, 118 + dy * 33), (1070 + dx * 44, 118 + dy * 44)]
        c.line(ray, "#ffb84d", 6)
    _legend(c, 1180, 118, [("#ef6351", "max"), ("#3d74d9", "min")])
    return c.finish()


def market_takings() -> Image.Image:
    """Stacked areas: what three kinds of stalls took over the weeks, on a dark card."""
    c = _paper("#141a26", "#1e2636")
    _scale(c, ["0", "50", "100", "150", "200"], color="#303b50", ink="#93a1b8")
    layers = (
        ("#2ec4b6", 52, 16, 0.0),
        ("#ffbf69", 40, 13, 1.4),
        ("#ff6b6b", 28, 15, 2.6),
    )
    base = [0.0] * 27
    for color, level, swing, start in layers:
        top = [
            under + level + swing * math.sin(start + n / 3.3) + n * 0.5
            for n, under in enumerate(base)
        ]
        edges = [
            [(190 + n * 1270 / 26, 900 - value * 3.6) for n, value in enumerate(row)]
            for row in (top, base)
        ]
        c.polygon([*edges[0], *reversed(edges[1])], (color + "f0", color + "70"))
        c.line(edges[0], color, 6)
        base = top
    for n in range(0, 27, 2):
        c.text(190 + n * 1270 / 26, 942, str(n + 1), 30, "#93a1b8")
    peak = max(range(27), key=lambda n: base[n])
    x, y = 190 + peak * 1270 / 26, 900 - base[peak] * 3.6
    c.line([(x, y), (x, 900)], "#ffffff66", 3)
    c.disc(x, y, 14, "#ffffff")
    c.disc(x, y, 8, "#ff6b6b")
    c.text(x, y - 44, f"{base[peak]:.0f}", 40, "#ffffff")
    for number, (color, *_) in enumerate(layers):
        c.rect(200 + number * 92, 104, 72, 26, color, 13)
    return c.finish()


def festival_budget() -> Image.Image:
    """A ring: where a festival's money goes, with each share beside its colour."""
    c = _paper("#fbe3c4", "#fbe3c4")
    shares = [
        (34, "#e4572e"),
        (24, "#f3a712"),
        (18, "#669bbc"),
        (14, "#29335c"),
        (10, "#a8c686"),
    ]
    angle = -90.0
    for share, color in shares:
        end = angle + share * 3.6
        c.slice(580, 533, 370, angle, end, color)
        angle = end
    angle = -90.0
    for share, _ in shares:
        turned = math.radians(angle)
        edge = (580 + 376 * math.cos(turned), 533 + 376 * math.sin(turned))
        c.line([(580, 533), edge], "#ffffff", 9)
        middle = math.radians(angle + share * 1.8)
        c.text(
            580 + 284 * math.cos(middle),
            533 + 284 * math.sin(middle),
            str(share),
            46,
            "#ffffff",
        )
        angle += share * 3.6
    c.disc(580, 533, 196, "#ffffff")
    c.text(580, 515, "100", 118, _INK)
    c.text(580, 606, "%", 50, _SOFT)
    for number, (share, color) in enumerate(shares):
        y = 250 + number * 142
        c.rect(1080, y - 30, 60, 60, color, 16)
        c.text(1170, y - 4, f"{share}%", 54, _INK, "lm")
        c.rect(1310, y - 12, 170, 24, _GRID, 12)
        c.rect(1310, y - 12, 170 * share / 34, 24, color, 12)
    return c.finish()


def bus_riders() -> Image.Image:
    """Bars that lie: riders of each bus, the number of the bus in front."""
    c = _paper("#e9f5f2")
    routes = [
        ("06", 1840),
        ("02", 1515),
        ("11", 1290),
        ("08", 1042),
        ("15", 774),
        ("23", 508),
    ]
    for value in range(0, 2001, 500):
        x = 330 + value * 0.55
        c.line([(x, 130), (x, 900)], _GRID, 3)
        c.text(x, 944, f"{value:,}", 30, _SOFT)
    colors = ("#0b7a75", "#19938c", "#3aa99f", "#66bfb3", "#97d3c9", "#c3e6df")
    for number, ((route, riders), color) in enumerate(zip(routes, colors, strict=True)):
        y = 176 + number * 126
        with c.at(214, y + 36):
            c.rect(-86, -38, 172, 74, color, 18)
            c.rect(-72, -26, 92, 30, "#ffffffcc", 6)
            c.text(52, -11, route, 38, "#ffffff" if number < 4 else _INK)
            for x in (-48, 48):
                c.disc(x, 38, 15, _INK)
                c.disc(x, 38, 6, "#ffffff")
        c.rect(330, y, riders * 0.55, 76, color, 16)
        c.rect(330, y, 20, 76, color)
        inside = riders > 700
        x = 330 + riders * 0.55 + (-24 if inside else 20)
        ink = "#ffffff" if number < 3 else _INK
        c.text(x, y + 38, f"{riders:,}", 38, ink, "rm" if inside else "lm")
    return c.finish()


def runners() -> Image.Image:
    """Dots: how far the runners went and how long it took, with the trend."""
    c = _paper("#2a1f47", "#352a57")
    _scale(c, ["0", "15", "30", "45", "60"], color="#4a3f6e", ink="#b3a8d4")
    c.text(160, 118, "min", 32, "#b3a8d4", "rm")
    for km in range(1, 11):
        x = 190 + km * 120
        c.line([(x, 180), (x, 900)], "#43386a", 2)
        c.text(x, 942, str(km), 30, "#b3a8d4")
    c.text(1480, 942, "km", 32, "#b3a8d4", "lm")
    c.polygon([(190, 890), (1450, 160), (1450, 390), (190, 900)], "#c9a2ff24")
    c.line([(190, 900), (1450, 274)], "#c9a2ff", 5)
    chance = seeded(21)
    for _ in range(64):
        far = chance.uniform(0.8, 10)
        minutes = far * chance.gauss(5.0, 0.62)
        color = "#f15bb5" if minutes > far * 5 else "#38d9e6"
        right, y = 190 + far * 120, 900 - minutes * 12
        c.disc(right, y, chance.uniform(12, 27), color + "a8")
        c.disc(right, y, 5, "#ffffff")
    return c.finish()


def watering_days() -> Image.Image:
    """A calendar: seven rows of days over half a year, the darker the more water."""
    c = _paper("#edf5e4")
    greens = ("#ebf0e4", "#c8e2a8", "#93c76d", "#549c45", "#2b6b34")
    chance = seeded(5)
    size, gap, left, top = 44, 8, 186, 280
    for week in range(25):
        season = math.sin((week + 2) / 28 * math.pi)
        for day in range(7):
            amount = season * chance.uniform(0.35, 1.25) - (0.3 if day in (0, 6) else 0)
            color = greens[max(0, min(4, round(amount * 4)))]
            x, y = left + week * (size + gap), top + day * (size + gap)
            c.rect(x, y, size, size, color, 10)
    for month in range(6):
        c.text(
            left + month * 4.3 * (size + gap) + 20, top - 44, str(month + 4), 36, _INK
        )
    for day in range(0, 7, 2):
        c.text(left - 34, top + day * (size + gap) + 22, str(day + 1), 28, _SOFT)
    c.text(left, 828, "0", 34, _SOFT)
    for number, color in enumerate(greens):
        c.rect(left + 40 + number * 62, 802, 52, 52, color, 12)
    c.text(left + 392, 828, "20 L", 34, _SOFT, "lm")
    with c.at(1250, 800, 1.5):
        c.polygon([(-60, -50), (44, -50), (54, 56), (-70, 56)], ("#5aa9e6", "#3a86c8"))
        c.line([(48, 30), (104, -34)], "#3a86c8", 16)
        c.polygon([(88, -36), (114, -60), (130, -30), (112, -20)], "#2c6ca6")
        c.arc(-64, 0, 40, 90, 270, "#3a86c8", 13)
        c.oval(-8, -50, 52, 11, "#2c6ca6")
        for x, y in ((138, -8), (152, 14), (128, 22), (146, 42)):
            c.oval(x, y, 5, 8, "#5aa9e6")
    return c.finish()


def tastes() -> Image.Image:
    """A web of six axes: two drinks compared, each an area of its own colour."""
    c = _paper("#f7ece1")
    x, y = 640, 536

    def spot(axis: float, value: float) -> Point:
        angle = math.radians(axis * 60 - 90)
        return x + math.cos(angle) * value * 76, y + math.sin(angle) * value * 76

    for ring in (5, 4, 3, 2, 1):
        web = [spot(axis, ring) for axis in range(6)]
        c.polygon(web, "#fbf7f2" if ring % 2 else "#f3ebe2")
        c.line([*web, web[0]], "#ddd0c2", 3)
    for axis in range(6):
        c.line([(x, y), spot(axis, 5)], "#ddd0c2", 3)
        where = spot(axis, 5.55)
        c.disc(*where, 30, "#7f5539")
        c.text(*where, str(axis + 1), 34, "#ffffff")
    drinks = (
        ("#bc4b51", (4.6, 3.1, 2.2, 3.8, 4.4, 2.9)),
        ("#2a7f86", (2.4, 4.5, 4.2, 2.6, 2.0, 4.7)),
    )
    for color, values in drinks:
        area = [spot(axis, value) for axis, value in enumerate(values)]
        c.polygon(area, color + "58")
        c.line([*area, area[0]], color, 7)
        for point in area:
            c.disc(*point, 12, color)
    for ring in range(1, 6):
        c.text(x + 12, y - ring * 76 + 18, str(ring), 24, _SOFT, "lm")
    for number, (color, values) in enumerate(drinks):
        with c.at(1290, 330 + number * 380):
            c.oval(0, 90, 118, 20, "#e6d8c8")
            c.line(arc_points(84, 10, 40, 36, -80, 90), color, 15)
            c.polygon(
                [(-86, -44), (86, -44), (66, 62), (40, 84), (-40, 84), (-66, 62)], color
            )
            c.oval(0, -44, 86, 20, "#ffffff")
            c.oval(0, -41, 74, 14, "#6f4518" if number == 0 else "#a3c4a0")
            c.text(0, 22, f"{sum(values) / 6:.1f}", 54, "#ffffff")
    return c.finish()
