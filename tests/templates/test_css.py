"""Our style sheets: one layer each, no ids, nothing that shouts."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = settings.BASE_DIR / "static" / "css"
SITE_SHEET = STYLES / "site.css"
SHEETS = sorted(set(STYLES.rglob("*.css")) - {SITE_SHEET})
# Sheets in pages/ are linked by the few pages that need them.
SHEETS_OF_EVERY_PAGE = [sheet for sheet in SHEETS if sheet.parent.name != "pages"]
LAYERS = "reset, tokens, base, layout, components, utilities"


def rules_of(sheet: Path) -> str:
    """Return a sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def selectors_of(sheet: Path) -> list[str]:
    return re.findall(r"([^{};]+)\{", rules_of(sheet))


def name_of(sheet: Path) -> str:
    return str(sheet.relative_to(STYLES))


def test_the_order_of_the_layers_is_fixed_once():
    assert rules_of(STYLES / "layers.css").strip() == f"@layer {LAYERS};"
    assert len([s for s in SHEETS if "@layer reset," in rules_of(s)]) == 1


def test_the_sites_sheet_names_every_sheet_and_layers_come_first():
    names = re.findall(
        r'^@import url\("(.+)"\);$', SITE_SHEET.read_text(), re.MULTILINE
    )

    assert names[0] == "layers.css"
    assert sorted(names) == sorted(map(name_of, SHEETS_OF_EVERY_PAGE))


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_no_rule_names_a_file(sheet):
    assert "url(" not in rules_of(sheet)


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_a_rule_stands_in_a_layer(sheet):
    depth = 0
    for part in re.split(r"([{}])", rules_of(sheet)):
        if depth == 0 and part.strip() not in {"", "{", "}"}:
            assert part.strip().startswith("@layer")
        depth += {"{": 1, "}": -1}.get(part, 0)
    assert depth == 0


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_no_rule_shouts_or_names_an_id(sheet):
    assert "!important" not in rules_of(sheet)
    assert not [s for s in selectors_of(sheet) if "#" in s]


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_only_tokens_hold_colours_by_their_numbers(sheet):
    if name_of(sheet) == "tokens.css":
        return

    colours = set(re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(", rules_of(sheet)))

    assert not colours


def test_every_token_in_use_has_a_value():
    text = "".join(rules_of(sheet) for sheet in SHEETS)
    given = set(re.findall(r"(--[\w-]+)\s*:", text))
    needed = set(re.findall(r"var\((--[\w-]+)\)", text))

    assert needed <= given


def test_dark_mode_gives_new_values_to_known_tokens_only():
    light, dark = rules_of(STYLES / "tokens.css").split("prefers-color-scheme: dark")
    dark = dark.split("@media print")[0]

    names = set(re.findall(r"(--[\w-]+)\s*:", dark))

    assert "--color-text" in names
    assert names <= set(re.findall(r"(--[\w-]+)\s*:", light))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it; colour is #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def tokens(mode: str) -> dict[str, str]:
    light, rest = rules_of(STYLES / "tokens.css").split("@media (width", 1)
    wide, dark = rest.split("prefers-color-scheme: dark")
    text = {"phone": light, "wide": light + wide}.get(mode, light + wide)
    if mode == "dark":
        text += dark.split("@media print")[0]
    return dict(re.findall(r"(--color-[\w-]+):\s*(#[0-9a-f]{3,6});", text))


PAIRS = [
    *[(t, b) for t in ("text", "text-soft", "text-muted", "link") for b in (
        "page", "surface", "surface-soft", "surface-striped", "info-soft"
    )],
    *[(f"on-{name}", name) for name in ("primary", "mark")],
    *[(name, f"{name}-soft") for name in (
        "notice", "category", "new", "lock", "file", "chain", "board"
    )],
    *[(t, "notice-soft") for t in ("text", "text-soft", "text-muted", "hot")],
    *[("header-text", b) for b in ("menu-button", "header", "header-field")],
    *[("header-text", b) for b in ("neutral", "slate", "danger")],
    *[("header-muted", b) for b in ("header", "header-field")],
    *[(t, "header") for t in ("footer-text", "footer-muted")],
    *[("error", b) for b in ("page", "surface", "danger-soft")],
    *[("text", b) for b in ("danger-soft", "file-soft")],
    ("link", "link-soft"),
    ("hot", "surface"),
]  # fmt: skip


@pytest.mark.parametrize("mode", ["phone", "wide", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(mode, text, ground):
    colours = tokens(mode)
    pair = [luminance(colours[f"--color-{name}"]) for name in (text, ground)]

    contrast = (max(pair) + 0.05) / (min(pair) + 0.05)

    assert contrast >= 4.5
