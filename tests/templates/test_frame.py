"""The frame around every page, for guests, members, managers."""

import re

import pytest

from boards.services import delete_post
from siteconfig.models import MenuItem, SiteSettings
from siteconfig.services import save_menu_item, save_settings
from tests.factories import make_board, make_member, make_post
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


def test_no_name_and_no_address_of_one_reader_gets_to_the_next(client, member, manager):
    others = [client.__class__() for _ in range(3)]
    others[0].force_login(manager)
    others[1].force_login(make_member(nickname="이웃집"))
    client.force_login(member)

    first = page(client, "/new/?page=7")
    second, third, guests = (page(other, "/online/") for other in others)

    assert member.nickname in first
    assert 'href="/admin/"' in second
    assert 'href="/admin/"' not in third + guests
    assert f"<strong>{manager.nickname}</strong>님" in second
    assert "<strong>이웃집</strong>님" in third
    assert not [
        text
        for text in (second, third, guests)
        if f"{member.nickname}</strong>" in text
    ]
    assert "/new/?page=7" not in second + third + guests
    assert "로그아웃" not in guests


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", "/"),
        ("/boards/", "/boards/"),
        ("/write/", "/write/"),
        ("/accounts/", "/accounts/"),
        ("/new/", None),
        ("/nope/", None),
    ],
)
def test_the_bar_at_the_bottom_says_where_one_is(client, member, path, here):
    make_board()
    client.force_login(member)
    page(client, "/new/")

    bar = page(client, path).partition('class="bottom-bar"')[2]

    marked = re.findall(r'href="([^"]*)"\s+aria-current="page"', bar)
    assert marked == ([here] if here else [])


def test_on_a_board_the_bar_leads_to_writing_there(client, member):
    open_to_all, closed = make_board(), make_board(write_level=10)
    client.force_login(member)

    bars = [
        page(client, board.get_absolute_url()).partition("bottom-bar")[2]
        for board in (open_to_all, closed)
    ]

    assert f'href="/boards/{open_to_all.slug}/write/"' in bars[0]
    assert 'href="/write/"' in bars[1]


def test_a_guest_is_led_back_from_every_link_to_the_log_in(client):
    links = re.findall(
        r'href="(/accounts/login/[^"]*)"', page(client, "/search/?q=a%26b&x=%22<")
    )

    assert len(links) == 3
    assert set(links) == {
        "/accounts/login/?next=/search/%3Fq%3Da%2526b%26x%3D%2522%253C"
    }


def test_how_one_reads_is_shown_to_him_alone(client):
    client.cookies["theme"] = "dark"
    client.cookies["text_size"] = "3"

    dark, plain = page(client), page(client.__class__())

    pressed = r'value="([^"]+)"\s+aria-pressed="true"'
    assert re.findall(pressed, dark) == ["3", "dark"]
    assert re.findall(pressed, plain) == ["1", "auto"]
    assert 'data-theme="dark" data-text-size="3"' in dark


def test_the_notices_below_follow_the_posts(client, manager):
    board = make_board(slug="notice", name="알림판")
    save_settings(SiteSettings(notice_board="notice"))
    empty = page(client)
    post = make_post(board, manager, title="<첫> 소식")

    full = page(client)
    delete_post(post, by=manager)

    assert "footer__notices" not in empty + page(client)
    foot = full.partition("footer__notices")[2]
    assert "알림판" in foot
    assert "&lt;첫&gt; 소식" in foot
    assert "badge--new" in foot
