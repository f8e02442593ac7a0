"""What all guests see alike on every page: filled once a second, without the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.urls.exceptions import NoReverseMatch
from django.utils import translation

from portal.context import page_frame
from portal.preferences import CHOICES
from siteconfig import pieces
from siteconfig.models import SiteSettings
from siteconfig.pieces import ForGuests
from siteconfig.services import save_settings, site
from tests.factories import make_board, make_post
from tests.siteconfig.test_ready import renamed, template_of, templates_of
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
        "{% ready %}<{% fresh alike %}{{ people }}{% endfresh %}"
        "{% own alike %}{{ people }}{% endown %}>{% endready %}"
    )

    pages = [template.render(frame.given()) for _ in range(3)]
    frame.people = 4
    pass_time(0.9)
    pages.append(template.render(frame.given()))
    pass_time(0.2)
    pages.append(template.render(frame.given()))

    assert pages == ["<33>", "<33>", "<33>", "<33>", "<44>"]
    assert frame.asked == 4


def test_a_gap_outside_of_a_piece_is_filled_once_too(frame, pass_time):
    template = template_of("{% fresh alike %}{{ people }}{% endfresh %}")

    assert [template.render(frame.given()) for _ in range(2)] == ["3", "3"]
    assert frame.asked == 1


def test_for_others_it_is_a_gap_like_any(frame):
    template = template_of(
        "{% ready %}{% fresh alike %}{{ people }}{{ title }}{% endfresh %}{% endready %}"
        "{% own alike %}{{ title }}{% endown %}"
    )

    for for_guests in ({}, {"for_guests": lambda: None}):
        given = {"people": frame.given()["people"], **for_guests}
        pages = [template.render({**given, "title": title}) for title in "가나"]
        assert pages == ["3가가", "3나나"]
    assert frame.asked == 4


@pytest.mark.parametrize(
    "asks",
    [
        "{{ title }}",
        "{{ people|add:title }}",
        "{% if title == '가' %}!{% endif %}",
        "{% if 3 in request.GET or title|length %}{{ people }}{% endif %}",
        "{% url title %}",
        "{% querystring page=title %}",
        "{% autoescape off %}{{ title }}{% url 'nowhere' as here %}{% endautoescape %}",
        "{% load social %}{% social_providers as found %}{{ title }}",
        "{{ csrf_token|length }}{{ title }}",
        "{% with word=title %}{{ word }}{% endwith %}",
    ],
)
def test_a_gap_that_shows_more_is_filled_for_every_page(frame, asks):
    text = f"{{{{ people }}}}{asks}{{% fresh %}}{{{{ title }}}}{{% endfresh %}}"
    alike = template_of(
        f"{{% ready %}}{{% fresh alike %}}{text}{{% endfresh %}}"
        "{% fresh alike %}<{{ people }}{{ lt }}{% endfresh %}{% endready %}"
    )
    plain = template_of(f"{text}<{{{{ people }}}}{{{{ lt }}}}")
    request = RequestFactory().get("/")

    for title in ("portal:front", "portal:search"):
        given = {**frame.given(), "title": title, "lt": "<"}
        assert alike.render(given, request) == plain.render(given, request)


def test_the_page_s_own_inside_stands_in_a_gap_once_more(frame, pass_time):
    template = template_of(
        "{% ready %}{% fresh alike %}({{ people }}"
        "{% ready %}[{% fresh %}{{ title }}{% endfresh %}]{% endready %}"
        "{% fresh alike %}{{ people }}{% own %}{{ title }}{% endown %}{% endfresh %})"
        "{% endfresh %}{% endready %}"
    )

    pages = [template.render({**frame.given(), "title": title}) for title in "가나"]

    assert pages == ["(3[가]3가)", "(3[나]3나)"]
    assert frame.asked == 2


def test_names_around_a_gap_are_known_in_it(frame, pass_time):
    template = template_of(
        "{% ready %}{% with word='봄' %}{% fresh alike %}{{ word }}{{ people }}"
        "{% with inner=word word='여름' %}{% fresh %}{{ inner }}{{ word }}{{ title }}"
        "{% endfresh %}{% endwith %}{% endfresh %}{% endwith %}{% endready %}"
    )

    pages = [template.render({**frame.given(), "title": title}) for title in "가나"]

    assert pages == ["봄3봄여름가", "봄3봄여름나"]
    assert frame.asked == 1


def test_a_gap_that_fails_does_so_in_the_page_and_leaves_nothing_behind(
    frame, pass_time
):
    template = template_of("{% fresh alike %}{% url people %}{% endfresh %}")
    frame.people = "nowhere"
    with pytest.raises(NoReverseMatch):
        template.render(frame.given())

    frame.people = "portal:front"
    pass_time(1)

    assert template.render(frame.given()) == "/"


@pytest.mark.parametrize(
    "text",
    [
        "{% fresh alike %}{% block name %}{% endblock %}{% endfresh %}",
        "{% ready %}{% own alike %}{% block name %}{% endblock %}{% endown %}{% endready %}",
        "{% fresh unlike %}{% endfresh %}",
        "{% own alike alike %}{% endown %}",
    ],
)
def test_a_slip_in_the_tag_is_told_at_once(text):
    with pytest.raises(TemplateSyntaxError):
        template_of(text)


def test_in_a_page_for_many_members_it_is_a_gap_or_none(frame):
    template = template_of(
        "{% ready %}[{% own alike %}{{ people }}{% endown %}"
        "{% fresh alike %}{{ name }}{% endfresh %}]{% endready %}"
    ).template
    context = Context(frame.given())

    with context.bind_template(template):
        parts = pieces.pieces_of(context, lambda: template.nodelist.render(context))

    assert [part for part in parts if isinstance(part, str)] == ["[3", "]"]


def test_guests_who_read_otherwise_see_their_own(frame):
    template = template_of(
        "{% ready %}{% fresh alike %}{{ key }}{% endfresh %}{% endready %}"
    )

    pages = [template.render(frame.given(key)) for key in ("dark", "light", "dark")]

    assert pages == ["dark", "light", "dark"]


def test_each_language_and_way_of_escaping_has_its_own(frame, tmp_path):
    (tmp_path / "_gap.html").write_text(
        "{% load i18n ready %}"
        "{% fresh alike %}{{ key }}{% translate 'Log in' %}{% endfresh %}"
    )
    include = '{% include "_gap.html" %}'

    with templates_of(tmp_path):
        template = template_of(
            f"{include} {{% autoescape off %}}{include}{{% endautoescape %}}"
        )
        pages = [template.render(frame.given("<"))]
        with translation.override("en"):
            pages.append(template.render(frame.given("<")))

    assert pages == ["&lt;로그인 <로그인", "&lt;Log in <Log in"]


@pytest.mark.parametrize(
    "generation", [Generation.SITE, Generation.BOARDS, Generation.REMOVALS]
)
def test_what_may_not_be_shown_any_more_is_gone_at_once(frame, pass_time, generation):
    template = template_of("{% fresh alike %}{{ people }}{% endfresh %}")
    template.render(frame.given())
    frame.people = 4

    generations.raise_now(generation)

    assert template.render(frame.given()) == "4"


def test_nothing_is_kept_while_the_numbers_cannot_be_read(frame, monkeypatch):
    monkeypatch.setattr("siteconfig.pieces.ruling_numbers", lambda: None)
    template = template_of("{% fresh alike %}{{ people }}{% endfresh %}")

    assert [template.render(frame.given()) for _ in range(2)] == ["3", "3"]
    assert frame.asked == 2


def test_what_a_process_keeps_for_guests_is_bounded(frame, monkeypatch):
    monkeypatch.setattr(pieces, "_kept", pieces.Memory(3))
    template = template_of("{% fresh alike %}{{ key }}{% endfresh %}")

    for key in range(10):
        template.render(frame.given(key))

    assert len(pieces._kept) == 3


def test_what_changes_while_a_page_is_made_is_not_kept_as_new(frame, pass_time):
    template = template_of(
        "{% ready %}{{ site_settings.site_name }}{% fresh alike %}{{ people }}"
        "{{ site_settings.site_name }}{% endfresh %}{% endready %}"
    )
    save_settings(SiteSettings(site_name="앞마당"))

    def change() -> int:
        if frame.asked == 0:
            save_settings(renamed("뒷마당"))
        frame.asked += 1
        return frame.asked

    names = {"people": change, "site_settings": site()}
    pages = [template.render({"for_guests": lambda: ForGuests(names, ())})]
    names["site_settings"] = site()
    pages.append(template.render({"for_guests": lambda: ForGuests(names, ())}))

    assert pages == ["앞마당1앞마당", "뒷마당2뒷마당"]


def test_a_piece_that_was_made_before_a_change_is_not_kept_as_new(frame, monkeypatch):
    template = template_of(
        "{% ready %}{{ site_settings.site_name }}{% fresh alike %}{{ people }}"
        "{% endfresh %}{% endready %}"
    )
    save_settings(SiteSettings(site_name="앞마당"))

    def read_and_change() -> SiteSettings:
        old = site()
        save_settings(renamed("뒷마당"))
        return old

    with monkeypatch.context() as patch:
        patch.setattr(
            "siteconfig.templatetags.ready.site",
            lambda: patch.undo() or read_and_change(),
        )
        pages = [template.render(frame.given())]
    pages.append(template.render(frame.given()))

    assert pages == ["앞마당3", "뒷마당3"]


def test_what_a_page_was_told_before_is_asked_for_anew():
    request = RequestFactory().get("/", **ASKED)
    page = page_frame(request)
    save_settings(SiteSettings(site_name="앞마당"))
    assert page["site_settings"]().site_name == "앞마당"

    save_settings(renamed("뒷마당"))

    assert page["for_guests"]().names["site_settings"]().site_name == "뒷마당"


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

    pieces._kept.clear()
    made_for_all = [guest.get(path, **ASKED).content for path in paths]

    assert made_for_all == made_alone
    kept = [filled.piece for filled in pieces._kept._values.values()]
    assert (
        len(kept) == 3
    )  # the frame with and without its box, which the front page has
    assert not any(pieces._is_alike(part) for piece in kept for part in piece)
    assert len(set(made_alone)) == len(paths)


def test_a_guest_s_frame_is_made_without_a_request(member):
    request = RequestFactory().get("/new/", **ASKED)
    request.user = member
    assert page_frame(request)["for_guests"]() is None

    del request.user
    found = page_frame(request)["for_guests"]()

    assert found is not None
    assert found.names["site_settings"]() is found.names["site_settings"]() == site()
    assert (found.names["member"], found.names["is_member"]) == (None, False)
    assert {found.key.theme, found.key.text_size} == {
        choices[0] for choices in CHOICES.values()
    }
    assert not {"request", "user", "log_in_url", "login_next", "here"} & set(
        found.names
    )


def test_a_page_that_is_not_for_all_has_no_frame_of_guests():
    assert page_frame(RequestFactory().get("/new/"))["for_guests"]() is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda context, name: name in context,
        lambda context, name: context.get(name),
        lambda context, name: Template(f"{{{{ {name} }}}}").render(context),
    ],
)
def test_a_context_notes_what_is_not_in_it(ask):
    context = pieces.NotingContext({"people": 3})

    ask(context, "people")
    assert not context.has_asked
    ask(context, "title")
    assert context.has_asked
