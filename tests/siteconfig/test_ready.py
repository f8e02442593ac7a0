"""Pieces of pages that are kept ready: what they know, when they are made anew."""

import copy
import datetime
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest
from django.conf import settings as site_settings
from django.db import transaction
from django.template import Context, TemplateSyntaxError, engines
from django.test import Client, RequestFactory, override_settings
from django.utils import translation
from django.utils.safestring import SafeString

from siteconfig.models import MenuItem, SiteSettings
from siteconfig.services import save_menu_item, save_settings
from siteconfig.templatetags import ready

pytestmark = pytest.mark.django_db


def template_of(text: str):
    return engines["django"].from_string("{% load ready %}" + text)


def templates_of(folder: Path) -> override_settings:
    """Have templates looked for in this folder first."""
    templates = copy.deepcopy(site_settings.TEMPLATES)
    templates[0]["DIRS"].insert(0, folder)
    return override_settings(TEMPLATES=templates)


def renamed(name: str) -> SiteSettings:
    settings = SiteSettings.objects.get()
    settings.site_name = name
    return settings


def test_a_piece_is_made_once_for_each_set_of_values():
    made = []
    template = template_of("{% ready name=name %}<b>{{ name }}</b>{% endready %}")
    node = template.template.nodelist[1]
    render = node.nodelist.render
    node.nodelist.render = lambda context: made.append(1) or render(context)

    pages = [template.render({"name": name}) for name in ("봄", "여름", "봄")]

    assert pages == ["<b>봄</b>", "<b>여름</b>", "<b>봄</b>"]
    assert len(made) == 2


def test_a_piece_knows_nothing_of_the_reader(member):
    request = RequestFactory().get("/")
    request.user = member
    template = template_of(
        "{{ member.nickname }}|{% ready %}{{ member.nickname }}{{ user }}{{ request }}"
        "{{ name }}{% csrf_token %}{{ messages }}{{ login_next }}{% endready %}"
    )

    page = template.render({"name": "이름"}, request)

    assert page == f"{member.nickname}|"


def test_a_piece_knows_the_site_and_learns_at_once_what_changes():
    template = template_of(
        "{% ready %}{{ site_settings.site_name }}"
        "{% for entry in menu %} {{ entry.label }}{% endfor %}{% endready %}"
    )
    save_settings(SiteSettings(site_name="앞마당"))
    before = template.render({})

    save_settings(renamed("뒷마당"))
    save_menu_item(MenuItem(label="모임", url="/"))

    assert (before, template.render({})) == ("앞마당", "뒷마당 모임")


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_stays_in_no_piece():
    template = template_of("{% ready %}{{ site_settings.site_name }}{% endready %}")
    save_settings(SiteSettings(site_name="앞마당"))

    with transaction.atomic():
        save_settings(renamed("뒷마당"))
        inside = template.render({})
        transaction.set_rollback(True)

    assert (inside, template.render({})) == ("뒷마당", "앞마당")


def test_equal_values_that_look_different_are_different_pieces():
    template = template_of("{% ready value=value %}{{ value }}{% endready %}")
    values = ["<i>", SafeString("<i>"), 1, True, "1", None, "None"]

    pages = [template.render({"value": value}) for value in values]

    assert pages == ["&lt;i&gt;", "<i>", "1", "True", "1", "None", "None"]


def test_a_piece_made_where_nothing_is_escaped_stays_there(tmp_path):
    (tmp_path / "_piece.html").write_text(
        "{% load ready %}{% ready value=value %}{{ value }}{% endready %}"
    )

    with templates_of(tmp_path):
        include = '{% include "_piece.html" %}'
        bare = template_of("{% autoescape off %}" + include + "{% endautoescape %}")
        bare_page = bare.render({"value": "<i>"})
        page = template_of(include).render({"value": "<i>"})

    assert (bare_page, page) == ("<i>", "&lt;i&gt;")


def test_each_language_has_its_pieces():
    template = template_of(
        '{% load i18n %}{% ready %}{% translate "Log in" %}{% endready %}'
    )

    korean = template.render({})
    with translation.override("en"):
        english = template.render({})

    assert (korean, english) == ("로그인", "Log in")


