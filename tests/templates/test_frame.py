"""The frame around every page, for guests, members, managers."""

import re

import pytest

from siteconfig.models import MenuItem, SiteSettings
from siteconfig.services import save_menu_item, save_settings
from tests.templates.reading import lines_of

pytestmark = pytest.mark.django_db


def page(client, path: str = "/new/") -> str:
    return client.get(path).content.decode()


def test_the_heading_says_what_the_tab_says(client):
    html = page(client)

    assert "<title>새글</title>" in html
    assert '<h1 class="sound-only">새글</h1>' in html


def test_a_guest_can_log_in_from_the_side_and_comes_back(client):
    html = page(client, "/new/?page=2")

    assert 'action="/accounts/login/"' in html
    assert '<input type="hidden" name="next" value="/new/?page=2">' in html
    assert lines_of(html).count("회원로그인") == 1


def test_a_member_sees_his_name_and_the_way_out(client, member):
    client.force_login(member)

    html = page(client)

    assert f"<strong>{member.nickname}</strong>님" in html
    assert 'method="post" action="/accounts/logout/"' in html
    assert "회원로그인" not in html
    assert 'href="/admin/"' not in html


def test_a_manager_finds_the_door_to_the_admin(client, manager):
    client.force_login(manager)

    assert 'href="/admin/"' in page(client)


def test_the_menu_opens_two_levels_deep(client):
    top = MenuItem(label="커뮤니티", url="/boards/free/")
    save_menu_item(top)
    save_menu_item(
        MenuItem(
            label="바깥", url="https://example.com/", parent=top, opens_new_window=True
        )
    )

    html = page(client)

    assert (
        html.count(">바깥</a>") == 2
    )  # the drop-down, and the panel of the whole site
    assert re.search(
        r'href="https://example.com/"\s+target="_blank" rel="noopener"', html
    )


def test_a_site_without_a_menu_says_so(client):
    assert "메뉴 준비 중입니다." in lines_of(page(client))


@pytest.mark.parametrize("path", ["/", "/new/", "/accounts/login/", "/nope/"])
def test_the_name_of_the_site_stands_on_every_page(client, path):
    save_settings(SiteSettings(site_name="뒷마당"))

    assert "뒷마당" in lines_of(page(client, path))


def test_the_proofs_of_ownership_stand_in_the_head(client):
    save_settings(
        SiteSettings(
            description="이웃이 만나는 곳",
            naver_verification="n1",
            google_verification="g2",
        )
    )

    html = page(client)

    assert '<meta name="description" content="이웃이 만나는 곳">' in html
    assert '<meta name="naver-site-verification" content="n1">' in html
    assert '<meta name="google-site-verification" content="g2">' in html


def test_what_the_site_says_is_said_once_to_ears_too(client, member):
    client.force_login(member)
    client.post("/accounts/logout/")

    first, second = page(client), page(client)

    assert 'role="status"' in first
    assert 'role="status"' not in second
