"""What our sources say in Korean: no particle left open, none fixed to what varies."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.portal.test_admin_korean import OPEN_PARTICLE

ROOT = Path(settings.BASE_DIR)
OURS = [
    *("accounts", "boards", "config", "deploy", "docs", "guard", "locale", "portal"),
    *("search", "siteconfig", "static/js", "templates", "uploads", "visitors", "web"),
]
ENDINGS = {".html", ".js", ".md", ".po", ".py", ".txt"}
# A value put in, a quote that may close it, and a particle that ends the word.
FIXED_PARTICLE = re.compile(
    r"(?:\}\}|\{\w+\}|%\(\w+\)[sd])[’'\"]?(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])"
)


def korean_lines() -> list[str]:
    """Return every line of ours with Korean in it, comments of catalogues aside."""
    files = [ROOT / "Makefile", *ROOT.glob("*.py"), *ROOT.glob("*.md")]
    files += [path for name in OURS for path in sorted((ROOT / name).rglob("*"))]
    lines = []
    for path in files:
        if path.name == "Makefile" or (path.is_file() and path.suffix in ENDINGS):
            text = path.read_text(encoding="utf-8").splitlines()
            where = path.relative_to(ROOT)
            lines += [
                f"{where}:{number}: {line}" for number, line in enumerate(text, 1)
            ]
    korean = [line for line in lines if re.search("[가-힣]", line)]
    return [line for line in korean if not re.search(r"\.po:\d+: #", line)]


@pytest.mark.parametrize(
    "words",
    ["글을(를) 지웁니다", "회원이(가)", "게시판(으)로", "을/를", "은(는)", "와(과)"],
)
def test_open_particles_are_known_as_such(words: str) -> None:
    assert OPEN_PARTICLE.search(words)


@pytest.mark.parametrize(
    "words", ["‘%(name)s’을 ", "{{ board }}로 ", "{name}은", "%(n)d이."]
)
def test_fixed_particles_are_known_as_such(words: str) -> None:
    assert FIXED_PARTICLE.search(words)


@pytest.mark.parametrize("words", ["{{ count }}개", "%(act)s 수", "{{ board }}이름"])
def test_other_words_may_follow_a_value(words: str) -> None:
    assert not FIXED_PARTICLE.search(words)


def test_no_particle_is_left_open() -> None:
    lines = korean_lines()

    assert len(lines) > 800
    assert [line for line in lines if OPEN_PARTICLE.search(line)] == []


def test_no_particle_is_fixed_to_a_word_that_varies() -> None:
    assert [line for line in korean_lines() if FIXED_PARTICLE.search(line)] == []
