"""The frame of every page: what templates are given, and when it is read."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from siteconfig.models import SiteSettings
from siteconfig.services import save_settings


def render(text: str, request) -> str:
    return engines["django"].from_string(text).render({}, request)


def request_of(user=None, path="/boards/free/?page=2"):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return request


def test_a_page_that_shows_no_frame_reads_nothing():
    assert render("글", request_of()) == "글"


@pytest.mark.django_db
def test_the_frame_names_the_site():
    save_settings(SiteSettings(site_name="뒷마당"))

    assert render("{{ site_settings.site_name }}", request_of()) == "뒷마당"


def test_the_member_is_who_is_logged_in(member):
    assert render("{{ member.nickname }}", request_of(member)) == member.nickname


def test_a_guest_is_no_member():
    text = "{% if member is None %}손님{% endif %}{% if member %}회원{% endif %}"

    assert render(text, request_of()) == "손님"


def test_a_request_refused_before_the_log_in_middleware_has_a_frame_too():
    request = RequestFactory().get("/")

    assert render("{% if not member %}손님{% endif %}", request) == "손님"


def test_a_log_in_leads_back_to_the_page_itself():
    assert render("{{ login_next|safe }}", request_of()) == "/boards/free/?page=2"


def test_a_log_in_leads_back_to_any_address_and_leaves_nothing_to_escape():
    path = "/boards/free/?q=\"><b>&a='글 +%2B"

    shown = render("{{ log_in_url }}", request_of(path=path))

    assert not set(shown) & set("\"<>&' ")
    assert parse_qs(urlsplit(shown).query)["next"] == [
        request_of(path=path).get_full_path()
    ]
