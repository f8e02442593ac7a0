"""A block that is shown twice is made once, where its first place says so."""

import pytest
from django.template import TemplateSyntaxError, engines

BASE = (
    "{% load block_again %}<title>{% again %}{% block title %}none{% endblock %}"
    "{% endagain %}</title><h1>{% block_again 'title' %}</h1>"
    "{% block content %}{% endblock %}"
)
PLAIN = BASE.replace("{% again %}", "").replace("{% endagain %}", "")


@pytest.fixture
def page(settings, tmp_path):
    """Return a function that renders a page that fills the blocks of this base."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    def render(base, text, **values):
        (tmp_path / "a_base.html").write_text(base)
        (tmp_path / "page.html").write_text(text)
        return engines["django"].get_template("page.html").render(values)

    return render


class Words:
    """Counts how often they are asked for."""

    def __init__(self):
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return "<a & b>"


@pytest.mark.parametrize(("base", "times"), [(BASE, 1), (PLAIN, 3)])
def test_a_block_again_is_what_it_was(page, base, times):
    words = Words()
    text = (
        "{% extends 'a_base.html' %}{% load block_again %}"
        "{% block title %}{{ words }}{% endblock %}"
        "{% block content %}<h2>{% block_again 'title' %}</h2>{% endblock %}"
    )
    shown = "&lt;a &amp; b&gt;"
    assert page(base, text, words=words) == (
        f"<title>{shown}</title><h1>{shown}</h1><h2>{shown}</h2>"
    )
    assert words.asked == times


@pytest.mark.parametrize("base", [BASE, PLAIN])
def test_a_block_that_no_page_fills_is_shown_again_too(page, base):
    text = page(base, "{% extends 'a_base.html' %}")
    assert text == "<title>none</title><h1>none</h1>"


def test_an_empty_block_is_not_made_again(page):
    words = Words()
    text = (
        "{% extends 'a_base.html' %}"
        "{% block title %}{% if words and 0 %}{% endif %}{% endblock %}"
    )
    assert page(BASE, text, words=words) == "<title></title><h1></h1>"
    assert words.asked == 1


@pytest.mark.parametrize("base", [BASE, PLAIN])
def test_another_page_shows_its_own(page, base):
    text = "{% extends 'a_base.html' %}{% block title %}{{ word }}{% endblock %}"
    assert page(base, text, word=1) == "<title>1</title><h1>1</h1>"
    assert page(base, text, word=2) == "<title>2</title><h1>2</h1>"


@pytest.mark.parametrize(
    "text",
    [
        "{% again 'title' %}{% block title %}{% endblock %}{% endagain %}",
        "{% again %}words{% endagain %}",
        "{% again %}{% block a %}{% endblock %} {% endagain %}",
        "{% again %}{% endagain %}",
    ],
)
def test_a_slip_in_the_tag_is_told_at_once(text):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% load block_again %}" + text)
