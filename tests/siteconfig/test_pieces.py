"""What all guests see alike in a page: filled once a second, the page's own never."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.urls.exceptions import NoReverseMatch
from django.utils import translation

from boards.models import Post
from portal.context import page_frame
from portal.preferences import CHOICES
from siteconfig import pieces
from siteconfig.pieces import ForGuests
from siteconfig.services import site
from tests.factories import make_board, make_post
from tests.siteconfig.test_ready import template_of, templates_of
from web import generations, inner_headers
from web.generations import Generation

pytestmark = pytest.mark.django_db

ASKED: dict[str, Any] = {inner_headers.ASKED: True}


class Frame:
    """What guests see alike, and how often a template asked for it."""

    def __init__(self) -> None:
        self.people = 3
        self.asked = 0

    def _people(self) -> int:
        self.asked += 1
        return self.people

    def given(self, key: Any = ()) -> dict[str, Any]:
        """Return what a page's context holds beside its own words."""
        names = {"people": self._people, "member": None, "key": key}
        return {"people": self._people, "for_guests": lambda: ForGuests(names, key)}


@pytest.fixture
def frame() -> Frame:
    return Frame()


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Call it with the seconds that pass; meanwhile none do."""
    now = [100.0]
    monkeypatch.setattr("siteconfig.pieces.time.monotonic", lambda: now[0])

    def pass_time(seconds: float) -> None:
        now[0] += seconds

    return pass_time


def test_what_guests_see_alike_is_filled_once_a_second(frame, pass_time):
    template = template_of(
        "{% ready %}<{% fresh %}{{ people }}{% endfresh %}>{% endready %}"
    )

    pages = [template.render(frame.given()) for _ in range(3)]
    frame.people = 4
    pass_time(0.9)
    pages.append(template.render(frame.given()))
    pass_time(0.2)
    pages.append(template.render(frame.given()))

    assert pages == ["<3>", "<3>", "<3>", "<3>", "<4>"]
    assert frame.asked == 2


def test_a_gap_outside_of_a_piece_is_filled_once_too(frame, pass_time):
    template = template_of("{% fresh %}{{ people }}{% endfresh %}")

    assert [template.render(frame.given()) for _ in range(2)] == ["3", "3"]
    assert frame.asked == 1


def test_the_page_s_own_is_its_own_in_every_gap(frame):
    template = template_of(
        "{% ready %}{% own %}{{ title }}{% endown %}"
        "{% fresh %}({{ people }}{% ready %}[{% fresh %}{{ title }}{% endfresh %}]"
        "{% endready %}{% own %}{{ people }}{% endown %}){% endfresh %}"
        "{% fresh %}{{ people }}{{ title }}{% own %}{{ people }}{% endown %}{% endfresh %}"
        "{% endready %}"
    )

    pages = [template.render({**frame.given(), "title": title}) for title in "가나"]

    assert pages == ["가(3[가]3)3가3", "나(3[나]3)3나3"]


def test_a_name_that_only_some_pages_have_is_the_page_s_own(frame):
    template = template_of(
        "{% ready %}{% fresh %}{% if post or board %}!{% endif %}{% endfresh %}"
        "{% fresh %}{% if 'post' in board.words %}?{% endif %}{% endfresh %}"
        "{% fresh %}{% for word in words %}{{ word }}{% endfor %}{% endfresh %}"
        "{% fresh %}{{ people|add:more }}{% endfresh %}{% endready %}"
    )

    pages = [
        template.render({**frame.given(), **own})
        for own in (
            {"more": 0},
            {"post": 1, "words": "ab", "more": 2},
            {"board": {"words": ["post"]}, "more": 3},
            {"more": 0},
        )
    ]

    assert pages == ["3", "!ab5", "!?6", "3"]


def test_names_around_a_gap_are_known_in_it(frame):
    template = template_of(
        "{% ready %}{% with word='봄' %}{% fresh %}{{ word }}{{ people }}"
        "{% with inner=word %}{% fresh %}{{ inner }}{{ title }}{% endfresh %}{% endwith %}"
        "{% endfresh %}{% endwith %}{% endready %}"
    )

    pages = [template.render({**frame.given(), "title": title}) for title in "가나"]

    assert pages == ["봄3봄가", "봄3봄나"]
    assert frame.asked == 1


def test_a_tag_that_looks_for_the_request_finds_it(frame, settings):
    settings.CDN_SECONDS = 5
    template = template_of(
        "{% load beacon %}{% ready %}{% fresh %}{% beacon_url %}{% endfresh %}"
        "{% endready %}"
    )
    request = RequestFactory().get("/", **ASKED)
    given = {**frame.given(), "request": request}

    assert [
        template.render({**given, "post": post}) for post in (None, Post(pk=3))
    ] == ["/beacon/", "/beacon/?post=3"]


def test_a_loop_of_the_page_around_a_gap_stays_the_page_s(frame):
    template = template_of(
        "{% for word in words %}{% fresh %}{{ word }}{{ people }}{% endfresh %}"
        "{% fresh %}{% for x in 'a' %}{{ forloop.parentloop.counter }}{% endfor %}"
        "{% endfresh %}{% endfor %}"
    )

    assert template.render({**frame.given(), "words": "가나"}) == "가31나32"


def test_what_only_a_page_can_render_is_left_to_it(frame):
    template = template_of(
        "{% ready %}{% fresh %}{% url name %}{% endfresh %}{% endready %}"
    )

    pages = [
        template.render({**frame.given(), "name": name})
        for name in ("portal:front", "portal:search")
    ]

    assert pages == ["/", "/search/"]


def test_a_gap_that_fails_for_everybody_fails(frame):
    template = template_of(
        "{% ready %}{% fresh %}{% url 'nowhere' %}{% endfresh %}{% endready %}"
    )

    with pytest.raises(NoReverseMatch):
        template.render(frame.given())


def test_blocks_are_the_page_s_own(frame, tmp_path):
    (tmp_path / "frame.html").write_text(
        "{% load block_again ready %}{% ready %}"
        "{% own %}{{ people }}{% block title %}-{% endblock %}{% endown %}"
        "{% own %}{% block_again 'title' %}{% endown %}{% endready %}"
    )

    with templates_of(tmp_path):
        pages = [
            engines["django"]
            .from_string(
                f'{{% extends "frame.html" %}}{{% block title %}}{word}{{% endblock %}}'
            )
            .render(frame.given())
            for word in "가나"
        ]

    assert pages == ["3가가", "3나나"]


def test_guests_who_read_otherwise_see_their_own(frame):
    template = template_of(
        "{% ready %}{% fresh %}{{ key }}{% endfresh %}{% endready %}"
    )

    pages = [template.render(frame.given(key)) for key in ("dark", "light", "dark")]

    assert pages == ["dark", "light", "dark"]


def test_each_language_and_way_of_escaping_has_its_own(frame):
    text = "{% fresh %}{{ '<'|add:key }}{% translate 'Log in' %}{% endfresh %}"
    escaped = template_of(f"{{% load i18n %}}{text}")
    both = template_of(
        f"{{% load i18n %}}{{% autoescape off %}}{text}{{% endautoescape %}}"
    )

    pages = [template.render(frame.given("a")) for template in (escaped, both)]
    with translation.override("en"):
        pages.append(escaped.render(frame.given("a")))

    assert pages == ["&lt;a로그인", "<a로그인", "&lt;aLog in"]


@pytest.mark.parametrize(
    "generation", [Generation.SITE, Generation.BOARDS, Generation.REMOVALS]
)
def test_what_may_not_be_shown_any_more_is_gone_at_once(frame, pass_time, generation):
    template = template_of("{% fresh %}{{ people }}{% endfresh %}")
    template.render(frame.given())
    frame.people = 4

    generations.raise_now(generation)

    assert template.render(frame.given()) == "4"


def test_nothing_is_kept_while_the_numbers_cannot_be_read(frame, monkeypatch):
    monkeypatch.setattr("siteconfig.pieces.ruling_numbers", lambda: None)
    template = template_of("{% fresh %}{{ people }}{% endfresh %}")

    assert [template.render(frame.given()) for _ in range(2)] == ["3", "3"]
    assert frame.asked == 2


def test_what_a_process_keeps_for_guests_is_bounded(frame, monkeypatch):
    monkeypatch.setattr(pieces, "_kept", pieces.Memory(3))
    template = template_of("{% fresh %}{{ key }}{% endfresh %}")

    for key in range(10):
        template.render(frame.given(key))

    assert len(pieces._kept) == 3


@pytest.mark.parametrize("cookies", [{}, {"theme": "dark", "text_size": "3"}])
def test_a_guest_s_page_is_the_same_kept_or_not(cookies):
    board = make_board()
    posts = [make_post(board, title=f"{word} 글") for word in ("첫째", "둘째")]
    guest = Client()
    guest.cookies.load(cookies)
    paths = [
        *("/", "/new/", "/boards/", board.get_absolute_url()),
        *(f"{board.get_absolute_url()}?page={number}" for number in (1, 2)),
        *(post.get_absolute_url() for post in posts),
    ]
    made_alone = [guest.get(path).content for path in paths]

    made_for_all = [guest.get(path, **ASKED).content for path in paths]

    assert made_for_all == made_alone
    assert len(set(made_alone)) == len(paths)


def test_a_guest_s_frame_is_made_without_a_request(member):
    request = RequestFactory().get("/new/", **ASKED)
    request.user = member
    assert page_frame(request)["for_guests"]() is None

    del request.user
    found = page_frame(request)["for_guests"]()

    assert found is not None
    assert found.names["site_settings"]() == site()
    assert (found.names["member"], found.names["is_member"]) == (None, False)
    assert {found.key.theme, found.key.text_size} == {
        choices[0] for choices in CHOICES.values()
    }
    assert not {"request", "user", "log_in_url", "login_next", "here"} & set(
        found.names
    )


def test_a_page_that_is_not_for_all_has_no_frame_of_guests():
    assert page_frame(RequestFactory().get("/new/"))["for_guests"]() is None
