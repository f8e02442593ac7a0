"""Templates lose the spaces that begin their lines; what people write keeps its own."""

import pytest
from django.template import TemplateSyntaxError, engines

TEXT = "<ul>\n    {# note #}\n\t <li>\n\n      a  b {{ words }}</li>\n</ul>\n"


@pytest.fixture
def folder(settings, tmp_path):
    """Return a folder where templates are looked for."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return tmp_path


def rendered(name, **values):
    return engines["django"].get_template(name).render(values)


def test_a_line_begins_with_its_first_sign(folder):
    (folder / "page.html").write_text(TEXT)

    shown = rendered("page.html", words="1\n    2")

    assert shown == "<ul>\n\n<li>\n\na  b 1\n    2</li>\n</ul>\n"


def test_a_letter_is_sent_as_it_is_written(folder):
    (folder / "letter.txt").write_text(TEXT)

    assert "\n\t <li>\n\n      a  b 1" in rendered("letter.txt", words="1")


def test_a_slip_is_told_with_its_line(folder):
    (folder / "page.html").write_text("\n    \n  {% nothing %}")

    with pytest.raises(TemplateSyntaxError, match="line 3"):
        rendered("page.html")


def test_templates_of_other_applications_are_found_as_before(folder):
    assert "admin" in engines["django"].get_template("admin/base.html").origin.name
