"""Parts of a template that are rendered once for each of their shapes."""

from dataclasses import dataclass
from html import escape
from itertools import product

import pytest
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.utils.safestring import mark_safe

from web import cutting, stencils
from web.stencils import Later, NoKey, Shaped, Stencil, is_there, key_of

LIBRARIES = {
    "humanize": "django.contrib.humanize.templatetags.humanize",
    "i18n": "django.templatetags.i18n",
    "stencils": "web.templatetags.stencils",
}
ENGINE = Engine(libraries=LIBRARIES)
NASTY = (
    "plain",
    "<script>alert(\"x\")</script> & 'q'",
    "\ue000\ue001\uf8ff 100 % %s %(title)s {0} {{ x }}",
    f"x{cutting._SECRET}-0-{cutting._LONG}",
)


@dataclass
class Thing(Shaped):
    """As a row is."""

    PRINTED = ("title", "count")
    OPTIONAL = ("note", "ups")
    ASKED = ("is_new",)

    title: str
    count: int = 7
    note: str = ""
    ups: int = 0
    is_new: bool = False
    colour: str = "red"


class Watched:
    """A template with a stencil, and how often what stands in it was rendered."""

    def __init__(self, inside: str, names: str = "thing") -> None:
        text = "{% load humanize i18n stencils %}{% stencil NAMES %}INSIDE"
        text = text.replace("NAMES", names).replace("INSIDE", inside)
        self.template = ENGINE.from_string(text + "{% endstencil %}")
        self.plain = ENGINE.from_string("{% load humanize i18n %}" + inside)

    def render(self, **values: object) -> str:
        found = self.template.render(Context(values))
        assert found == self.plain.render(Context(values))
        return found

    @property
    def cut(self) -> list[Stencil | bool]:
        (node,) = self.template.nodelist.get_nodes_by_type(
            type(self.template.nodelist[-1])
        )
        kept = stencils.STENCILS._values.items()
        return [stencil for key, stencil in kept if key[0] is node]


ROW = """
{% if thing.is_new %}<b>N</b>{% endif %}
<a href="/{{ thing.count }}/" title="{{ thing.title }}">{{ thing.title }}</a>
{{ thing.count|intcomma }}{% if thing.note %}<i>{{ thing.note|safe }}</i>{% endif %}
{% blocktranslate with ups=thing.ups|intcomma trimmed %}{{ ups }}번{% endblocktranslate %}
{{ thing.ups|default:"none" }} {{ thing.count|stringformat:"s" }} 100 %
"""


def test_a_stencil_gives_what_the_template_gives_whatever_people_wrote():
    row = Watched(ROW)

    for title, note, ups, is_new in product(
        NASTY, ("", "<u>x</u>%"), (0, 12345), (True, False)
    ):
        row.render(thing=Thing(title, 1234567, note, ups, is_new))

    assert len(row.cut) == 8
    assert all(row.cut)


def test_words_are_escaped_and_safe_words_are_not():
    words = Watched("{{ thing.title }}|{{ thing.note }}|{{ thing.note|safe }}")

    found = words.render(thing=Thing("<b>", note=mark_safe("<i>")))
    assert found == "&lt;b&gt;|<i>|<i>"
    found = words.render(thing=Thing("<b>", note="<i>"))
    assert found == "&lt;b&gt;|&lt;i&gt;|<i>"
    assert len(words.cut) == 1


@pytest.mark.parametrize(
    "inside",
    [
        "{{ thing.title|truncatechars:3 }}",
        "{{ thing.title|truncatewords:2 }}",
        "{{ thing.title|upper }}",
        "{{ thing.title|lower }}",
        "{{ thing.title|capfirst }}",
        "{{ thing.title|title }}",
        "{{ thing.title|urlencode }}",
        "{{ thing.title|linebreaksbr }}",
        "{{ thing.title|striptags }}",
        "{{ thing.title|addslashes }}",
        "{{ thing.title|length }}",
        "{{ thing.title|wordcount }}",
        "{{ thing.title|first }}",
        "{% for letter in thing.title %}{{ letter }}-{% endfor %}",
        "{% if thing.title == 'ab' %}same{% else %}other{% endif %}",
        "{% if 'a' in thing.title %}in{% else %}out{% endif %}",
        "{% if thing.count > 10 %}many{% else %}few{% endif %}",
        "{% if thing.count == 5 %}five{% endif %}",
        "{{ thing.count|add:1 }}",
        "{{ thing.count|divisibleby:2 }}",
        "{{ thing.count|filesizeformat }}",
        "{{ thing.count|floatformat:1 }}",
        "{{ thing.count|stringformat:'05d' }}",
        "{{ thing.count|pluralize }}",
        "{{ thing.count|intword }}",
        "{% widthratio thing.count 10 100 %}",
        "{% blocktranslate count n=thing.count %}one{% plural %}{{ n }}{% endblocktranslate %}",
        "{{ thing.colour }}",
        "{{ thing }}",
    ],
)
def test_what_asks_more_of_a_value_than_to_be_printed_is_rendered_each_time(inside):
    watched = Watched(inside)

    for title, count in [("ab", 1), ("cd <x> 'a'\nlong words", 5), ("ab", 99_999_999)]:
        watched.render(thing=Thing(title, count, colour=title))

    assert set(watched.cut) == {False}


