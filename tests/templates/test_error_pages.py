"""Error pages: what happened, in Korean, and a way on."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.templates.reading import lines_of


@pytest.mark.django_db
def test_an_unknown_address_leads_back_to_what_there_is(client):
    response = client.get("/nope/")

    html = response.content.decode()
    assert response.status_code == 404
    assert "페이지를 찾을 수 없습니다" in lines_of(html)
    assert f'href="{reverse("portal:new_posts")}"' in html


@pytest.mark.django_db
def test_a_guest_who_is_refused_may_log_in_and_a_member_need_not(member):
    context = {"reason": "로그인해 주세요.", "login_next": "/x/"}
    path = "/accounts/login/?next=/x/"

    as_guest = render_to_string("errors/403.html", context)
    as_member = render_to_string("errors/403.html", {**context, "member": member})

    assert f'class="button" href="{path}"' in as_guest
    assert f'class="button" href="{path}"' not in as_member


def test_the_page_of_a_broken_site_needs_no_database_and_names_the_request():
    lines = lines_of(render_to_string("errors/500.html", {"request_id": "a1b2c3"}))

    assert "문의 번호: a1b2c3" in lines
    assert "첫 화면으로" in lines


@pytest.mark.django_db
def test_what_cannot_be_read_says_what_to_do():
    lines = lines_of(render_to_string("errors/400.html", {}))

    assert "요청을 이해하지 못했습니다" in lines


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"a{n}=1" for n in range(2001)), "application/x-www-form-urlencoded"),
        ("no parts", "multipart/form-data"),
    ],
)
def test_an_error_page_copes_with_a_form_that_cannot_be_read(client, body, kind):
    response = client.post("/nope/", body, content_type=kind)

    assert response.status_code == 404
    assert "적으신 내용" not in response.text