def test_a_gap_is_filled_anew_for_every_page(member):
    template = template_of(
        "{% ready a=a %}<p>{{ a }}{{ name }}{% fresh %}{{ name }}{% endfresh %}</p>"
        "{% fresh %}{{ a }}{{ name }}{% endfresh %}{% endready %}"
    )

    pages = [template.render({"a": 1, "name": name}) for name in ("봄", "<여름>", "")]

    assert pages == [
        "<p>1봄</p>1봄",
        "<p>1&lt;여름&gt;</p>1&lt;여름&gt;",
        "<p>1</p>1",
    ]


def test_a_gap_in_a_piece_in_a_piece_is_a_gap_too():
    template = template_of(
        "{% ready b=b %}({% ready b=b %}[{{ b }}{% fresh %}{{ name }}{% endfresh %}]"
        "{% endready %}){% fresh %}{% ready n=name %}{{ n }}"
        "{% fresh %}{{ name }}{% endfresh %}{% endready %}{% endfresh %}{% endready %}"
    )

    pages = [template.render({"b": 1, "name": name}) for name in "가나가"]

    assert pages == ["([1가])가가", "([1나])나나", "([1가])가가"]


def test_of_names_around_a_gap_the_nearest_counts():
    template = template_of(
        "{% ready %}{% with word='봄' %}{% ready %}{% with word='여름' %}"
        "{% fresh %}{{ word }}{{ name }}{% endfresh %}{% endwith %}{% endready %}"
        "{{ word }}{% endwith %}{% endready %}"
    )

    assert [template.render({"name": name}) for name in "가나"] == [
        "여름가봄",
        "여름나봄",
    ]


def test_a_gap_in_an_included_template_is_one_too(tmp_path):
    (tmp_path / "_gap.html").write_text(
        "{% load ready %}{{ name }}{{ own }}{% fresh %}{{ name }}{% endfresh %}"
    )

    with templates_of(tmp_path):
        template = template_of(
            '{% ready %}{% include "_gap.html" with own=1 %}{% endready %}'
            '|{% include "_gap.html" %}'
        )
        pages = [template.render({"name": name}) for name in "가나"]

    assert pages == ["1가|가가", "1나|나나"]


def test_a_gap_knows_what_it_includes_without_looking_for_it_again(tmp_path):
    (tmp_path / "_part.html").write_text(
        "{% with inner=1 %}{{ name }}{{ also }}{% endwith %}{{ inner }}"
    )

    with templates_of(tmp_path):
        template = template_of(
            "{% ready %}"
            '{% fresh %} {% include "_part.html" with also="!" %} {% endfresh %}'
            "{% fresh %}{% include which %}{% endfresh %}{{ also }}"
            "{% endready %}"
        )
        template.render({"name": "가", "which": "_part.html"})
        engine = template.template.engine
        with mock.patch.object(
            engine, "find_template", side_effect=engine.find_template
        ) as finding:
            page = template.render({"name": "나", "which": "_part.html"})

    assert page == "나!나"
    assert finding.call_count == 1  # of the one whose name the page gives


def test_a_block_in_the_page_s_own_is_filled_by_the_page(tmp_path):
    (tmp_path / "frame.html").write_text(
        "{% load ready %}{% ready a=a %}<{{ a }}{% own %}{% block inside %}own"
        "{{ name }}{% endblock %}{% endown %}{% ready %}|{% own %}"
        "{% block beside %}{{ name }}{% endblock %}{% endown %}{% endready %}>"
        "{% endready %}"
    )

    with templates_of(tmp_path):
        plain = template_of('{% include "frame.html" %}')
        filled = engines["django"].from_string(
            '{% extends "frame.html" %}'
            "{% block inside %}{{ name }}{{ block.super }}{% endblock %}"
        )
        pages = [
            page.render({"a": 1, "name": name})
            for name in "가나"
            for page in (plain, filled)
        ]

    assert pages == ["<1own가|가>", "<1가own가|가>", "<1own나|나>", "<1나own나|나>"]