def test_inside_there_is_nothing_but_what_was_named():
    alone = Watched("{{ thing.title }}{{ member }}{{ request }}")

    text = alone.template.render(Context({"thing": Thing("a"), "member": "나"}))

    assert text == "a"


def test_values_make_stencils_of_their_own_and_printed_words_are_put_in():
    link = Watched(
        '{% if url %}<a href="{{ url }}">{{ label }}</a>{% endif %}{{ number }}',
        'is_open label="열기" printing url number',
    )

    for url, number, is_open in product(("", *NASTY), (0, 1, 22), (True, False)):
        text = link.template.render(
            Context({"url": url, "number": number, "is_open": is_open})
        )
        anchor = f'<a href="{escape(url)}">열기</a>' if url else ""
        assert text == f"{anchor}{number}"

    assert len(link.cut) == 8


def test_equal_values_that_look_different_are_told_apart():
    value = Watched("{{ value }}", "value")

    assert value.render(value="<b>") == "&lt;b&gt;"
    assert value.render(value=mark_safe("<b>")) == "<b>"
    assert value.render(value=1) == "1"
    assert value.render(value=True) == "True"


def test_what_has_no_key_is_rendered_each_time():
    value = Watched("{{ value.x }}{{ url }}", "value printing url")

    assert value.render(value={"x": 1}, url="/") == "1/"
    assert value.render(value={"x": 2}, url="/") == "2/"
    assert value.render(value="a", url={"no": "word"})
    assert value.cut == []
    with pytest.raises(NoKey):
        key_of(object())
    with pytest.raises(NoKey):
        is_there(1.5)


def test_a_stencil_in_a_stencil_is_part_of_the_outer_one():
    inner = (
        "{% stencil thing printing word %}{{ thing.title }}{{ word }}{% endstencil %}"
    )
    nested = ENGINE.from_string(
        "{% load stencils %}{% stencil thing printing word %}"
        + inner
        + "{% endstencil %}"
    )

    for title in NASTY:
        text = nested.render(Context({"thing": Thing(title), "word": title}))
        assert text == escape(title) * 2


def test_each_of_several_things_is_shown_as_a_loop_shows_it():
    inside = " {{ label }}:{{ thing.title }},{{ thing.count }}{{ url }} "
    text = "{% load stencils %}{% stencil thing in things label printing url %}"
    several = ENGINE.from_string(text + inside + "{% endstencil %}")
    loop = ENGINE.from_string("{% for thing in things %}" + inside + "{% endfor %}")

    for things in ([], [Thing(title) for title in NASTY], [{"title": "no key"}], None):
        values = {"things": things, "label": "<", "url": "/?a&b"}
        assert several.render(Context(values)) == loop.render(Context(values))


def test_a_thing_may_have_nothing_but_what_is_printed():
    @dataclass
    class Plain(Shaped):
        PRINTED = ("title",)
        title: str

    watched = Watched("<{{ thing.title }}>")

    assert [watched.render(thing=Plain(title)) for title in "가나"] == ["<가>", "<나>"]
    assert len(watched.cut) == 1


def test_a_later_thing_is_made_only_for_a_new_stencil():
    made = []

    def make() -> Thing:
        made.append(1)
        return Thing("made")

    form = Watched("{{ form.title }}", "form")
    for _ in range(3):
        text = form.template.render(Context({"form": Later(make, "form", 1)}))
        assert text == "made"
    form.template.render(Context({"form": Later(make, "form", 2)}))

    assert len(made) == 2


def test_an_error_of_the_template_is_not_hidden():
    broken = ENGINE.from_string(
        "{% load stencils %}{% stencil thing %}{% include missing %}{% endstencil %}"
    )

    with pytest.raises(TemplateDoesNotExist):
        broken.render(Context({"thing": Thing("a")}))


def test_a_block_cannot_stand_in_a_stencil():
    with pytest.raises(TemplateSyntaxError, match="a block inside"):
        ENGINE.from_string(
            "{% load stencils %}{% stencil a %}{% block b %}{% endblock %}{% endstencil %}"
        )
