"""The colours of tokens.css can be read: WCAG 2.2 AA, in light and in dark."""

import re

import pytest

from tests.templates.test_css import STYLES, rules_of

MINIMUM_FOR_TEXT = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum
MINIMUM_FOR_PARTS = 3.0  # https://www.w3.org/TR/WCAG22/#non-text-contrast

SURFACES = ["page", "surface", "surface-hover", "surface-striped", "surface-soft"]
PLAIN_TEXT = ["text", "text-soft", "text-muted", "link", "error"]
TEXT_ON_ITS_OWN = [
    ("text", "surface-field"),
    ("text-muted", "surface-field"),
    ("text", "info-soft"),
    ("link", "info-soft"),
    ("text", "danger-soft"),
    ("error", "danger-soft"),
    ("link", "link-soft"),
    ("category", "category-soft"),
    ("board", "board-soft"),
    ("new", "new-soft"),
    ("hot", "surface"),
    ("lock", "lock-soft"),
    ("file", "file-soft"),
    ("text", "file-soft"),
    ("chain", "chain-soft"),
    ("on-mark", "mark"),
    *[
        (text, "notice-soft")
        for text in ("notice", "text", "text-soft", "text-muted", "link")
    ],
    *[
        ("on-primary", f"{button}{state}")
        for button in ("primary", "neutral", "slate", "danger")
        for state in ("", "-hover")
    ],
    *[
        (text, "header")
        for text in ("header-text", "header-muted", "footer-text", "footer-muted")
    ],
    *[("on-bright", site) for site in ("kakao", "naver", "google")],
    *[("on-dim", site) for site in ("github", "apple")],
    ("header-text", "header-field"),
    ("header-text", "menu-button"),
    ("header-text", "menu-button-hover"),
]
INKS = ["red", "orange", "yellow", "green", "blue", "purple", "gray"]
TEXTS = [
    *[(f"ink-{ink}", surface) for ink in INKS for surface in SURFACES],
    *[(text, surface) for text in PLAIN_TEXT for surface in SURFACES],
    *TEXT_ON_ITS_OWN,
]
PARTS = [
    *[("focus", surface) for surface in SURFACES],
    ("focus-on-header", "header"),
    ("border-field", "surface"),
    ("border-field", "page"),
]


def colours() -> list[tuple[str, dict[str, str]]]:
    """Return each width's and scheme's name with its colours, name to six digits.

    A block that stands in a media query changes some of the first block's colours;
    only a wide page changes the page's, so light has two palettes; dark has one by
    the system and one by the reader's choice.
    """
    rules = rules_of(STYLES / "tokens.css")
    # re.split with a group: what stands before the first query, query, block, ...
    first, *queries = re.split(r"@media (.+) \{", rules)
    palettes = {"phone": _declared(first)}
    for condition, block in zip(queries[::2], queries[1::2], strict=True):
        if "width" in condition:
            palettes["wide"] = palettes["phone"] | _declared(block)
        if condition == "(prefers-color-scheme: dark)":
            palettes["dark"] = palettes["wide"] | _declared(block)
        if condition == "screen":
            palettes["chosen dark"] = palettes["wide"] | _declared(block)
    return list(palettes.items())


def _declared(block: str) -> dict[str, str]:
    found = re.findall(r"--color-([\w-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6});", block)
    return {
        name: digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
        for name, digits in found
    }


PALETTES = [name for name, _ in colours()]


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def too_weak(
    pairs: list[tuple[str, str]], palette: dict[str, str], least: float
) -> list[str]:
    """Return the pairs below the least ratio, each as `text on surface: ratio`."""
    ratios = [
        (front, back, contrast(palette[front], palette[back])) for front, back in pairs
    ]
    return [
        f"{front} on {back}: {ratio:.2f}"
        for front, back, ratio in ratios
        if ratio < least
    ]


def test_contrast_is_counted_as_wcag_counts_it():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


def test_light_and_dark_are_both_found_and_differ():
    palettes = dict(colours())

    assert list(palettes) == ["phone", "wide", "dark", "chosen dark"]
    assert palettes["phone"]["page"] != palettes["wide"]["page"]
    assert palettes["dark"]["surface"] != palettes["wide"]["surface"]


def test_dark_by_the_system_and_dark_by_choice_are_the_same():
    rules = rules_of(STYLES / "tokens.css")
    system, chosen = (
        re.findall(r"(--[\w-]+):\s*(.+);", rules.split(start)[1].split("}")[0])
        for start in ("(prefers-color-scheme: dark)", "@media screen")
    )

    assert len(system) > 40
    assert chosen == system


@pytest.mark.parametrize(("name", "palette"), colours(), ids=PALETTES)
def test_every_text_can_be_read_on_its_surfaces(name, palette):
    assert too_weak(TEXTS, palette, MINIMUM_FOR_TEXT) == []


@pytest.mark.parametrize(("name", "palette"), colours(), ids=PALETTES)
def test_focus_and_edges_of_fields_can_be_seen(name, palette):
    assert too_weak(PARTS, palette, MINIMUM_FOR_PARTS) == []