FRAME = (
    "{% load ready %}{% ready a=a %}<{{ a }}{% own if filled %}{% block inside %}own"
    "{{ name }}{% fresh %}{{ name }}{% endfresh %}{% endblock %}{% endown %}|"
    "{% own if filled %}{% block beside %}{{ counted }}{% endblock %}{% endown %}>"
    "{% endready %}"
)


def test_a_block_that_nobody_fills_is_made_with_the_piece(tmp_path):
    (tmp_path / "frame.html").write_text(FRAME)
    (tmp_path / "between.html").write_text(
        "{% extends 'frame.html' %}{% block beside %}{{ name }}{% endblock %}"
    )
    inside = "{% block inside %}{{ name }}{{ block.super }}{% endblock %}"
    texts = [
        "{% include 'frame.html' %}",
        "{% extends 'frame.html' %}",
        "{% extends 'frame.html' %}" + inside,
        "{% extends 'between.html' %}",
        "{% extends 'between.html' %}" + inside,
    ]

    with templates_of(tmp_path):
        pages = [engines["django"].from_string(text) for text in texts]
        shown = [
            [page.render({"a": 1, "name": name, "counted": "!"}) for page in pages]
            for name in "가나"
        ]

    assert shown == [
        # In the piece there is no `name`; a page that fills a block shows it its own.
        ["<1own가|>", "<1own가|>", "<1가own가가|>", "<1own가|가>", "<1가own가가|가>"],
        ["<1own나|>", "<1own나|>", "<1나own나나|>", "<1own나|나>", "<1나own나나|나>"],
    ]


def test_which_blocks_are_filled_tells_pieces_apart(tmp_path):
    (tmp_path / "frame.html").write_text(FRAME)
    texts = [
        "",
        "{% block inside %}1{% endblock %}",
        "{% block inside %}2{% endblock %}",
    ]
    make = ready.ReadyNode._make
    watched = mock.patch.object(
        ready.ReadyNode, "_make", autospec=True, side_effect=make
    )

    with templates_of(tmp_path), watched as made:
        for text in texts * 2:
            page = engines["django"].from_string("{% extends 'frame.html' %}" + text)
            page.render({"a": 2})

    assert [call.args[2] for call in made.call_args_list] == [(), ("inside",)]


def test_a_piece_in_the_page_s_own_has_such_blocks_too(tmp_path):
    (tmp_path / "frame.html").write_text(
        "{% load ready %}{% ready %}<{% own %}{% ready %}{% own if filled %} "
        "{% block inside %}own{% endblock %} {% endown %}{% endready %}{% endown %}>"
        "{% endready %}"
    )
    filled = "{% block inside %}{{ name }}{% endblock %}"

    with templates_of(tmp_path):
        plain, other = [
            engines["django"].from_string("{% extends 'frame.html' %}" + text)
            for text in ("", filled)
        ]
        shown = [page.render({"name": "봄"}) for page in (plain, other, plain)]

    assert shown == ["< own >", "< 봄 >", "< own >"]


def test_a_block_outside_of_a_piece_is_a_block():
    template = template_of(
        "{% own if filled %}{% block inside %}{{ name }}{% endblock %}{% endown %}"
    )

    assert template.render({"name": "봄"}) == "봄"


def test_in_a_page_for_many_the_page_s_own_is_no_gap():
    template = template_of(
        "{% ready %}[{% own %}{{ title }}{% fresh %}{{ name }}{% endfresh %}{% endown %}"
        "{% fresh %}{{ name }}{% endfresh %}]{% endready %}"
    ).template
    context = Context({"title": "봄"})

    with context.bind_template(template):
        pieces = ready.pieces_of(context, lambda: template.nodelist.render(context))

    assert [part for part in pieces if isinstance(part, str)] == ["[봄", "", "]"]


def test_a_gap_outside_of_a_piece_is_no_gap():
    template = template_of("{% fresh %}{{ name }}{% endfresh %}")

    assert template.render({"name": "봄"}) == "봄"


def test_a_gap_that_fails_leaves_nothing_broken_behind():
    template = template_of(
        "{% ready %}a{% fresh %}{% for x in xs %}{{ x }}{% endfor %}{% endfresh %}"
        "b{% endready %}"
    )
    with pytest.raises(TypeError):
        template.render({"xs": 3})

    assert template.render({"xs": "12"}) == "a12b"


