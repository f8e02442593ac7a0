"""Theme and text size: chosen in a small form, kept in cookies, told to the page."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def choose(client, origin="http://testserver", **fields):
    return client.post("/preferences/", fields, headers={"origin": origin})


def told(client, path="/new/") -> tuple[str, str, str]:
    """Theme, text size and colour scheme as a page's head says them."""
    html = client.get(path).content.decode()
    root = re.search(r'data-theme="(\w*)"\s+data-text-size="(\w*)"', html)
    scheme = re.search(r'name="color-scheme" content="([\w ]*)"', html)
    assert root
    assert scheme
    return root[1], root[2], scheme[1]


def pressed(client) -> list[str]:
    html = client.get("/new/").content.decode()
    return re.findall(r'value="(\w+)"\s+aria-pressed="true"', html)


def test_who_chose_nothing_follows_the_system(client):
    assert told(client) == ("auto", "1", "light dark")
    assert pressed(client) == ["1", "auto"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_told_to_every_page(client, theme):
    choose(client, theme=theme)

    assert told(client) == (theme, "1", theme)
    assert told(client, "/nope/") == (theme, "1", theme)
    assert pressed(client) == ["1", theme]


def test_each_choice_leaves_the_other_as_it_was(client):
    choose(client, theme="dark")
    choose(client, text_size="3")

    assert told(client) == ("dark", "3", "dark")


def test_what_nobody_offered_counts_as_the_default(client):
    choose(client, theme="dark", text_size="3")
    choose(client, theme='"><b>', text_size="9")

    assert client.cookies["theme"].value == "auto"
    assert client.cookies["text_size"].value == "1"


def test_a_forged_cookie_never_reaches_the_page(client):
    client.cookies.load({"theme": "purple", "text_size": "<b>"})

    assert told(client) == ("auto", "1", "light dark")


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookies_last_a_year_and_stay_with_us(client, settings, secure):
    settings.SESSION_COOKIE_SECURE = secure

    cookie = choose(client, theme="dark").cookies["theme"]

    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) is secure


@pytest.mark.parametrize("wanted", ["/new/?page=2", "http://testserver/new/"])
def test_the_form_leads_back(client, wanted):
    assert choose(client, theme="dark", next=wanted).url == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "//evil.kr/",
        "https://evil.kr/",
        "/\\evil.kr",
        "javascript:a",
        "/preferences/",
    ],
)
def test_it_leads_nowhere_else(client, wanted):
    assert choose(client, theme="dark", next=wanted).url == "/"


def test_the_page_names_itself_as_the_way_back(client):
    html = client.get("/new/?page=2").content.decode()
    form = html.split('action="/preferences/"')[1].split("</form>")[0]

    assert '<input type="hidden" name="next" value="/new/?page=2">' in form
    assert "csrfmiddlewaretoken" not in form


def test_a_store_between_us_and_the_reader_keeps_the_choices_apart(client):
    assert "Cookie" in client.get("/new/")["Vary"]


def test_our_own_form_needs_no_token_and_another_sites_form_changes_nothing(db):
    client = Client(enforce_csrf_checks=True)

    assert choose(client, theme="dark").status_code == 302
    refused = choose(client, origin="http://evil.kr", theme="light")

    assert refused.status_code == 403
    assert told(client)[0] == "dark"


def test_a_browser_that_hides_where_it_comes_from_is_asked_once_more(db):
    client = Client(enforce_csrf_checks=True)

    asked = client.post("/preferences/", {"theme": "dark", "next": "/new/"})
    page = asked.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert re.search(r'name="theme" value="dark"', page)

    client.post(
        "/preferences/",
        {"theme": "dark", "next": "/new/", "csrfmiddlewaretoken": token[1]},
    )

    assert told(client)[0] == "dark"