def test_a_value_may_be_a_row_of_plain_values():
    class Line(NamedTuple):
        title: str
        day: datetime.date

    template = template_of(
        "{% ready lines=lines %}{% for line in lines %}{{ line.title }}"
        '{{ line.day|date:"j" }}{% endfor %}{% endready %}'
    )
    lines = (Line("봄", datetime.date(2026, 3, 1)),)

    assert template.render({"lines": lines}) == "봄1"


@pytest.mark.parametrize("kind", ["member", "list", "row"])
def test_what_may_change_behind_its_key_is_no_value(member, kind):
    value = {"member": member, "list": ["봄"], "row": (member,)}[kind]
    template = template_of("{% ready value=value %}{{ value }}{% endready %}")

    with pytest.raises(TypeError):
        template.render({"value": value})


@pytest.mark.parametrize(
    "text",
    [
        "{% ready name %}{% endready %}",
        "{% ready a=1 b %}{% endready %}",
        "{% ready %}",
        "{% ready %}{% block title %}{% endblock %}{% endready %}",
        "{% ready %}{% fresh %}{% block a %}{% endblock %}{% endfresh %}{% endready %}",
        "{% own %}",
        "{% own if filled %}a{% endown %}",
        "{% own if filled %}{% block a %}{% endblock %}.{% endown %}",
        "{% own if filled %}{% block a %}{% block b %}{% endblock %}{% endblock %}"
        "{% endown %}",
        "{% ready %}{% ready %}{% own if filled %}{% block a %}{% endblock %}"
        "{% endown %}{% endready %}{% endready %}",
        "{% own if %}{% block a %}{% endblock %}{% endown %}",
        "{% fresh if filled %}{% block a %}{% endblock %}{% endfresh %}",
        "{% ready %}{% fresh %}{% endready %}",
    ],
)
def test_a_slip_in_the_tag_is_told_at_once(text):
    with pytest.raises(TemplateSyntaxError):
        template_of(text)


def test_the_pieces_of_a_process_are_bounded(monkeypatch):
    monkeypatch.setattr(ready, "MOST_PIECES", 3)
    template = template_of("{% ready n=n %}{{ n }}{% endready %}")

    for number in range(10):
        assert template.render({"n": number}) == str(number)

    key = f"pieces:{translation.get_language()}"
    kept = ready.keep(ready.Generation.SITE, key, lambda: ready.Memory(1))
    assert len(kept) == 3


def test_a_theme_may_replace_a_part_of_what_is_kept(tmp_path):
    save_menu_item(MenuItem(label="모임", url="/groups/x/"))
    (tmp_path / "_menu_links.html").write_text("{# #}")
    (tmp_path / "_footer.html").write_text("<p>{{ member.nickname }}의 발</p>")

    plain = Client().get("/new/").text
    with templates_of(tmp_path):
        themed = Client().get("/new/").text

    assert "<p>의 발</p>" in themed
    assert "의 발" not in plain
    assert "사이트 정보" not in themed


def test_what_is_shown_twice_has_its_gaps_twice(tmp_path):
    (tmp_path / "frame.html").write_text(
        "{% load block_again ready %}{% ready %}<{% own %}{% again %}"
        "{% block title %}{% endblock %}{% endagain %}{% endown %}|"
        "{% own %}{% block_again 'title' %}{% endown %}>{% endready %}"
    )

    with templates_of(tmp_path):
        page = (
            engines["django"]
            .from_string(
                "{% extends 'frame.html' %}{% load ready %}{% block title %}"
                "[{{ word }}{% fresh %}{{ name }}{% endfresh %}]{% endblock %}"
            )
            .template
        )
        context = Context({"word": "글"})
        with context.bind_template(page):
            piece = ready.pieces_of(context, lambda: page._render(context))
        shown = [ready.filled("key", piece, Context({"name": name})) for name in "가나"]

    assert shown == ["<[글가]|[글가]>", "<[글나]|[글나]>"]
